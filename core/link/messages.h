// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "link/frame.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qcbormap.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>

// The control frames' payloads as plain structs. On the link each is one CBOR map (RFC 8949) with
// the field names written here; PROTOCOL.md is the page for other languages. decode() checks types
// and ranges and never trusts: a missing field takes the struct's default unless it says 'required',
// a field of the wrong type is an Error.
namespace Lanroom::Link {

/// First frame of every link, both kinds, from the side that connected.
struct Hello
{
    static constexpr FrameType kType = FrameType::Hello;
    int protocol = 0;       // required; kProtocolVersion
    QByteArray token;       // required; what the listening side expects, used once on control links
    qint64 pid = 0;         // required; compared with the kernel's word
    int slot = 0;           // data link: the gateway's slot and generation
    int generation = 0;

    QCborMap encode() const;
    static Result<Hello> decode(const QCborMap &map);
};

/// Answer to Hello. On a control link it is the worker's whole configuration.
struct HelloOk
{
    static constexpr FrameType kType = FrameType::HelloOk;
    int protocol = 0;       // required
    QString name;           // control link: the worker's name, "chat", "gateway-1"
    QString path;           // service: "/chat"
    QString dataDir;        // service: the folder that is its own, exists, 0700
    QString socket;         // service: where to listen for gateways
    QByteArray dataToken;   // service: what gateways must say there
    int slot = 0;           // gateway
    int generation = 0;     // gateway or service: how often it has been started
    int listenFd = -1;      // gateway: the handed-down listening descriptor; -1: bind yourself
    QString host;           // gateway: the address bound (or to bind)
    int port = 0;           // gateway: the port bound (or to bind)
    QCborMap settings;      // the settings this worker may read, key -> value

    QCborMap encode() const;
    static Result<HelloOk> decode(const QCborMap &map);
};

/// One service as gateways see it.
struct ServiceEntry
{
    QString name;           // required
    QString path;           // required; "/chat"
    bool subPaths = false;  // also takes what lies below the path ("/relay/NAME")
    bool localOnly = false; // answers only this machine
    QString state;          // required; "starting" "running" "restarting" "failed" "idle" "stopped"
    QString socket;         // where it listens; empty unless running
    QByteArray token;
    int generation = 0;

    QCborMap encode() const;
    static Result<ServiceEntry> decode(const QCborMap &map);
};

/// Server -> gateway, whole, whenever something in it changed.
struct ServiceList
{
    static constexpr FrameType kType = FrameType::ServiceList;
    QList<ServiceEntry> services;

    QCborMap encode() const;
    static Result<ServiceList> decode(const QCborMap &map);
};

/// Server -> service: the gateways that are alive and will attach, whole, on every change.
/// Each is slot << 24 | generation, the upper half of the ids of that gateway's clients.
struct GatewayList
{
    static constexpr FrameType kType = FrameType::GatewayList;
    QList<qint64> gateways;

    QCborMap encode() const;
    static Result<GatewayList> decode(const QCborMap &map);
};

/// Server -> gateway: what /healthz answers.
struct Health
{
    static constexpr FrameType kType = FrameType::Health;
    bool ok = false;
    qint64 startedMs = 0;   // Clock::monotonicMs() at the server's start: one clock a machine
    QByteArray detail;      // JSON object for loopback, without uptime_s, which the gateway adds
    QString place;          // the operator's name for this place
    QString address;        // the working address, for the 421 page: "http://192.168.1.5:8080/"

    QCborMap encode() const;
    static Result<Health> decode(const QCborMap &map);
};

/// Gateway -> server, at most four times a second, only when something moved. Counters only grow,
/// except the two levels at the end.
struct GatewayStats
{
    static constexpr FrameType kType = FrameType::GatewayStats;
    qint64 messagesIn = 0;  // WebSocket messages from clients
    qint64 messagesOut = 0; // ... delivered to clients
    qint64 bytesIn = 0;
    qint64 bytesOut = 0;
    qint64 requests = 0;    // HTTP requests answered
    qint64 outsideRequests = 0; // ... and upgrades, from an address that is not loopback
    qint64 refused = 0;     // connections and requests refused, cut off or closed for a limit
    qint64 clients = 0;     // now
    qint64 heldBytes = 0;   // now waiting for a service

