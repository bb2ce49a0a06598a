// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

#include <array>

// How often each bound that a gateway keeps was reached: the table of them, and their counters as they
// travel to the server and on to the operator. To add one, add its row.
namespace Lanroom::Link {

// X(name, key, whether somebody was refused, cut off or closed there; else they only had to wait)
#define LANROOM_BOUNDS(X)                                                                          \
    X(Connections, "connections", true)                 /* no room for another: 503 */             \
    X(AddressConnections, "address_connections", true)  /* ... from this address: 503 */           \
    X(AddressRate, "address_rate", true)                /* too many a minute from it: 429 */       \
    X(Request, "request", true)                         /* a request refused by its content: 4xx */\
    X(HeadTime, "head_time", true)                      /* a head that never ended: 408 */         \
    X(AnswerTime, "answer_time", true)                  /* an answer that isn't taken: cut off */  \
    X(MessageSize, "message_size", true)                /* 1009 */                                 \
    X(MessageTime, "message_time", true)                /* a message that never ended: 4008 */     \
    X(BadFrame, "bad_frame", true)                      /* 1002, 1007 */                           \
    X(Pings, "pings", true)                             /* too many a second: 4009 */              \
    X(TinyFrames, "tiny_frames", true)                  /* too many a second: 4009 */              \
    X(Silence, "silence", true)                         /* a ping without an answer: cut off */    \
    X(Outbox, "outbox", true)                           /* too much waits for one: 4008 */         \
    X(OutboxTotal, "outbox_total", true)                /* ... for all: who has most, cut off */   \
    X(Throttled, "throttled", false)                    /* too much a second: not read a while */  \
    X(CloseTime, "close_time", false)                   /* the other side didn't close: cut off */ \
    X(Descriptors, "descriptors", false)                /* none left to accept with: tried again */

enum class Bound {
#define X(name, key, refuses) name,
    LANROOM_BOUNDS(X)
#undef X
};

struct BoundInfo
{
    QLatin1StringView key;
    bool refuses;
};

inline constexpr std::array kBounds{
#define X(name, key, refuses) BoundInfo{QLatin1StringView(key), refuses},
    LANROOM_BOUNDS(X)
#undef X
};

/// A counter for each bound. A plain value; on the link a map from key to count.
struct BoundCounts
{
    std::array<qint64, kBounds.size()> counts{};

    qint64 &operator[](Bound bound) { return counts[std::size_t(bound)]; }
    qint64 operator[](Bound bound) const { return counts[std::size_t(bound)]; }
    void add(const BoundCounts &more)
    {
        for (std::size_t i = 0; i < counts.size(); ++i)
            counts[i] += more.counts[i];
    }

    template <typename F> void fields(F &f)
    {
        for (std::size_t i = 0; i < counts.size(); ++i)
            f.optional(kBounds[i].key, counts[i]);
    }
    friend bool operator==(const BoundCounts &, const BoundCounts &) = default;
};

} // namespace Lanroom::Link
