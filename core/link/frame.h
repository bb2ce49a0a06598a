// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"

#include <QtCore/qbytearrayview.h>
#include <QtCore/qstring.h>

namespace Lanroom::Link {

/// Version of everything in this folder; the first frame of every link carries it.
inline constexpr int kProtocolVersion = 1;

// Every frame type there is. Append only: a number, once given, keeps its meaning.
// X(enumerator, number). The meaning, direction and payload of each stands in PROTOCOL.md.
#define LANROOM_FRAME_TYPES(X)                                                                     \
    /* every link */                                                                               \
    X(Hello, 0x01)                                                                                 \
    X(HelloOk, 0x02)                                                                               \
    X(Error, 0x03)                                                                                 \
    /* control link: server process <-> gateway or service */                                      \
    X(Heartbeat, 0x10)                                                                             \
    X(Ready, 0x11)                                                                                 \
    X(Stop, 0x12)                                                                                  \
    X(ServiceList, 0x13)                                                                           \
    X(GatewayList, 0x14)                                                                           \
    X(Health, 0x15)                                                                                \
    X(GatewayStats, 0x16)                                                                          \
    X(ClientOpened, 0x17)                                                                          \
    X(ClientClosed, 0x18)                                                                          \
    X(ClientInfo, 0x19)                                                                            \
    X(TopicInfo, 0x1a)                                                                             \
    X(Command, 0x1b)                                                                               \
    X(CommandResult, 0x1c)                                                                         \
    X(WorkerFault, 0x1d)                                                                           \
    X(Standby, 0x1e)                                                                               \
    X(TakeOver, 0x1f)                                                                              \
    X(HandedOver, 0x50)                                                                            \
    X(Wanted, 0x51)                                                                                \
    X(Trouble, 0x52)                                                                               \
    /* data link: gateway -> service */                                                            \
    X(ClientAttach, 0x20)                                                                          \
    X(AttachDone, 0x21)                                                                            \
    X(ClientDetach, 0x22)                                                                          \
    X(MessageText, 0x23)                                                                           \
    X(MessageBinary, 0x24)                                                                         \
    X(Drain, 0x25)                                                                                 \
    X(Flushed, 0x26)                                                                               \
    /* data link: service -> gateway */                                                            \
    X(SendText, 0x30)                                                                              \
    X(SendBinary, 0x31)                                                                            \
    X(PublishText, 0x32)                                                                           \
    X(PublishBinary, 0x33)                                                                         \
    X(Subscribe, 0x34)                                                                             \
    X(Unsubscribe, 0x35)                                                                           \
    X(CloseClient, 0x36)                                                                           \
    X(SessionState, 0x37)                                                                          \
    X(Drained, 0x38)                                                                               \
    X(Flush, 0x39)
    /* 0x40-0x4f are kept for streams (uploads) */

enum class FrameType : quint8 {
#define X(name, number) name = number,
    LANROOM_FRAME_TYPES(X)
#undef X
};

/// The type's name for logs; "unknown" for a number that is not in the table.
QLatin1StringView frameTypeName(FrameType type);
bool isKnownFrameType(FrameType type);

/// One frame, as views into somebody else's bytes: good until the call that hands it out returns.
/// Copy what must live longer.
struct Frame
{
    FrameType type{};
    quint8 flags = 0;          // none defined yet: sent as 0, ignored on receipt
    ClientId client;           // whom it is about; null where nobody
    QByteArrayView topic;      // UTF-8, at most kMaxTopicBytes
    QByteArrayView payload;    // CBOR map in control frames, else the message's raw bytes
};

inline constexpr qsizetype kHeaderBytes = 16;
inline constexpr qsizetype kMaxTopicBytes = 256;
/// Topic and payload together. Over it a frame is not encoded, and a peer that announces one is
/// dropped before a byte is allocated for it.
inline constexpr quint32 kMaxBodyBytes = 4 * 1024 * 1024;

} // namespace Lanroom::Link