    QCborMap encode() const;
    static Result<GatewayStats> decode(const QCborMap &map);
    friend bool operator==(const GatewayStats &, const GatewayStats &) = default;
};

/// Gateway -> server (frame.client): a WebSocket client came.
struct ClientOpened
{
    static constexpr FrameType kType = FrameType::ClientOpened;
    QString address;        // "192.168.1.7", without port
    QString agent;          // User-Agent, cut at 256 characters
    QString service;        // name
    QString path;           // as asked for
    qint64 sinceMs = 0;     // wall clock

    QCborMap encode() const;
    static Result<ClientOpened> decode(const QCborMap &map);
};

/// Service -> server (frame.client): who a client is.
struct ClientInfo
{
    static constexpr FrameType kType = FrameType::ClientInfo;
    QString user;           // the service's own id of a user; empty when it knows none
    QString name;           // for people

    QCborMap encode() const;
    static Result<ClientInfo> decode(const QCborMap &map);
};

/// Service -> server (frame.topic): a room as the operator should see it, whole; gone when it ended.
struct TopicInfo
{
    static constexpr FrameType kType = FrameType::TopicInfo;
    QString title;
    bool gone = false;
    QList<ClientId> members;

    QCborMap encode() const;
    static Result<TopicInfo> decode(const QCborMap &map);
};

/// Server -> gateway or service: do something; answered by a CommandResult with the same number.
struct Command
{
    static constexpr FrameType kType = FrameType::Command;
    qint64 id = 0;          // required
    QString name;           // required
    QCborMap arguments;

    QCborMap encode() const;
    static Result<Command> decode(const QCborMap &map);
};

struct CommandResult
{
    static constexpr FrameType kType = FrameType::CommandResult;
    qint64 re = 0;          // required
    QString error;          // an errorName(), empty when it went well
    QString message;        // for people, when it did not
    QCborMap data;

    QCborMap encode() const;
    static Result<CommandResult> decode(const QCborMap &map);
};

/// Gateway -> service (frame.client): this client is (still) yours.
struct ClientAttach
{
    static constexpr FrameType kType = FrameType::ClientAttach;
    QString address;
    QString agent;
    QString path;           // as asked for: "/relay/tea"
    bool local = false;     // from this machine
    bool resumed = false;   // was connected to your predecessor; state is what that left with it
    QByteArray state;       // at most kMaxSessionBytes
    qint64 sinceMs = 0;

    QCborMap encode() const;
    static Result<ClientAttach> decode(const QCborMap &map);
};

/// What a service may leave with a client, handed back to its successor.
inline constexpr qsizetype kMaxSessionBytes = 4096;

/// Gateway -> service (frame.client): it went, with this WebSocket close code (1006: without one).
struct ClientDetach
{
    static constexpr FrameType kType = FrameType::ClientDetach;
    int code = 1006;

    QCborMap encode() const;
    static Result<ClientDetach> decode(const QCborMap &map);
};

/// Service -> gateway (frame.client): close it.
struct CloseClient
{
    static constexpr FrameType kType = FrameType::CloseClient;
    int code = 1000;        // 1000-1014 without 1004-1006, 3000-4999
    QString reason;         // at most 123 bytes of UTF-8 reach the client

    QCborMap encode() const;
    static Result<CloseClient> decode(const QCborMap &map);
};

/// The payload of a frame as a CBOR map, or Error (not CBOR, not a map, trailing bytes).
Result<QCborMap> payloadMap(const Frame &frame);

/// payloadMap() and M::decode() in one.
template <typename M> Result<M> decodeMessage(const Frame &frame)
{
    Result<QCborMap> map = payloadMap(frame);
    if (!map)
        return map.error();
    return M::decode(*map);
}

class Channel;

bool sendMap(Channel &channel, FrameType type, const QCborMap &map, ClientId client, QByteArrayView topic);

/// Sends message over channel; see Channel::send() for what false means.
template <typename M>
bool sendMessage(Channel &channel, const M &message, ClientId client = {}, QByteArrayView topic = {})
{
    return sendMap(channel, M::kType, message.encode(), client, topic);
}

} // namespace Lanroom::Link
