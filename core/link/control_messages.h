// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "link/bound_counts.h"
#include "link/frame.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qcbormap.h>
#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

// Control frames' payloads as plain structs: the hello of every link, and what the server process and
// its workers tell each other. On the link each is one CBOR map (RFC 8949) with these fields, names in
// snake_case; PROTOCOL.md is the page for other languages.
namespace Lanroom::Link {

using namespace Qt::Literals::StringLiterals;

/// First frame of every link, both kinds, from the side that connected.
struct Hello
{
    static constexpr FrameType kType = FrameType::Hello;
    int protocol = 0;       // required; kProtocolVersion
    QByteArray token;       // required; what the listening side expects, used once on control links
    qint64 pid = 0;         // required; compared with the kernel's word
    int slot = 0;           // data link: the gateway's slot and generation
    int generation = 0;

    template <typename F> void fields(F &f)
    {
        f.required("protocol"_L1, protocol).required("token"_L1, token).required("pid"_L1, pid)
            .optional("slot"_L1, slot).optional("generation"_L1, generation);
    }
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
    int generation = 0;     // gateway or service: which start of it this is; grows with each
    bool standby = false;   // service: another worker of it still serves; wait for TakeOver
    int listenFd = -1;      // gateway: the handed-down listening descriptor; -1: bind yourself
    QString host;           // gateway: the address bound (or to bind)
    int port = 0;           // gateway: the port bound (or to bind)
    QCborMap settings;      // the settings this worker may read, key -> value

    template <typename F> void fields(F &f)
    {
        f.required("protocol"_L1, protocol).optional("name"_L1, name).optional("path"_L1, path)
            .optional("data_dir"_L1, dataDir).optional("socket"_L1, socket)
            .optional("data_token"_L1, dataToken).optional("slot"_L1, slot)
            .optional("generation"_L1, generation).optional("standby"_L1, standby)
            .optional("listen_fd"_L1, listenFd).optional("host"_L1, host).optional("port"_L1, port).optional("settings"_L1, settings);
    }
};

/// Either end of any link: why it is about to close the link, or why a request was not done.
struct Failure
{
    static constexpr FrameType kType = FrameType::Error;
    QString code;           // an errorName()
    QString message;        // for people

    template <typename F> void fields(F &f)
    {
        f.optional("code"_L1, code).optional("message"_L1, message);
    }
};

/// One service as gateways see it.
struct ServiceEntry
{
    QString name;           // required
    QString path;           // required; "/chat"
    QString title;          // for people, like about
    QString about;
    bool subPaths = false;  // also takes what lies below the path ("/relay/NAME")
    bool localOnly = false; // answers only this machine
    QStringList subprotocols; // of Sec-WebSocket-Protocol that it speaks
    QStringList origins;      // whose pages may connect beside our own: HostRules::originListed()
    qint64 messageBytes = 0;  // its clients' messages may be so long, where that is more than others'
    QString state;          // required; "starting" "running" "replacing" "restarting" "failed" "idle"
                            // "stopped"
    QString socket;         // where it listens; empty unless running or replacing
    QByteArray token;
    int generation = 0;

    template <typename F> void fields(F &f)
    {
        f.required("name"_L1, name).required("path"_L1, path).optional("title"_L1, title)
            .optional("about"_L1, about).optional("origins"_L1, origins)
            .optional("sub_paths"_L1, subPaths)
            .optional("local_only"_L1, localOnly).optional("subprotocols"_L1, subprotocols)
            .optional("message_bytes"_L1, messageBytes)
            .required("state"_L1, state)
            .optional("socket"_L1, socket).optional("token"_L1, token)
            .optional("generation"_L1, generation);
    }
};

/// Server -> gateway, whole, whenever something in it changed.
struct ServiceList
{
    static constexpr FrameType kType = FrameType::ServiceList;
    QList<ServiceEntry> services;

    template <typename F> void fields(F &f)
    {
        f.optional("services"_L1, services);
    }
};

/// Server -> service: the gateways that are alive and will attach, whole, on every change.
/// Each is slot << 24 | generation, the upper half of the ids of that gateway's clients.
struct GatewayList
{
    static constexpr FrameType kType = FrameType::GatewayList;
    QList<qint64> gateways;

