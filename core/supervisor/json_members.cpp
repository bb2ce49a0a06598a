// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/json_members.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// After the string that begins at the place. The text is known to be JSON.
qsizetype endOfString(const QByteArray &text, qsizetype place)
{
    for (++place; text.at(place) != '"'; ++place) {
        if (text.at(place) == '\\')
            ++place;
    }
    return place + 1;
}

QString decoded(const QByteArray &string)
{
    return QJsonDocument::fromJson('[' + string + ']').array().at(0).toString();
}

/// The names of the outermost object's members, each with its place, in order. Qt's parser doesn't
/// tell places; the text has passed it, so that this need not find errors.
QList<std::pair<QString, qsizetype>> namesIn(const QByteArray &text)
{
    QList<std::pair<QString, qsizetype>> names;
    int depth = 0;
    bool nameComes = false;
    for (qsizetype i = 0; i < text.size();) {
        const char c = text.at(i);
        if (c == '"') {
            const qsizetype end = endOfString(text, i);
            if (nameComes)
                names.append({decoded(text.sliced(i, end - i)), i});
            nameComes = false;
            i = end;
            continue;
        }
        if (c == '{' || c == '[')
            ++depth;
        else if (c == '}' || c == ']')
            --depth;
        if ((c == '{' || c == ',') && depth == 1)
            nameComes = true;
        ++i;
    }
    return names;
}

} // namespace

Result<JsonMembers> JsonMembers::read(const QByteArray &text)
{
    JsonMembers members;
    members.m_text = text;
    QJsonParseError parsed;
    const QJsonDocument document = QJsonDocument::fromJson(text, &parsed);
    if (parsed.error != QJsonParseError::NoError)
        return members.error({parsed.offset, u"not JSON: %1"_s.arg(parsed.errorString())});
    if (!document.isObject())
        return members.error({0, u"not a JSON object"_s});
    members.m_object = document.object();
    for (const auto &[name, place] : namesIn(text)) {
        if (members.m_places.contains(name))
            return members.error({place, u"'%1' stands there twice"_s.arg(name)});
        members.m_places.insert(name, place);
    }
    return members;
}

void JsonMembers::take(QLatin1StringView key, const QString &mustBe, const Take &take)
{
    m_known.append(key);
    const QJsonValue value = m_object.value(key);
    if (!value.isUndefined() && !take(value))
        complain(m_places.value(key), u"'%1' %2"_s.arg(key, mustBe));
}

void JsonMembers::need(QLatin1StringView key, const QString &mustBe, const Take &take)
{
    if (!m_object.contains(key) && !m_missing)
        m_missing = Wrong{m_text.indexOf('{'), u"'%1' is missing; it %2"_s.arg(key, mustBe)};
    this->take(key, mustBe, take);
}

Result<void> JsonMembers::finish()
{
    for (auto it = m_places.cbegin(); it != m_places.cend(); ++it) {
        if (!m_known.contains(it.key()))
            complain(it.value(), u"unknown member '%1'"_s.arg(it.key()));
    }
    if (m_first || m_missing)
        return error(m_first ? *m_first : *m_missing);
    return {};
}

void JsonMembers::complain(qsizetype place, const QString &why)
{
    if (!m_first || place < m_first->place)
        m_first = Wrong{place, why};
}

Error JsonMembers::error(const Wrong &wrong) const
{
    const qsizetype line = 1 + QByteArrayView(m_text).first(qMin(wrong.place, m_text.size())).count('\n');
    return {ErrorCode::BadSetting, u"line %1: %2"_s.arg(line).arg(wrong.why)};
}

} // namespace Lanroom
