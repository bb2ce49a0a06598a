// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/connection.h"

#include "base/clock.h"
#include "gateway/gateway_limits.h"
#include "gateway/half_close.h"
#include "gateway/pages.h"
#include "gateway/site.h"
#include "gateway/web_socket_endpoint.h"

#include <QtNetwork/qtcpsocket.h>

namespace Lanroom {

namespace {

constexpr char kTlsHandshake = 0x16; // a ClientHello's first byte
constexpr qsizetype kMaxAgent = 256;

} // namespace

Connection::Connection(std::unique_ptr<QTcpSocket> transport, const Site &site,
                       WebSocketEndpoint &endpoint, const GatewayLimits &limits,
                       Link::GatewayStats &stats, QObject *parent)
    : QObject(parent), m_transport(std::move(transport)), m_site(site), m_endpoint(endpoint),
      m_limits(limits), m_stats(stats), m_peer(peerOf(*m_transport)), m_parser(limits.headBytes)
{
    m_transport->setReadBufferSize(m_limits.headBytes);
    connect(m_transport.get(), &QTcpSocket::readyRead, this, &Connection::read);
    connect(m_transport.get(), &QTcpSocket::bytesWritten, this, &Connection::written);
    connect(m_transport.get(), &QTcpSocket::disconnected, this, &QObject::deleteLater);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &Connection::expire);
    m_deadline.start(m_limits.headMs);
}

Connection::~Connection()
{
    if (m_transport)
        m_transport->disconnect(this);
}

void Connection::read()
{
    if (m_stage == Stage::Leaving) {
        m_transport->readAll(); // unread bytes would turn our parting into a reset
        return;
    }
    if (m_stage != Stage::Reading)
        return; // pipelined: it waits in the socket
    const qsizetype room = m_limits.headBytes - m_buffer.size();
    if (room > 0)
        m_buffer.append(m_transport->read(room));
    parse();
}

void Connection::parse()
{
    if (m_buffer.isEmpty())
        return;
    if (m_buffer.front() == kTlsHandshake) {
        ++m_stats.refused;
        m_transport->abort();
        return;
    }
    switch (m_parser.parse(m_buffer)) {
    case RequestParser::Status::Ok:
        judge();
        break;
    case RequestParser::Status::Error:
        refuse(m_parser.errorStatus());
        break;
    case RequestParser::Status::Incomplete:
        // Its first byte ends the idling; later ones buy no time.
        if (m_deadline.interval() != m_limits.headMs)
            m_deadline.start(m_limits.headMs);
        break;
    }
}

void Connection::judge()
{
    if (!m_peer.local)
        ++m_stats.outsideRequests;
    const RequestHead &request = m_parser.head();
    const Site::Verdict verdict = m_site.answer(request, m_peer, systemClock().monotonicMs());
    if (verdict.upgrade) {
        upgrade(verdict.service);
        return;
    }
    // Where a body follows, nobody reads it: the next request couldn't be found behind it.
    respond(verdict.response, request, request.keepAlive && !request.hasBody);
}

void Connection::respond(const HttpResponse &response, const RequestHead &request, bool keepAlive)
{
    ++m_stats.requests;
    if (response.status >= 400 && response.status != 404)
        ++m_stats.refused;
    m_stage = Stage::Answering;
    m_lastAnswer = !keepAlive;
    const ResponseFraming framing{.head = request.method == "HEAD",
                                  .keepAlive = keepAlive,
                                  .version = request.version,
                                  .wallMs = systemClock().wallMs()};
    m_transport->write(encodeResponseHead(response, framing));
    if (!framing.head && !response.body.isEmpty())
        m_transport->write(response.body);
    m_buffer.remove(0, m_parser.headBytes());
    m_deadline.start(m_limits.answerMs);
}

void Connection::refuse(int status)
{
    HttpResponse page = refusalPage(status);
    if (status == 503)
        page.headers.append(HttpHeader{"Retry-After", "5"});
    Site::secure(page);
    respond(page, RequestHead(), false);
}

void Connection::upgrade(const QString &service)
{
    const RequestHead &request = m_parser.head();
    ClientSocket::Info info;
    info.address = m_peer.address;
    info.local = m_peer.local;
    info.agent = QString::fromUtf8(request.header("User-Agent")).left(kMaxAgent);
    info.path = request.path;
    m_deadline.stop();
    m_transport->disconnect(this);
    m_endpoint.upgrade(std::move(m_transport), request.header("Sec-WebSocket-Key"),
                       m_buffer.mid(m_parser.headBytes()), std::move(info), service);
    deleteLater();
}

void Connection::written()
{
    if (m_stage != Stage::Answering)
        return;
    if (m_transport->bytesToWrite() > 0) {
        m_deadline.start(m_limits.answerMs);
    } else if (m_lastAnswer) {
        leave();
    } else {
        m_stage = Stage::Reading;
        m_parser = RequestParser(m_limits.headBytes);
        m_deadline.start(m_limits.idleMs);
        read();
    }
}

void Connection::expire()
{
    if (m_stage == Stage::Reading && !m_buffer.isEmpty()) {
        refuse(408);
        return;
    }
    if (m_stage == Stage::Answering)
        ++m_stats.refused;
    m_transport->abort();
}

void Connection::leave()
{
    m_stage = Stage::Leaving;
    m_deadline.start(m_limits.lingerMs);
    halfClose(*m_transport);
    read();
}

} // namespace Lanroom