    template <typename F> void fields(F &f)
    {
        f.optional("gateways"_L1, gateways);
    }
};

/// Server -> gateway: what /healthz answers.
struct Health
{
    static constexpr FrameType kType = FrameType::Health;
    bool ok = false;
    qint64 startedMs = 0;   // Clock::monotonicMs() at the server's start: one clock a machine
    QByteArray detail;      // JSON object for loopback; the gateway puts status, version, uptime_s first
    QString place;          // the operator's name for this place
    QString address;        // the working address, for the 421 page: "http://192.168.1.5:8080/"

    template <typename F> void fields(F &f)
    {
        f.optional("ok"_L1, ok).optional("started_ms"_L1, startedMs).optional("detail"_L1, detail)
            .optional("place"_L1, place).optional("address"_L1, address);
    }
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
    qint64 refused = 0;     // connections and requests refused, cut off or closed for a bound
    BoundCounts bounds;     // ... one by one, and bounds that only made somebody wait
    qint64 clients = 0;     // now
    qint64 heldBytes = 0;   // now waiting for a service

    template <typename F> void fields(F &f)
    {
        f.optional("messages_in"_L1, messagesIn).optional("messages_out"_L1, messagesOut)
            .optional("bytes_in"_L1, bytesIn).optional("bytes_out"_L1, bytesOut)
            .optional("requests"_L1, requests).optional("outside_requests"_L1, outsideRequests)
            .optional("refused"_L1, refused).optional("bounds"_L1, bounds)
            .optional("clients"_L1, clients).optional("held_bytes"_L1, heldBytes);
    }
    /// A bound was reached.
    void count(Bound bound)
    {
        ++bounds[bound];
        if (kBounds[std::size_t(bound)].refuses)
            ++refused;
    }
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

    template <typename F> void fields(F &f)
    {
        f.optional("address"_L1, address).optional("agent"_L1, agent)
            .optional("service"_L1, service).optional("path"_L1, path)
            .optional("since_ms"_L1, sinceMs);
    }
};

/// Service -> server (frame.client): who a client is.
struct ClientInfo
{
    static constexpr FrameType kType = FrameType::ClientInfo;
    QString user;           // the service's own id of a user; empty when it knows none
    QString name;           // for people

    template <typename F> void fields(F &f)
    {
        f.optional("user"_L1, user).optional("name"_L1, name);
    }
};

/// Service -> server (frame.topic): a room as the operator should see it, whole; gone when it ended.
struct TopicInfo
{
    static constexpr FrameType kType = FrameType::TopicInfo;
    QString title;
    bool gone = false;
    QList<ClientId> members;
    QList<ClientId> observers;  // they hear it, and are none of the members: a wall

    template <typename F> void fields(F &f)
    {
        f.optional("title"_L1, title).optional("gone"_L1, gone).optional("members"_L1, members)
            .optional("observers"_L1, observers);
    }
};

/// Service -> server: what keeps it from its work while it goes on.
struct Trouble
{
    static constexpr FrameType kType = FrameType::Trouble;
    QString message;        // for people; empty: nothing any more

    template <typename F> void fields(F &f)
    {
        f.optional("message"_L1, message);
    }
};

/// Server -> gateway or service: do something; answered by a CommandResult with the same number.
struct Command
{
    static constexpr FrameType kType = FrameType::Command;
    qint64 id = 0;          // required
    QString name;           // required
    QCborMap arguments;

    template <typename F> void fields(F &f)
    {
        f.required("id"_L1, id).required("name"_L1, name).optional("arguments"_L1, arguments);
    }
};

struct CommandResult
{
    static constexpr FrameType kType = FrameType::CommandResult;
    qint64 re = 0;          // required
    QString error;          // an errorName(), empty when it went well
    QString message;        // for people, when it did not
    QCborMap data;

    template <typename F> void fields(F &f)
    {
        f.required("re"_L1, re).optional("error"_L1, error).optional("message"_L1, message)
            .optional("data"_L1, data);
    }
};

/// Gateway -> server: a service broke the data link's protocol, in this life of it. The server ends
/// that worker and starts another.
struct WorkerFault
{
    static constexpr FrameType kType = FrameType::WorkerFault;
    QString service;        // required; its name
    int generation = 0;     // required; as the service list gave it
    QString message;

    template <typename F> void fields(F &f)
    {
        f.required("service"_L1, service).required("generation"_L1, generation);
        f.optional("message"_L1, message);
    }
};

/// Gateway -> server: somebody waits for this service, which is idle.
struct Wanted
{
    static constexpr FrameType kType = FrameType::Wanted;
    QString service;        // required; its name

    template <typename F> void fields(F &f) { f.required("service"_L1, service); }
};

} // namespace Lanroom::Link
