// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/requests.h"

#include "chat/unicode_text.h"

namespace Lanroom::Chat {

HelloRequest HelloRequest::read(const Request &request, const Limits &)
{
    HelloRequest hello;
    if (const std::optional<qint64> protocol = request.integer("protocol", 0))
        hello.protocol = *protocol;
    else
        request.complain("protocol", "is missing.");
    hello.name = request.text("name");
    hello.token = request.text("token");
    hello.password = request.text("password");
    hello.access = request.text("access");
    if (hello.name.isNull() && hello.token.isNull())
        request.complain("name", "is missing, and so is 'token'.");
    return hello;
}

static QString readPassword(const Request &request, const Limits &limits)
{
    const QString password = request.text("password");
    if (password.size() > limits.password)
        request.complain("password", "is too long.");
    return password;
}

CreateRequest CreateRequest::read(const Request &request, const Limits &limits)
{
    CreateRequest create;
    create.room = request.requiredText("room");
    create.title = request.text("title");
    create.password = readPassword(request, limits);
    create.hidden = request.flag("hidden");
    return create;
}

JoinRequest JoinRequest::read(const Request &request, const Limits &limits)
{
    JoinRequest join;
    join.room = request.requiredText("room");
    join.password = readPassword(request, limits);
    join.epoch = request.text("epoch");
    join.after = request.integer("after", 0);
    join.observe = request.flag("observe");
    return join;
}

LeaveRequest LeaveRequest::read(const Request &request, const Limits &)
{
    return {request.requiredText("room")};
}

RoomsRequest RoomsRequest::read(const Request &, const Limits &)
{
    return {};
}

static QByteArray readCmid(const Request &request)
{
    const QByteArray digits = request.requiredText("cmid").toUtf8();
    const QByteArray cmid = QByteArray::fromHex(digits);
    if (cmid.size() != kCmidBytes || cmid.toHex() != digits)
        request.complain("cmid", "must be 32 lower-case hex digits.");
    return cmid;
}

SendRequest SendRequest::read(const Request &request, const Limits &)
{
    SendRequest send;
    send.room = request.requiredText("room");
    send.cmid = readCmid(request);
    // What is told now is what history tells, and what a repetition is compared with.
    send.body = storable(request.requiredText("body"));
    if (send.body.isEmpty())
        request.complain("body", "is empty.");
    send.replyTo = request.integer("reply_to", 1);
    return send;
}

HistoryRequest HistoryRequest::read(const Request &request, const Limits &limits)
{
    HistoryRequest history;
    history.room = request.requiredText("room");
    history.before = request.integer("before", 0);
    history.after = request.integer("after", 0);
    if (history.before && history.after)
        request.complain("after", "cannot stand beside 'before'.");
    const qint64 limit = request.integer("limit", 1).value_or(limits.defaultPage);
    history.limit = int(qMin<qint64>(limit, limits.historyPage));
    return history;
}

} // namespace Lanroom::Chat
