// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The table of settings: one row each, and nowhere else. To add one, add its row; the file, --set,
// lanroomctl and the workers named in 'readers' have it then. Defaults that bound something say in
// 'help' what happens when the bound is reached.
#include "config/settings.h"

#include <QtCore/qfileinfo.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qsysinfo.h>
#include <QtNetwork/qhostaddress.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMaxGateways = 64; // a client id has 8 bits for the gateway's slot

Result<void> bad(const QString &why)
{
    return {ErrorCode::BadSetting, why};
}

Result<void> checkHost(const QString &value)
{
    if (value == u"any"_s || value == u"localhost"_s || !QHostAddress(value).isNull())
        return {};
    return bad(u"must be an IP address of this machine, 'localhost' or 'any', not '%1'"_s.arg(value));
}

Result<void> checkGateways(const QString &value)
{
    bool ok = false;
    const int count = value.toInt(&ok);
    if (value == u"auto"_s || (ok && count >= 1 && count <= kMaxGateways))
        return {};
    return bad(u"must be 'auto' (one a processor core) or a number from 1 to %1, not '%2'"_s
                   .arg(kMaxGateways).arg(value));
}

Result<void> checkAbsolute(const QString &value)
{
    if (value.isEmpty() || QFileInfo(value).isAbsolute())
        return {};
    return bad(u"must be a whole path from the root, not '%1'"_s.arg(value));
}

Result<void> checkServiceNames(const QString &value)
{
    static const QRegularExpression names(u"^[a-z0-9, -]*$"_s);
    if (names.match(value).hasMatch())
        return {};
    return bad(u"must be names of services, apart by spaces, not '%1'"_s.arg(value));
}

QString placeOnThisMachine()
{
    return u"Lanroom on %1"_s.arg(QSysInfo::machineHostName());
}

constexpr auto Text = SettingInfo::Type::Text;
constexpr auto Number = SettingInfo::Type::Number;
constexpr auto Flag = SettingInfo::Type::Flag;
constexpr auto List = SettingInfo::Type::List;
constexpr auto AtOnce = SettingInfo::Applies::AtOnce;
constexpr auto NextStart = SettingInfo::Applies::NextStart;

constexpr qint64 kKiB = 1024;
constexpr qint64 kMiB = 1024 * kKiB;

