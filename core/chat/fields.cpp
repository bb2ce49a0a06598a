// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/fields.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

QString Fields::text(QLatin1StringView key)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined() || value.isNull())
        return {};
    const QString text = value.toString();
    if (!value.isString())
        complain(key, "must be a string."_L1);
    else if (!text.isValidUtf16() || text.contains(QChar(u'\0')))
        complain(key, "must be Unicode text."_L1);
    // Qt makes an empty JSON string a null QString, but 'given and empty' is not 'absent'.
    return text.isNull() ? u""_s : text;
}

QString Fields::requiredText(QLatin1StringView key)
{
    const QString value = text(key);
    if (value.isNull())
        complain(key, "is missing."_L1);
    return value;
}

std::optional<qint64> Fields::integer(QLatin1StringView key, qint64 minimum)
{
    const QJsonValue value = m_object.value(key);
    if (value.isUndefined() || value.isNull())
        return {};
    const qint64 number = value.toInteger(minimum - 1); // the default when it is no whole number
    if (!value.isDouble() || number < minimum || number > kMaxSafeInteger) {
        complain(key, "must be a whole number in range."_L1);
        return {};
    }
    return number;
}

bool Fields::flag(QLatin1StringView key)
{
    const QJsonValue value = m_object.value(key);
    if (!value.isUndefined() && !value.isNull() && !value.isBool())
        complain(key, "must be true or false."_L1);
    return value.toBool();
}

void Fields::complain(QLatin1StringView key, QLatin1StringView sentence)
{
    if (!m_problem)
        m_problem = Refusal(Code::BadRequest, u"'%1' %2"_s.arg(key, sentence));
}

} // namespace Lanroom::Chat
