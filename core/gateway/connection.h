// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/deadlines.h"
#include "gateway/peer.h"
#include "gateway/site.h"
#include "gateway/transport.h"
#include "wire/http_response.h"
#include "wire/request_parser.h"

#include <QtCore/qobject.h>

#include <memory>

namespace Lanroom {

class WebSocketEndpoint;
struct ClientCommons;
struct GatewayLimits;
namespace Link {
enum class Bound;
struct GatewayStats;
}

/// One accepted connection while it speaks HTTP: reads requests, has Site answer them one after the
/// other (pipelined ones wait, in the socket), and hands the transport on when a request becomes a
/// WebSocket. On the gateway's event-loop thread. Owns the transport, and deletes itself when that
/// is gone or handed on.
///
/// Nothing waits for ever: heads, idling, slow reading and parting each have their deadline in
/// GatewayLimits. Whatever can't be read is answered with what is wrong, and the connection ends.
class Connection : public QObject, private TransportUser, private Deadlines::Waiter
{
    Q_OBJECT
public:
    /// transport: connected. The references outlive the connection.
    Connection(std::unique_ptr<Transport> transport, Peer peer, const Site &site,
               WebSocketEndpoint &endpoint, ClientCommons &commons, Link::GatewayStats &stats,
               QObject *parent);
    ~Connection() override;

    /// Answers with the refusal page for status and ends, whatever has been asked so far. bound: why.
    void refuse(int status, Link::Bound bound);

private:
    enum class Stage { Reading, Answering, Leaving };

    void readable() override;
    void written() override;
    void gone() override;
    void read();
    void discard();
    void parse();
    void judge();
    void respond(const HttpResponse &response, const RequestHead &request, bool keepAlive);
    void upgrade(const Site::Verdict &verdict);
    void waitFor(int ms);
    void due(qint64 nowMs) override;
    void leave();

    std::unique_ptr<Transport> m_transport;
    const Site &m_site;
    WebSocketEndpoint &m_endpoint;
    const GatewayLimits &m_limits;
    Link::GatewayStats &m_stats;
    const Peer m_peer;
    RequestParser m_parser;
    QByteArray m_buffer; // from the current request's first byte
    Stage m_stage = Stage::Reading;
    bool m_idle = false;       // after an answer, with nothing of the next request yet
    int m_asked = 0;           // requests so far
    bool m_lastAnswer = false; // after the one being written the connection ends
};

} // namespace Lanroom
