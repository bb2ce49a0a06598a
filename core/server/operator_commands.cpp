// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/operator_commands.h"

#include "server/addresses.h"
#include "server/clients.h"
#include "server/rooms.h"
#include "server/server.h"
#include "server/traffic.h"
#include "server/workers.h"

#include <QtCore/qcborvalue.h>
#include <QtCore/qjsonarray.h>
#include <QtCore/qmetaobject.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

QJsonObject done(const QJsonObject &data)
{
    return {{"ok"_L1, true}, {"data"_L1, data}};
}

QJsonObject failed(const Error &error)
{
    return {{"ok"_L1, false}, {"error"_L1, QString(errorName(error.code))}, {"message"_L1, error.message}};
}

CommandDone passOn(const OperatorCommands::Answer &answer)
{
    return [answer](const Result<QCborMap> &result) {
        answer(result ? done(result->toJsonObject()) : failed(result.error()));
    };
}

} // namespace

void OperatorCommands::run(const QJsonObject &request, const Answer &answer)
{
    const QString command = request.value("command"_L1).toString();
    const auto argument = [&request](QLatin1StringView name) { return request.value(name).toString(); };
    if (command == u"status") {
        answer(done(status()));
    } else if (command == u"clients") {
        answer(done(clients()));
    } else if (command == u"rooms") {
        answer(done(rooms()));
    } else if (command == u"services") {
        answer(done({{"services"_L1, services()}}));
    } else if (command == u"kick") {
        if (const auto id = ClientId::fromString(argument("client"_L1)))
            m_server.clients().kick(*id, passOn(answer));
        else
            answer(failed({ErrorCode::BadRequest, u"a client is written like c_0100000000000001"_s}));
    } else if (command == u"restart") {
        m_server.workers().restartService(argument("service"_L1), passOn(answer));
    } else if (command == u"update") {
        m_server.workers().updateService(argument("service"_L1), passOn(answer));
    } else if (command == u"say") {
        m_server.rooms().say(argument("room"_L1), argument("text"_L1), passOn(answer));
    } else {
        answer(failed({ErrorCode::BadRequest, u"there is no command '%1'"_s.arg(command)}));
    }
}

QJsonObject OperatorCommands::bounds() const
{
    const Link::BoundCounts reached = m_server.traffic().total().bounds;
    QJsonObject counts;
    for (std::size_t i = 0; i < reached.counts.size(); ++i)
        counts.insert(Link::kBounds[i].key, reached.counts[i]);
    return counts;
}

QJsonObject OperatorCommands::status() const
{
    const Link::GatewayStats traffic = m_server.traffic().total();
    const QString state = QString::fromLatin1(
        QMetaEnum::fromType<Server::State>().valueToKey(int(m_server.state()))).toLower();
    return {{"version"_L1, QStringLiteral(LANROOM_VERSION)},
            {"place"_L1, m_server.settings().text("place.name"_L1)},
            {"state"_L1, state},
            {"address"_L1, m_server.addresses().best()},
            {"addresses"_L1, QJsonArray::fromStringList(m_server.addresses().urls())},
            {"clients"_L1, qint64(m_server.clients().count())},
            {"rooms"_L1, qint64(m_server.rooms().rows().size())},
            {"messages_in"_L1, traffic.messagesIn},
            {"messages_out"_L1, traffic.messagesOut},
            {"requests"_L1, traffic.requests},
            {"refused"_L1, traffic.refused},
            {"bounds"_L1, bounds()},
            {"gateways"_L1, gateways()},
            {"services"_L1, services()}};
}

QJsonObject OperatorCommands::clients() const
{
    QJsonArray list;
    for (const ClientRow &row : m_server.clients().rows()) {
        list.append(QJsonObject{{"id"_L1, row.id.toString()},
                                {"name"_L1, row.name},
                                {"user"_L1, row.user},
                                {"address"_L1, row.address},
                                {"agent"_L1, row.agent},
                                {"service"_L1, row.service},
                                {"path"_L1, row.path},
                                {"since_ms"_L1, row.sinceMs},
                                {"rooms"_L1, QJsonArray::fromStringList(row.rooms)}});
    }
    return {{"clients"_L1, list}};
}

QJsonObject OperatorCommands::rooms() const
{
    QHash<ClientId, QString> names;
    for (const ClientRow &row : m_server.clients().rows())
        names.insert(row.id, row.name);
    QJsonArray list;
    for (const RoomRow &row : m_server.rooms().rows()) {
        QJsonArray members;
        for (const ClientId id : row.members)
            members.append(QJsonObject{{"id"_L1, id.toString()}, {"name"_L1, names.value(id)}});
        list.append(QJsonObject{{"service"_L1, row.service},
                                {"room"_L1, row.topic},
                                {"title"_L1, row.title},
                                {"members"_L1, members}});
    }
    return {{"rooms"_L1, list}};
}

QJsonArray OperatorCommands::services() const
{
    QJsonArray list;
    for (const ServiceRow &row : m_server.workers().services()) {
        list.append(QJsonObject{{"name"_L1, row.name},
                                {"path"_L1, row.path},
                                {"pid"_L1, row.pid},
                                {"state"_L1, row.state},
                                {"restarts"_L1, row.restarts},
                                {"last_error"_L1, row.lastError},
                                {"title"_L1, row.title},
                                {"start"_L1, row.start},
                                {"clients"_L1, row.clients},
                                {"trouble"_L1, row.trouble}});
    }
    return list;
}

QJsonArray OperatorCommands::gateways() const
{
    QJsonArray list;
    for (const GatewayRow &row : m_server.workers().gateways()) {
        list.append(QJsonObject{{"id"_L1, row.id},
                                {"pid"_L1, row.pid},
                                {"state"_L1, row.state},
                                {"restarts"_L1, row.restarts},
                                {"clients"_L1, row.clients}});
    }
    return list;
}

} // namespace Lanroom
