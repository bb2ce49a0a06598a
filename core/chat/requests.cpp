// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/requests.h"

#include "chat/fields.h"

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <cmath>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

namespace {

Request parseHello(Fields &fields, const Limits &)
{
    HelloRequest hello;
    if (const std::optional<qint64> protocol = fields.integer("protocol"_L1, 0))
        hello.protocol = *protocol;
    else
        fields.complain("protocol"_L1, "is missing."_L1);
    hello.name = fields.text("name"_L1);
    hello.token = fields.text("token"_L1);
    hello.password = fields.text("password"_L1);
    hello.access = fields.text("access"_L1);
    if (hello.name.isNull() && hello.token.isNull())
        fields.complain("name"_L1, "is missing, and so is 'token'."_L1);
    return hello;
}

QString parsePassword(Fields &fields, const Limits &limits)
{
    const QString password = fields.text("password"_L1);
    if (password.size() > limits.password)
        fields.complain("password"_L1, "is too long."_L1);
    return password;
}

Request parseCreate(Fields &fields, const Limits &limits)
{
    CreateRequest create;
    create.room = fields.requiredText("room"_L1);
    create.title = fields.text("title"_L1);
    create.password = parsePassword(fields, limits);
    create.hidden = fields.flag("hidden"_L1);
    return create;
}

Request parseJoin(Fields &fields, const Limits &limits)
{
    JoinRequest join;
    join.room = fields.requiredText("room"_L1);
    join.password = parsePassword(fields, limits);
    join.epoch = fields.text("epoch"_L1);
    join.after = fields.integer("after"_L1, 0);
    join.observe = fields.flag("observe"_L1);
    return join;
}

Request parseLeave(Fields &fields, const Limits &)
{
    return LeaveRequest{fields.requiredText("room"_L1)};
}

Request parseRooms(Fields &, const Limits &)
{
    return RoomsRequest{};
}

QByteArray parseCmid(Fields &fields)
{
    const QByteArray digits = fields.requiredText("cmid"_L1).toUtf8();
    const QByteArray cmid = QByteArray::fromHex(digits);
    if (cmid.size() != kCmidBytes || cmid.toHex() != digits)
        fields.complain("cmid"_L1, "must be 32 lower-case hex digits."_L1);
    return cmid;
}

Request parseSend(Fields &fields, const Limits &)
{
    SendRequest send;
    send.room = fields.requiredText("room"_L1);
    send.cmid = parseCmid(fields);
    send.body = fields.requiredText("body"_L1);
    if (send.body.isEmpty())
        fields.complain("body"_L1, "is empty."_L1);
    send.replyTo = fields.integer("reply_to"_L1, 1);
    return send;
}

Request parseHistory(Fields &fields, const Limits &limits)
{
    HistoryRequest history;
    history.room = fields.requiredText("room"_L1);
    history.before = fields.integer("before"_L1, 0);
    history.after = fields.integer("after"_L1, 0);
    if (history.before && history.after)
        fields.complain("after"_L1, "cannot stand beside 'before'."_L1);
    const qint64 limit = fields.integer("limit"_L1, 1).value_or(limits.defaultPage);
    history.limit = int(qMin<qint64>(limit, limits.historyPage));
    return history;
}

/// Every request there is; a new one is a struct, a parser, and a line here.
constexpr struct
{
    QLatin1StringView type;
    Request (*parse)(Fields &fields, const Limits &limits);
} kRequests[] = {
    {"hello"_L1, parseHello},     {"create"_L1, parseCreate}, {"join"_L1, parseJoin},
    {"leave"_L1, parseLeave},     {"rooms"_L1, parseRooms},   {"send"_L1, parseSend},
    {"history"_L1, parseHistory},
};

bool isUsableId(const QJsonValue &id, const Limits &limits)
{
    if (id.isDouble())
        return std::abs(id.toDouble()) <= double(kMaxSafeInteger);
    return id.isString() && id.toString().size() <= limits.idCharacters &&
           id.toString().isValidUtf16();
}

} // namespace

Incoming parseRequest(QByteArrayView text, const Limits &limits)
{
    const QJsonDocument document =
        QJsonDocument::fromJson(QByteArray::fromRawData(text.data(), text.size()));
    if (!document.isObject())
        return {QJsonValue::Null, Refusal(Code::BadRequest, u"This is not a JSON object."_s)};
    const QJsonObject object = document.object();
    const QJsonValue id = object.value("id"_L1);
    if (!isUsableId(id, limits))
        return {QJsonValue::Null,
                Refusal(Code::BadRequest, u"'id' must be a number or a short string."_s)};
    const QString type = object.value("type"_L1).toString();
    for (const auto &known : kRequests) {
        if (type == known.type) {
            Fields fields(object);
            Request request = known.parse(fields, limits);
            if (fields.problem())
                return {id, *fields.problem()};
            return {id, std::move(request)};
        }
    }
    return {id, Refusal(object.value("type"_L1).isString() ? Code::UnknownType : Code::BadRequest)};
}

} // namespace Lanroom::Chat
