// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/connection.h"

#include "base/clock.h"
#include "gateway/client_commons.h"
#include "gateway/pages.h"
#include "gateway/web_socket_endpoint.h"
#include "gateway/wire_guard.h"
#include "wire/deflate_terms.h"

#include <array>
#include <utility>

namespace Lanroom {

namespace {

constexpr char kTlsHandshake = 0x16; // a ClientHello's first byte
constexpr qsizetype kMaxAgent = 256;
constexpr qsizetype kReadBytes = 4096; // at a time; most heads are shorter

} // namespace

Connection::Connection(std::unique_ptr<Transport> transport, Peer peer, const Site &site,
                       WebSocketEndpoint &endpoint, ClientCommons &commons,
                       Link::GatewayStats &stats, QObject *parent)
    : QObject(parent), Waiter(commons.deadlines), m_transport(std::move(transport)), m_site(site),
      m_endpoint(endpoint), m_limits(commons.limits), m_stats(stats), m_peer(std::move(peer)),
      m_parser(m_limits.headBytes)
{
    m_transport->setUser(this);
    waitFor(m_limits.headMs);
}

Connection::~Connection() = default;

void Connection::readable()
{
    if (m_stage == Stage::Leaving)
        discard();
    else if (m_stage == Stage::Reading)
        read();
}

void Connection::read()
{
    std::array<char, kReadBytes> piece;
    const qsizetype room = qMin(m_limits.headBytes - m_buffer.size(), kReadBytes);
    const qint64 got = m_transport->read(piece.data(), room);
    if (got == 0)
        return;
    m_buffer.append(piece.data(), got);
    parse();
}

/// Unread bytes would turn our parting into a reset.
void Connection::discard()
{
    std::array<char, kReadBytes> scrap;
    m_transport->read(scrap.data(), kReadBytes);
}

void Connection::gone()
{
    deleteLater();
}

void Connection::parse()
{
    if (m_buffer.isEmpty())
        return;
    if (m_buffer.front() == kTlsHandshake) {
        m_stats.count(Link::Bound::Request);
        m_transport->abort();
        return;
    }
    switch (m_parser.parse(m_buffer)) {
    case RequestParser::Status::Ok:
        judge();
        break;
    case RequestParser::Status::Error:
        refuse(m_parser.errorStatus(), Link::Bound::Request);
        break;
    case RequestParser::Status::Incomplete:
        // Its first byte ends the idling; later ones buy no time.
        if (std::exchange(m_idle, false))
            waitFor(m_limits.headMs);
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
        upgrade(verdict);
        return;
    }
    if (verdict.response.status >= 400 && verdict.response.status != 404)
        m_stats.count(Link::Bound::Request);
    // Where a body follows, nobody reads it: the next request couldn't be found behind it.
    respond(verdict.response, request,
            request.keepAlive && !request.hasBody && ++m_asked < m_limits.requests);
}

void Connection::respond(const HttpResponse &response, const RequestHead &request, bool keepAlive)
{
    ++m_stats.requests;
    m_stage = Stage::Answering;
    m_lastAnswer = !keepAlive;
    const ResponseFraming framing{.head = request.method == "HEAD",
                                  .keepAlive = keepAlive,
                                  .version = request.version,
                                  .wallMs = systemClock().wallMs()};
    m_transport->setReading(false); // what is pipelined waits
    m_transport->send(encodeResponseHead(response, framing));
    if (!framing.head && !response.body.isEmpty())
        m_transport->send(response.body);
    m_buffer.remove(0, m_parser.headBytes());
    waitFor(m_limits.answerMs);
}

void Connection::refuse(int status, Link::Bound bound)
{
    m_stats.count(bound);
    HttpResponse page = refusalPage(status);
    if (status == 429 || status == 503)
        page.headers.append(HttpHeader{"Retry-After", "5"});
    Site::secure(page);
    respond(page, m_parser.head(), false); // whose method may be HEAD, where it got that far
}

void Connection::upgrade(const Site::Verdict &verdict)
{
    const RequestHead &request = m_parser.head();
    UpgradeTerms terms;
    if (m_limits.deflate) {
        const DeflateAnswer deflate = negotiateDeflate(request, m_limits.deflateTakeover);
        if (deflate.outcome == DeflateAnswer::Outcome::Malformed) {
            refuse(400, Link::Bound::Request);
            return;
        }
        if (deflate.outcome == DeflateAnswer::Outcome::Agreed) {
            terms.deflate = deflate.terms;
            terms.answerFields = "Sec-WebSocket-Extensions: " + deflate.header + "\r\n";
        }
    }
    if (!verdict.subprotocol.isEmpty())
        terms.answerFields += "Sec-WebSocket-Protocol: " + verdict.subprotocol.toLatin1() + "\r\n";
    terms.messageBytes = qMax<qsizetype>(m_limits.messageBytes, verdict.messageBytes);
    terms.early = m_buffer.mid(m_parser.headBytes());
    ClientSocket::Info info;
    info.address = m_peer.address;
    info.local = m_peer.local;
    info.ownMachine = m_peer.ownMachine;
    info.agent = QString::fromUtf8(request.header("User-Agent")).left(kMaxAgent);
    info.path = request.path;
    info.query = request.query;
    info.subprotocol = verdict.subprotocol;
    wait(0);
    m_transport->setUser(nullptr);
    m_endpoint.upgrade(std::move(m_transport), request.header("Sec-WebSocket-Key"), terms,
                       std::move(info), verdict.service);
    deleteLater();
}

void Connection::written()
{
    if (m_stage != Stage::Answering)
        return;
    if (m_transport->queuedBytes() > 0) {
        waitFor(m_limits.answerMs);
    } else if (m_lastAnswer) {
        leave();
    } else {
        m_stage = Stage::Reading;
        m_parser = RequestParser(m_limits.headBytes);
        m_idle = true;
        waitFor(m_limits.idleMs);
        m_transport->setReading(true);
        parse();
    }
}

/// For whatever the stage is about.
void Connection::waitFor(int ms)
{
    wait(now() + ms);
}

void Connection::due(qint64)
{
    if (m_stage == Stage::Reading && !m_buffer.isEmpty()) {
        refuse(408, Link::Bound::HeadTime);
        return;
    }
    if (m_stage == Stage::Answering)
        m_stats.count(Link::Bound::AnswerTime);
    else if (m_stage == Stage::Leaving)
        m_stats.count(Link::Bound::CloseTime);
    m_transport->abort();
}

void Connection::leave()
{
    m_stage = Stage::Leaving;
    waitFor(m_limits.lingerMs);
    m_transport->halfClose();
    m_transport->setReading(true);
}

} // namespace Lanroom
