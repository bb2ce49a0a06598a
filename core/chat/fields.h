// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/refusal.h"

#include <QtCore/qjsonobject.h>

#include <optional>

namespace Lanroom::Chat {

/// Reads the fields of one request and remembers the first thing that is wrong with them, so that a
/// parser reads them all in a row and asks once at its end. An absent field and null are the same.
class Fields
{
public:
    explicit Fields(const QJsonObject &object) : m_object(object) {}

    /// A string of Unicode text without NUL; null when absent.
    QString text(QLatin1StringView key);
    QString requiredText(QLatin1StringView key);
    /// A whole number that JavaScript can count to, and at least minimum.
    std::optional<qint64> integer(QLatin1StringView key, qint64 minimum);
    bool flag(QLatin1StringView key);

    /// Says that key is wrong; the sentence completes "'key' ...".
    void complain(QLatin1StringView key, QLatin1StringView sentence);
    const std::optional<Refusal> &problem() const { return m_problem; }

private:
    const QJsonObject &m_object;
    std::optional<Refusal> m_problem;
};

/// The largest whole number that a double, and so every JSON reader, holds exactly: 2^53 - 1.
inline constexpr qint64 kMaxSafeInteger = 9'007'199'254'740'991;

} // namespace Lanroom::Chat