// key, type, default, minimum, maximum, applies, readers, help, check, whenEmpty
const SettingInfo kTable[] = {
    {"place.name"_L1, Text, ""_L1, 0, 80, NextStart, "gateway chat"_L1,
     "What this place is called; empty: 'Lanroom on' and the computer's name."_L1,
     nullptr, placeOnThisMachine},

    {"server.host"_L1, Text, "any"_L1, 1, 64, NextStart, ""_L1,
     "The address to listen on; 'any' is all of them, IPv4 and IPv6."_L1, checkHost},
    {"server.port"_L1, Number, "8080"_L1, 0, 65535, NextStart, ""_L1,
     "The TCP port to listen on; 0 picks a free one."_L1},
    {"server.gateways"_L1, Text, "2"_L1, 1, 8, NextStart, ""_L1,
     "How many gateway processes share the clients; 'auto' is one a processor core."_L1,
     checkGateways},

    {"access.password_file"_L1, Text, ""_L1, 0, 4096, NextStart, "chat"_L1,
     "A file whose first line is the password people need to come into the chat, UTF-8 text of up to"
     " 1024 bytes; empty: everyone may. Other services are open to whoever reaches the address."_L1,
     checkAbsolute},

    {"http.allowed_hosts"_L1, List, ""_L1, 0, 4096, AtOnce, "gateway"_L1,
     "Further names this place is reached by; a request for another name gets the 421 page."_L1},
    {"http.allowed_origins"_L1, List, ""_L1, 0, 4096, AtOnce, "gateway"_L1,
     "Further web origins (https://example.org) whose pages may connect; others get 403."_L1},

    {"services.open"_L1, List, ""_L1, 0, 1024, AtOnce, ""_L1,
     "Services that answer beyond this machine although they don't by themselves (echo relay)."_L1,
     checkServiceNames},
    {"services.off"_L1, List, ""_L1, 0, 1024, NextStart, ""_L1,
     "Services that are not started."_L1, checkServiceNames},
    {"services.memory_mb"_L1, Number, "1024"_L1, 16, 1024 * 1024, NextStart, ""_L1,
     "Memory that a service may take with all it starts, unless its manifest says; over it: restarted."_L1},
    {"services.processes"_L1, Number, "256"_L1, 4, 4096, NextStart, ""_L1,
     "Processes that a service may have, itself included, unless its manifest says; over it: restarted."_L1},
    {"services.folder"_L1, Text, ""_L1, 0, 4096, NextStart, ""_L1,
     "A folder with the manifests of further services (NAME.service.json); empty: none."_L1,
     checkAbsolute},

    {"limits.local"_L1, Flag, "no"_L1, 0, 8, NextStart, "gateway"_L1,
     "Whether rates and counts of connections hold for this machine's own clients, too (a proxy)."_L1},
    {"gateway.connections"_L1, Number, "0"_L1, 0, 1000000, NextStart, "gateway"_L1,
     "Connections of each gateway, at most the default of 0: 80 % of its descriptors; over it 503."_L1},
    {"gateway.address_connections"_L1, Number, "64"_L1, 1, 1000000, NextStart, "gateway"_L1,
     "Connections of one address to each gateway, and 16 times as many of one IPv6 network (a /64); over it 503. A router between can make many devices one address."_L1},
    {"gateway.address_per_minute"_L1, Number, "600"_L1, 1, 1000000, NextStart, "gateway"_L1,
     "New connections of one address a minute to each gateway, of one IPv6 network 16 times as many; over it 429."_L1},
    {"gateway.head_bytes"_L1, Number, "16384"_L1, 1 * kKiB, 256 * kKiB, NextStart, "gateway"_L1,
     "The longest HTTP request head; a longer one gets 431."_L1},
    {"gateway.requests"_L1, Number, "1000"_L1, 1, 1000000, NextStart, "gateway"_L1,
     "HTTP requests on one connection; it ends after the answer to the last, and the next is a new one."_L1},
    {"gateway.head_ms"_L1, Number, "10000"_L1, 100, 600000, NextStart, "gateway"_L1,
     "How long an HTTP request head, and so a handshake, may take from first to last byte; then 408."_L1},
    {"gateway.message_bytes"_L1, Number, "65536"_L1, 1 * kKiB, 1 * kMiB, NextStart, "gateway"_L1,
     "The longest WebSocket message from a client; a longer one closes it with 1009."_L1},
    {"gateway.message_ms"_L1, Number, "30000"_L1, 100, 600000, NextStart, "gateway"_L1,
     "How long a WebSocket message may take from first to last byte; then its client is closed (4008)."_L1},
    {"gateway.messages_per_second"_L1, Number, "200"_L1, 1, 1000000, NextStart, "gateway"_L1,
     "Messages of one client, twice as many at once; over it the client isn't read for a while."_L1},
    {"gateway.bytes_per_second"_L1, Number, "1048576"_L1, 1 * kKiB, 1024 * kMiB, NextStart, "gateway"_L1,
     "Bytes from one client, twice as many at once; over it the client isn't read for a while."_L1},
    {"gateway.pings_per_second"_L1, Number, "10"_L1, 1, 1000000, NextStart, "gateway"_L1,
     "Pings and pongs of one client, twice as many at once; over it the client is closed (4009)."_L1},
    {"gateway.tiny_per_second"_L1, Number, "100"_L1, 1, 1000000, NextStart, "gateway"_L1,
     "Pieces of messages under 16 bytes from one client, twice as many at once; over it closed (4009)."_L1},
    {"gateway.ping_ms"_L1, Number, "25000"_L1, 100, 600000, NextStart, "gateway"_L1,
     "How often a client is asked for a sign of life."_L1},
    {"gateway.pong_ms"_L1, Number, "10000"_L1, 100, 600000, NextStart, "gateway"_L1,
     "How long it has to give one; then it is cut off."_L1},
    {"gateway.close_ms"_L1, Number, "2000"_L1, 100, 600000, NextStart, "gateway"_L1,
     "How long the other side has to close after us; then it is cut off."_L1},
    {"gateway.outbox_bytes"_L1, Number, "1048576"_L1, 64 * kKiB, 256 * kMiB, NextStart, "gateway"_L1,
     "What may wait for a client that reads slowly; over it the client is cut off (4008)."_L1},
    {"gateway.outbox_total_bytes"_L1, Number, "25165824"_L1, 1 * kMiB, 1024 * 1024 * kMiB, NextStart, "gateway"_L1,
     "Memory of each gateway for all that waits to be read; over it who has most waiting is cut off."_L1},
    {"gateway.deflate"_L1, Flag, "yes"_L1, 0, 0, NextStart, "gateway"_L1,
     "Compress WebSocket messages (permessage-deflate) with the clients that offer it."_L1},
    {"gateway.deflate_min_bytes"_L1, Number, "512"_L1, 0, 1 * kMiB, NextStart, "gateway"_L1,
     "A shorter message to a client goes uncompressed: it would win too little for its time."_L1},
    {"gateway.deflate_takeover"_L1, Flag, "no"_L1, 0, 0, NextStart, "gateway"_L1,
     "Clients may compress by what they sent before; costs up to 32 KiB for each that idles."_L1},
    {"gateway.hold_ms"_L1, Number, "30000"_L1, 0, 600000, NextStart, "gateway"_L1,
     "How long clients of a dead service are held for its successor; then they are closed (4002)."_L1},
    {"gateway.hold_bytes_client"_L1, Number, "262144"_L1, 0, 16 * kMiB, NextStart, "gateway"_L1,
     "What is held of one client's messages meanwhile; over it that client isn't read until then."_L1},
    {"gateway.hold_bytes_total"_L1, Number, "67108864"_L1, 0, 1024 * kMiB, NextStart, "gateway"_L1,
     "What is held for one service in one gateway; over it none of its clients is read until then."_L1},
};

} // namespace

std::span<const SettingInfo> Settings::table()
{
    return kTable;
}

} // namespace Lanroom
