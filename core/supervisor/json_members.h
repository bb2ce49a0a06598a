// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qhash.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qstringlist.h>

#include <functional>
#include <optional>

namespace Lanroom {

/// The members of one JSON object in a file that a person wrote: taken one by one, and what is wrong
/// is told with its line. Unknown members are wrong, too, and so are two of one name: a typing error
/// must not pass. Passive; lives as long as the reading takes.
///
///     JsonMembers in = *JsonMembers::read(text);
///     in.need("port"_L1, u"must be a number"_s, [&](const QJsonValue &v) { return take(v, port); });
///     if (const Result<void> all = in.finish(); !all) ...   // "line 3: 'port' must be a number"
class JsonMembers
{
public:
    /// False: the value is not what it should be.
    using Take = std::function<bool(const QJsonValue &)>;

    /// The Error has the line: not JSON, not an object, a member twice.
    static Result<JsonMembers> read(const QByteArray &text);

    /// Nothing happens when the member isn't there.
    void take(QLatin1StringView key, const QString &mustBe, const Take &take);
    /// It must be there.
    void need(QLatin1StringView key, const QString &mustBe, const Take &take);
    /// After all were taken: the first thing in the file that is wrong.
    Result<void> finish();

private:
    struct Wrong
    {
        qsizetype place = 0; // in the text
        QString why;
    };

    JsonMembers() = default;
    void complain(qsizetype place, const QString &why);
    Error error(const Wrong &wrong) const;

    QByteArray m_text;
    QJsonObject m_object;
    QHash<QString, qsizetype> m_places; // where each member's name stands
    QStringList m_known;
    std::optional<Wrong> m_first;
    std::optional<Wrong> m_missing; // told when nothing else is wrong: it may be there, misspelt
};

} // namespace Lanroom
