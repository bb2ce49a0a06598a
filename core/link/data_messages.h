// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "link/frame.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

// The maps of the data link (gateway <-> service), as in control_messages.h. Messages themselves,
// subscriptions and session states travel raw: a frame with a payload and no map.
namespace Lanroom::Link {

using namespace Qt::Literals::StringLiterals;

/// What a service may leave with a client, handed back to its successor.
inline constexpr qsizetype kMaxSessionBytes = 4096;
/// Topics that a client may be subscribed to at once; over it the link is broken.
inline constexpr qsizetype kMaxTopics = 4096;

/// A longer query is refused with 414.
inline constexpr qsizetype kMaxQueryBytes = 1024;

/// Gateway -> service (frame.client): this client is (still) yours.
struct ClientAttach
{
    static constexpr FrameType kType = FrameType::ClientAttach;
    QString address;
    QString agent;
    QString path;           // as asked for: "/relay/tea"
    QString query;          // what stood after '?', as it came, at most kMaxQueryBytes
    QString subprotocol;    // the one of the service's that the client wanted; empty: none
    bool local = false;     // from this machine
    bool resumed = false;   // was connected to your predecessor; state is what that left with it
    QByteArray state;       // at most kMaxSessionBytes
    qint64 sinceMs = 0;

    template <typename F> void fields(F &f)
    {
        f.optional("address"_L1, address).optional("agent"_L1, agent).optional("path"_L1, path)
            .optional("query"_L1, query).optional("subprotocol"_L1, subprotocol)
            .optional("local"_L1, local).optional("resumed"_L1, resumed)
            .optional("state"_L1, state).optional("since_ms"_L1, sinceMs);
    }
};

/// Gateway -> service (frame.client): it went, with this WebSocket close code (1006: without one).
struct ClientDetach
{
    static constexpr FrameType kType = FrameType::ClientDetach;
    int code = 1006;

    template <typename F> void fields(F &f)
    {
        f.optional("code"_L1, code);
    }
};

/// Service -> gateway (frame.client): close it.
struct CloseClient
{
    static constexpr FrameType kType = FrameType::CloseClient;
    int code = 1000;        // 1000-1014 without 1004-1006, 3000-4999
    QString reason;         // at most 123 bytes of UTF-8 reach the client

    template <typename F> void fields(F &f)
    {
        f.optional("code"_L1, code).optional("reason"_L1, reason);
    }
};

} // namespace Lanroom::Link
