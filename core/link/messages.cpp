// SPDX-License-Identifier: LGPL-3.0-or-later
#include "link/messages.h"

#include "link/cbor_fields.h"
#include "link/channel.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcborvalue.h>

namespace Lanroom::Link {

using namespace Qt::Literals::StringLiterals;

Result<QCborMap> payloadMap(const Frame &frame)
{
    QCborParserError error;
    const QCborValue value = QCborValue::fromCbor(frame.payload.toByteArray(), &error);
    if (error.error != QCborError::NoError)
        return {ErrorCode::Protocol, u"payload is not CBOR: "_s + error.errorString()};
    if (!value.isMap())
        return {ErrorCode::Protocol, u"payload is not a CBOR map"_s};
    if (error.offset != frame.payload.size())
        return {ErrorCode::Protocol, u"bytes after the payload's map"_s};
    return value.toMap();
}

bool sendMap(Channel &channel, FrameType type, const QCborMap &map, ClientId client,
             QByteArrayView topic)
{
    const QByteArray payload = map.toCborValue().toCbor();
    return channel.send({type, 0, client, topic, payload});
}

QCborMap Hello::encode() const
{
    return {{"protocol"_L1, protocol}, {"token"_L1, token}, {"pid"_L1, pid}, {"slot"_L1, slot},
            {"generation"_L1, generation}};
}

Result<Hello> Hello::decode(const QCborMap &map)
{
    Hello m;
    CborFields f(map);
    f.required("protocol"_L1, m.protocol).required("token"_L1, m.token).required("pid"_L1, m.pid);
    f.read("slot"_L1, m.slot).read("generation"_L1, m.generation);
    return f.finish(m);
}

QCborMap HelloOk::encode() const
{
    return {{"protocol"_L1, protocol}, {"name"_L1, name}, {"path"_L1, path},
            {"data_dir"_L1, dataDir}, {"socket"_L1, socket}, {"data_token"_L1, dataToken},
            {"slot"_L1, slot}, {"generation"_L1, generation}, {"listen_fd"_L1, listenFd},
            {"host"_L1, host}, {"port"_L1, port}, {"settings"_L1, settings}};
}

Result<HelloOk> HelloOk::decode(const QCborMap &map)
{
    HelloOk m;
    CborFields f(map);
    f.required("protocol"_L1, m.protocol).read("name"_L1, m.name).read("path"_L1, m.path);
    f.read("data_dir"_L1, m.dataDir).read("socket"_L1, m.socket).read("data_token"_L1, m.dataToken);
    f.read("slot"_L1, m.slot).read("generation"_L1, m.generation);
    f.read("listen_fd"_L1, m.listenFd).read("host"_L1, m.host).read("port"_L1, m.port);
    f.read("settings"_L1, m.settings);
    return f.finish(m);
}

QCborMap ServiceEntry::encode() const
{
    return {{"name"_L1, name}, {"path"_L1, path}, {"sub_paths"_L1, subPaths},
            {"local_only"_L1, localOnly}, {"state"_L1, state}, {"socket"_L1, socket},
            {"token"_L1, token}, {"generation"_L1, generation}};
}

Result<ServiceEntry> ServiceEntry::decode(const QCborMap &map)
{
    ServiceEntry m;
    CborFields f(map);
    f.required("name"_L1, m.name).required("path"_L1, m.path).required("state"_L1, m.state);
    f.read("sub_paths"_L1, m.subPaths).read("local_only"_L1, m.localOnly);
    f.read("socket"_L1, m.socket).read("token"_L1, m.token).read("generation"_L1, m.generation);
    return f.finish(m);
}

QCborMap ServiceList::encode() const
{
    QCborArray list;
    for (const ServiceEntry &entry : services)
        list.append(entry.encode());
    return {{"services"_L1, list}};
}

Result<ServiceList> ServiceList::decode(const QCborMap &map)
{
    ServiceList m;
    QCborArray list;
    CborFields f(map);
    f.required("services"_L1, list);
    for (const QCborValue &value : std::as_const(list)) {
        Result<ServiceEntry> entry = ServiceEntry::decode(value.toMap());
        if (!entry)
            return entry.error();
        m.services.append(*entry);
    }
    return f.finish(m);
}

QCborMap GatewayList::encode() const
{
    QCborArray list;
    for (const qint64 gateway : gateways)
        list.append(gateway);
    return {{"gateways"_L1, list}};
}

Result<GatewayList> GatewayList::decode(const QCborMap &map)
{
    GatewayList m;
    QCborArray list;
    CborFields f(map);
    f.required("gateways"_L1, list);
    for (const QCborValue &value : std::as_const(list)) {
        if (!value.isInteger())
            f.fail("gateways"_L1, u"holds something other than numbers");
        m.gateways.append(value.toInteger());
    }
    return f.finish(m);
}

QCborMap Health::encode() const
{
    return {{"ok"_L1, ok}, {"started_ms"_L1, startedMs}, {"detail"_L1, detail},
            {"place"_L1, place}, {"address"_L1, address}};
}

Result<Health> Health::decode(const QCborMap &map)
{
    Health m;
    CborFields f(map);
    f.required("ok"_L1, m.ok).read("started_ms"_L1, m.startedMs).read("detail"_L1, m.detail);
    f.read("place"_L1, m.place).read("address"_L1, m.address);
    return f.finish(m);
}

QCborMap GatewayStats::encode() const
{
    return {{"messages_in"_L1, messagesIn}, {"messages_out"_L1, messagesOut},
            {"bytes_in"_L1, bytesIn}, {"bytes_out"_L1, bytesOut}, {"requests"_L1, requests},
            {"outside_requests"_L1, outsideRequests}, {"refused"_L1, refused},
            {"clients"_L1, clients}, {"held_bytes"_L1, heldBytes}};
}

Result<GatewayStats> GatewayStats::decode(const QCborMap &map)
{
    GatewayStats m;
    CborFields f(map);
    f.read("messages_in"_L1, m.messagesIn).read("messages_out"_L1, m.messagesOut);
    f.read("bytes_in"_L1, m.bytesIn).read("bytes_out"_L1, m.bytesOut);
    f.read("requests"_L1, m.requests).read("outside_requests"_L1, m.outsideRequests);
    f.read("refused"_L1, m.refused).read("clients"_L1, m.clients);
    f.read("held_bytes"_L1, m.heldBytes);
    return f.finish(m);
}

QCborMap ClientOpened::encode() const
{
    return {{"address"_L1, address}, {"agent"_L1, agent}, {"service"_L1, service},
            {"path"_L1, path}, {"since_ms"_L1, sinceMs}};
}

Result<ClientOpened> ClientOpened::decode(const QCborMap &map)
{
    ClientOpened m;
    CborFields f(map);
    f.read("address"_L1, m.address).read("agent"_L1, m.agent).read("service"_L1, m.service);
    f.read("path"_L1, m.path).read("since_ms"_L1, m.sinceMs);
    return f.finish(m);
}

QCborMap ClientInfo::encode() const
{
    return {{"user"_L1, user}, {"name"_L1, name}};
}

Result<ClientInfo> ClientInfo::decode(const QCborMap &map)
{
    ClientInfo m;
    CborFields f(map);
    f.read("user"_L1, m.user).read("name"_L1, m.name);
    return f.finish(m);
}

QCborMap TopicInfo::encode() const
{
    QCborArray list;
    for (const ClientId member : members)
        list.append(qint64(member.raw()));
    return {{"title"_L1, title}, {"gone"_L1, gone}, {"members"_L1, list}};
}

Result<TopicInfo> TopicInfo::decode(const QCborMap &map)
{
    TopicInfo m;
    QCborArray list;
    CborFields f(map);
    f.read("title"_L1, m.title).read("gone"_L1, m.gone).read("members"_L1, list);
    for (const QCborValue &value : std::as_const(list)) {
        if (!value.isInteger())
            f.fail("members"_L1, u"holds something other than numbers");
        m.members.append(ClientId(quint64(value.toInteger())));
    }
    return f.finish(m);
}

QCborMap Command::encode() const
{
    return {{"id"_L1, id}, {"name"_L1, name}, {"arguments"_L1, arguments}};
}

Result<Command> Command::decode(const QCborMap &map)
{
    Command m;
    CborFields f(map);
    f.required("id"_L1, m.id).required("name"_L1, m.name).read("arguments"_L1, m.arguments);
    return f.finish(m);
}

QCborMap CommandResult::encode() const
{
    return {{"re"_L1, re}, {"error"_L1, error}, {"message"_L1, message}, {"data"_L1, data}};
}

Result<CommandResult> CommandResult::decode(const QCborMap &map)
{
    CommandResult m;
    CborFields f(map);
    f.required("re"_L1, m.re).read("error"_L1, m.error).read("message"_L1, m.message);
    f.read("data"_L1, m.data);
    return f.finish(m);
}

QCborMap ClientAttach::encode() const
{
    return {{"address"_L1, address}, {"agent"_L1, agent}, {"path"_L1, path}, {"local"_L1, local},
            {"resumed"_L1, resumed}, {"state"_L1, state}, {"since_ms"_L1, sinceMs}};
}

Result<ClientAttach> ClientAttach::decode(const QCborMap &map)
{
    ClientAttach m;
    CborFields f(map);
    f.read("address"_L1, m.address).read("agent"_L1, m.agent).read("path"_L1, m.path);
    f.read("local"_L1, m.local).read("resumed"_L1, m.resumed).read("state"_L1, m.state);
    f.read("since_ms"_L1, m.sinceMs);
    if (m.state.size() > kMaxSessionBytes)
        f.fail("state"_L1, u"is too long");
    return f.finish(m);
}

QCborMap ClientDetach::encode() const
{
    return {{"code"_L1, code}};
}

Result<ClientDetach> ClientDetach::decode(const QCborMap &map)
{
    ClientDetach m;
    CborFields f(map);
    f.read("code"_L1, m.code);
    return f.finish(m);
}

QCborMap CloseClient::encode() const
{
    return {{"code"_L1, code}, {"reason"_L1, reason}};
}

Result<CloseClient> CloseClient::decode(const QCborMap &map)
{
    CloseClient m;
    CborFields f(map);
    f.read("code"_L1, m.code).read("reason"_L1, m.reason);
    const bool standard = m.code >= 1000 && m.code <= 1014 && (m.code < 1004 || m.code > 1006);
    if (!standard && (m.code < 3000 || m.code > 4999))
        f.fail("code"_L1, u"is no close code (RFC 6455 7.4)");
    return f.finish(m);
}

} // namespace Lanroom::Link
