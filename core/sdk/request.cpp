// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/request.h>

#include <QtCore/qjsondocument.h>

#include <cmath>

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

/// How long to wait before trying again what failed for want of room.
constexpr qint64 kRetryMs = 1000;

bool isText(const QString &text)
{
    return text.isValidUtf16() && !text.contains(QChar(u'\0'));
}

bool isUsableId(const QJsonValue &id)
{
    if (id.isDouble())
        return std::abs(id.toDouble()) <= double(Request::kMaxInteger);
    const QString text = id.toString();
    // In code points; a text of twice as many code units is too long whatever they are.
    return id.isString() && text.size() <= 2 * Request::kMaxIdCharacters && isText(text) &&
           text.toUcs4().size() <= Request::kMaxIdCharacters;
}

Refusal badRequest(const QString &sentence)
{
    return {u"bad_request"_s, sentence};
}

} // namespace

Refusal::Refusal(const Error &error)
    : code(errorName(error.code)), message(error.message),
      retryMs(errorWorthRetrying(error.code) ? kRetryMs : 0)
{
}

Request Request::parse(QByteArrayView text)
{
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()));
    Request request(document.object());
    if (!document.isObject())
        request.m_problem = badRequest(u"This is not a JSON object."_s);
    return request;
}

Request::Request(const QJsonObject &fields)
    : m_fields(fields), m_type(fields.value("type"_L1).toString()), m_id(fields.value("id"_L1))
{
    if (!isUsableId(m_id)) {
        m_id = QJsonValue::Null;
        m_problem = badRequest(u"'id' must be a number or a short string."_s);
    } else if (!fields.value("type"_L1).isString()) {
        m_problem = badRequest(u"This request cannot be understood."_s);
    }
}

QString Request::text(const char *key) const
{
    const QJsonValue value = m_fields.value(QLatin1StringView(key));
    if (value.isUndefined() || value.isNull())
        return {};
    const QString text = value.toString();
    if (!value.isString())
        complain(key, "must be a string.");
    else if (!isText(text))
        complain(key, "must be Unicode text.");
    // Qt makes an empty JSON string a null QString, but 'given and empty' is not 'absent'.
    return text.isNull() ? u""_s : text;
}

QString Request::requiredText(const char *key) const
{
    const QString value = text(key);
    if (value.isNull())
        complain(key, "is missing.");
    return value;
}

std::optional<qint64> Request::integer(const char *key, qint64 minimum) const
{
    const QJsonValue value = m_fields.value(QLatin1StringView(key));
    if (value.isUndefined() || value.isNull())
        return {};
    const qint64 number = value.toInteger(minimum - 1); // the default when it is no whole number
    if (!value.isDouble() || number < minimum || number > kMaxInteger) {
        complain(key, "must be a whole number in range.");
        return {};
    }
    return number;
}

bool Request::flag(const char *key) const
{
    const QJsonValue value = m_fields.value(QLatin1StringView(key));
    if (!value.isUndefined() && !value.isNull() && !value.isBool())
        complain(key, "must be true or false.");
    return value.toBool();
}

void Request::complain(const char *key, const char *sentence) const
{
    if (!m_problem)
        m_problem =
            badRequest(u"'%1' %2"_s.arg(QLatin1StringView(key), QLatin1StringView(sentence)));
}

} // namespace Lanroom
