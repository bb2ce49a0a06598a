// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/json_service.h"

#include "stdio/client_environment.h"
#include "stdio/log.h"

#include <utility>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using JsonLines::Order;
using Kind = Order::Kind;

namespace {
constexpr qsizetype kQuotedBytes = 100; // of a wrong line, in the log
}

JsonService::JsonService(const QStringList &command)
    : m_command(command), m_program({kLineBytes, kInputBytes})
{
    connect(&m_program, &Program::line, this, &JsonService::obey);
    connect(&m_program, &Program::lineTooLong, this, [this] {
        giveUp(u"%1 wrote a line of more than %2 bytes"_s.arg(m_command.first()).arg(kLineBytes));
    });
    connect(&m_program, &Program::ended, this, &JsonService::ended);
}

void JsonService::start()
{
    if (const Result<void> started =
            m_program.start(m_command, serviceEnvironment(name(), dataDir()));
        !started)
        giveUp(started.error().message);
    else
        ready();
}

void JsonService::message(Client &client, const Message &message)
{
    tell(JsonLines::message(client.id(), message));
}

void JsonService::disconnected(Client &client, int code)
{
    tell(JsonLines::disconnected(client.id(), code));
}

void JsonService::stopping()
{
    m_stopping = true;
    m_program.end();
}

void JsonService::tell(const QByteArray &line)
{
    if (!m_program.write(line))
        giveUp(u"%1 does not read what it is told"_s.arg(m_command.first()));
}

void JsonService::obey(const QByteArray &line)
{
    if (line.trimmed().isEmpty())
        return;
    if (const Result<Order> order = JsonLines::parse(line))
        carryOut(*order);
    else
        qCWarning(lcStdio).noquote()
            << "left out, since" << order.error().message << ":" << line.left(kQuotedBytes);
    if (isBehind())
        m_program.pauseReading(true); // until caughtUp()
}

void JsonService::carryOut(const Order &order)
{
    const Message message{order.data, order.binary};
    switch (order.kind) {
    case Kind::Publish:
        publish(order.topic, message, order.except);
        return;
    case Kind::Broadcast:
        broadcast(message, order.except);
        return;
    case Kind::Topic:
        if (order.gone)
            forgetTopic(order.topic);
        else
            describeTopic(order.topic, order.title);
        return;
    default:
        // It may have gone while the program was busy.
        if (Client *there = client(order.client))
            carryOut(order, *there);
    }
}

void JsonService::carryOut(const Order &order, Client &client)
{
    switch (order.kind) {
    case Kind::Message:
        client.send(Message{order.data, order.binary});
        return;
    case Kind::Subscribe:
        client.subscribe(order.topic);
        return;
    case Kind::Unsubscribe:
        client.unsubscribe(order.topic);
        return;
    case Kind::Close:
        client.close(order.code, order.reason);
        return;
    case Kind::Session:
        client.setSession(order.data);
        return;
    case Kind::Introduce:
        client.introduce(order.user, order.name);
        return;
    default:
        Q_UNREACHABLE(); // the others are about no client
    }
}

void JsonService::ended(const QString &how)
{
    if (m_stopping)
        stopped();
    else
        giveUp(u"%1 %2"_s.arg(m_command.first(), how));
}

/// What comes of the first reason is none of its own.
void JsonService::giveUp(const QString &why)
{
    if (!std::exchange(m_givenUp, true))
        fail(why);
}

} // namespace Lanroom
