// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/wire_guard.h"

#include "gateway/client_commons.h"
#include "gateway/close_codes.h"
#include "gateway/outgoing_run.h"
#include "wire/close_rules.h"
#include "wire/frame_head.h"

#include <QtNetwork/qhostaddress.h>

#include <array>
#include <cstring>
#include <utility>

namespace Lanroom {

namespace {

// A flooding client must leave its neighbours their turn: no more is read from one at a time.
constexpr qsizetype kReadBytesATurn = 16 * 1024;
// Beyond the outbox, for the frames that Qt itself writes: pongs, and a last close.
constexpr qint64 kControlRoom = 4 * 1024;
// Who floods us with pings doesn't get the whole time to close.
constexpr int kTooFastMs = 500;

} // namespace

WireGuard::WireGuard(std::unique_ptr<Transport> transport, const QByteArray &head,
                     const UpgradeTerms &terms, std::shared_ptr<ClientCommons> commons, Rates rates)
    : m_commons(std::move(commons)), m_transport(std::move(transport)),
      m_reader(terms.messageBytes),
      m_watch(m_commons->deadlines, m_commons->limits, *this), m_share(m_commons->outboxes, *this),
      m_answerFields(terms.answerFields),
      m_deflateBits(qint8(terms.deflate ? terms.deflate->serverWindowBits : 0)), m_forQt(head),
      m_later(terms.early)
{
    if (terms.deflate)
        m_reader.setDeflate(*terms.deflate);
    if (rates == Rates::Limited)
        m_rates.emplace(m_commons->limits.rates, m_commons->deadlines.now());
    m_transport->setUser(this);
    setOpenMode(ReadWrite | Unbuffered);
    setSocketState(ConnectedState);
}

WireGuard::~WireGuard()
{
    m_transport->setUser(nullptr);
    setSocketState(UnconnectedState); // or ~QAbstractSocket would close what was never connected
}

void WireGuard::begin(User &user)
{
    m_user = &user;
    if (m_stage != Stage::Handshake)
        return; // it ended before it began
    m_stage = Stage::Open;
    // Qt peeked at the request, and QIODevice keeps the 16 KiB it peeked into until it is closed.
    setOpenMode(NotOpen);
    setOpenMode(ReadWrite | Unbuffered);
    m_watch.start();
    goOn();
}

void WireGuard::pauseReading(bool paused, bool itsEndToo)
{
    m_paused = paused;
    if (itsEndToo && m_stage != Stage::Closing)
        m_transport->setReading(false);
    goOn();
}

void WireGuard::readAgain()
{
    m_throttled = false;
    goOn();
}

void WireGuard::goOn()
{
    if (m_stage != Stage::Open)
        return;
    if (!isWaiting()) {
        QByteArray later = std::exchange(m_later, {});
        take({later.data(), std::size_t(later.size())});
    }
    m_watch.setUnread(isWaiting());
    if (!isWaiting())
        m_transport->setReading(true);
}

bool WireGuard::send(const OutgoingRun &messages)
{
    if (m_stage != Stage::Open || !canWrite())
        return true; // its end is on the way and tells more
    const GatewayLimits &limits = m_commons->limits;
    const QByteArray &frames = messages.frames(m_deflateBits, limits.deflateMinBytes);
    // The limit is for messages: the longest must not fail for its head.
    if (!hasRoom(frames.size(), messages.count() * FrameHead::kMaxOwnBytes))
        return false;
    queue(frames);
    return true;
}

/// Whether so much may wait now, where the limit is more by extra.
bool WireGuard::hasRoom(qint64 bytes, qint64 extra)
{
    const qint64 most = m_commons->limits.outboxBytes + extra;
    if (m_share.waiting() + bytes <= most)
        return true;
    if (m_transport->isStalled())
        return false;
    // What was gathered in this turn nobody could have read yet.
    m_transport->offer();
    m_share.set(m_transport->queuedBytes(), m_transport->queuedPieces());
    return m_share.waiting() + bytes <= most;
}

void WireGuard::tellWhenSent()
{
    m_tellWhenSent = true;
    sayAllSent();
}

void WireGuard::sayAllSent()
{
    const bool open = m_stage == Stage::Open && m_transport->isOpen();
    if (m_tellWhenSent && open && m_transport->queuedBytes() == 0) {
        m_tellWhenSent = false;
        m_user->allSent();
    }
}

void WireGuard::queue(const QByteArray &frame)
{
    m_transport->send(frame);
    m_share.add(frame, m_transport->queuedBytes(), m_transport->queuedPieces());
}

/// Drops the transport with everything that waits. gone() follows in its own event.
void WireGuard::cut(Link::Bound bound)
{
    m_overrun = true;
    m_watch.stop();
    m_transport->abort();
    m_share.empty();
    if (m_user)
        m_user->cutOff(bound);
}

void WireGuard::readable()
{
    if (m_stage == Stage::Handshake) {
        m_transport->setReading(false); // it waits in the kernel until begin()
        return;
    }
    std::array<char, kReadBytesATurn> piece;
    const qint64 got = m_transport->read(piece.data(), kReadBytesATurn);
    if (got > 0)
        m_watch.heard();
    take({piece.data(), std::size_t(got)});
    if (m_rates && m_stage == Stage::Open && !m_overrun) {
        m_rates->bytes(got);
        throttle();
    }
}

/// Hands out what can be read of bytes; what may not be yet is kept.
void WireGuard::take(std::span<char> bytes)
{
    while (!m_overrun && (m_stage == Stage::Open || m_stage == Stage::Closing)) {
        if (m_stage == Stage::Closing && m_heardAll)
            return; // nothing that comes now means anything
        if (isWaiting() && m_stage == Stage::Open) {
            m_later.append(bytes.data(), qsizetype(bytes.size()));
            // Who is too fast for us waits with its end, too: what came before it counts. Who waits for
            // the service to come back may wait for long, and its going is noticed.
            if ((m_throttled && !m_later.isEmpty()) || m_later.size() >= kReadBytesATurn)
                m_transport->setReading(false);
            return;
        }
        const MessageReader::Event event = m_reader.next(bytes);
        if (event == MessageReader::Event::NeedMore) {
            m_watch.turnEnded(m_reader.inMessage());
            return;
        }
        judge(event);
    }
}

void WireGuard::judge(MessageReader::Event event)
{
    using Event = MessageReader::Event;
    m_heardAll = m_heardAll || event == Event::Close || event == Event::Violation;
    if (m_stage == Stage::Closing) { // nobody listens any more; only their last word matters
        sayGoodbye();
        return;
    }
    switch (event) {
    case Event::Text:
    case Event::Binary:
        m_user->messageReceived(m_reader.payload(), event == Event::Binary);
        break;
    case Event::Ping:
        passPingToQt();
        break;
    case Event::Close:
        m_user->peerClosed(m_reader.code(), QString::fromUtf8(m_reader.payload()));
        break;
    case Event::Violation:
        m_user->violated(m_reader.code(), m_reader.reason(),
                         m_reader.code() == WireCode::kTooBig ? Link::Bound::MessageSize
                                                              : Link::Bound::BadFrame);
        break;
    case Event::Pong:
    case Event::Fragment:
    case Event::NeedMore:
        break;
    }
    countEvent(event);
}

void WireGuard::countEvent(MessageReader::Event event)
{
    using Event = MessageReader::Event;
    const bool message = event == Event::Text || event == Event::Binary;
    if (message)
        m_watch.messageEnded();
    if (!m_rates || m_stage != Stage::Open || m_overrun)
        return;
    const qint64 now = m_commons->deadlines.now();
    if (message) {
        m_rates->message();
        throttle();
    } else if (event == Event::Fragment) {
        const bool tiny = m_reader.frameBytes() < quint64(ClientRates::kTinyBytes);
        if (tiny && !m_rates->tinyFrame(now))
            tooFast(Link::Bound::TinyFrames);
    } else if ((event == Event::Ping || event == Event::Pong) && !m_rates->ping(now)) {
        tooFast(Link::Bound::Pings);
    }
}

/// Where a rate is used up, the client isn't read until there is something of it again.
void WireGuard::throttle()
{
    const int ms = m_rates->waitMs(m_commons->deadlines.now());
    if (ms == 0 || m_throttled || m_stage != Stage::Open)
        return;
    m_throttled = true;
    m_watch.setUnread(true);
    m_watch.readIn(ms);
    m_user->throttled();
}

/// Closed with words if it reads them.
void WireGuard::tooFast(Link::Bound bound)
{
    if (m_transport->isStalled()) {
        cut(bound);
        return;
    }
    m_tooFast = m_heardAll = true;
    m_user->violated(CloseCode::kRate, QStringLiteral("rate"), bound);
}

void WireGuard::messageTooSlow()
{
    m_user->violated(CloseCode::kSlow, QStringLiteral("slow"), Link::Bound::MessageTime);
}

void WireGuard::askForLife()
{
    if (m_stage == Stage::Open && canWrite())
        queue(QByteArrayLiteral("\x89\x00")); // an empty ping, RFC 6455 5.5.2
}

/// Qt takes the ping apart and answers it. To it the mask doesn't matter.
void WireGuard::passPingToQt()
{
    const QByteArrayView payload = m_reader.payload();
    m_forQt.append(char(FrameHead::kFinal | FrameHead::kPing));
    m_forQt.append(char(payload.size())); // at most 125
    m_forQt.append(payload);
    Q_EMIT readyRead();
}

qint64 WireGuard::bytesAvailable() const
{
    return QTcpSocket::bytesAvailable() + m_forQt.size();
}

qint64 WireGuard::readData(char *data, qint64 maxSize)
{
    const qsizetype size = qMin(qsizetype(maxSize), m_forQt.size());
    if (size == 0)
        return 0; // data may be null: QIODevice asks so whether there is an end
    std::memcpy(data, m_forQt.constData(), std::size_t(size));
    m_forQt.remove(0, size);
    if (m_forQt.isEmpty())
        m_forQt.clear(); // an idle client keeps no buffer
    return size;
}

qint64 WireGuard::writeData(const char *data, qint64 size)
{
    const bool listening = m_stage == Stage::Handshake || m_stage == Stage::Open;
    if (!listening || !canWrite())
        return size; // Qt needn't know: the end is on its way
    if (!hasRoom(size, kControlRoom))
        cut(Link::Bound::Outbox); // its end follows in an event of its own: Qt is in a write
    else
        queue(m_stage == Stage::Handshake ? ownAnswer({data, size}) : QByteArray(data, size));
    return size;
}

/// Of Qt's 101 we take the proof that the key was read. It knows nothing of what we agreed on beyond
/// it, and has fields that mean nothing here (Access-Control-*), which say what isn't so.
QByteArray WireGuard::ownAnswer(QByteArrayView answer)
{
    constexpr QByteArrayView proofField = "\r\nSec-WebSocket-Accept: ";
    const qsizetype proof = answer.indexOf(proofField);
    if (!answer.startsWith("HTTP/1.1 101") || proof < 0)
        return answer.toByteArray();
    const qsizetype proofEnd = answer.indexOf("\r\n", proof + proofField.size());
    QByteArray own = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade";
    own.append(answer.sliced(proof, proofEnd - proof)).append("\r\n");
    return own.append(std::exchange(m_answerFields, {})).append("\r\n");
}

void WireGuard::close()
{
    if (m_stage == Stage::Closing || m_stage == Stage::Gone)
        return;
    if (m_stage == Stage::Handshake)
        m_heardAll = true; // no close frame will come from a client that isn't one yet
    m_stage = Stage::Closing;
    m_reader.skipMessages(); // no rate holds any more, so they must cost nothing
    m_watch.closing(m_tooFast ? kTooFastMs : m_commons->limits.lingerMs);
    setSocketState(ClosingState);
    Q_EMIT stateChanged(ClosingState);
    QByteArray later = std::exchange(m_later, {});
    take({later.data(), std::size_t(later.size())});
    m_transport->setReading(true);
    sayGoodbye();
}

/// Closing: once our last frame is out and theirs has come, it is for the server to close TCP first
/// (RFC 6455 7.1.1); then the other side closes, or the linger timer does it.
void WireGuard::sayGoodbye()
{
    if (!m_heardAll || m_halfClosed || m_transport->queuedBytes() > 0 || !m_transport->isOpen())
        return;
    m_halfClosed = true;
    m_transport->halfClose();
}

void WireGuard::written()
{
    m_share.set(m_transport->queuedBytes(), m_transport->queuedPieces());
    if (m_stalled)
        m_watch.heard(); // it reads what had to wait
    m_stalled = m_transport->isStalled();
    if (m_stage == Stage::Closing)
        sayGoodbye();
    sayAllSent();
}

void WireGuard::gone()
{
    if (m_stage == Stage::Gone)
        return;
    m_stage = Stage::Gone;
    m_watch.stop();
    m_share.empty();
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT disconnected();
    if (m_user)
        m_user->ended();
}

} // namespace Lanroom
