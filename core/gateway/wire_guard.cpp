// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/wire_guard.h"

#include "gateway/gateway_limits.h"
#include "gateway/outgoing.h"
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

} // namespace

WireGuard::WireGuard(std::unique_ptr<Transport> transport, const QByteArray &head,
                     const UpgradeTerms &terms, const GatewayLimits &limits)
    : m_transport(std::move(transport)), m_reader(limits.messageBytes), m_limits(limits),
      m_answerFields(terms.answerFields),
      m_deflateBits(qint8(terms.deflate ? terms.deflate->serverWindowBits : 0)), m_forQt(head),
      m_later(terms.early)
{
    if (terms.deflate)
        m_reader.setDeflate(*terms.deflate);
    m_linger.setSingleShot(true);
    m_linger.setInterval(limits.lingerMs);
    connect(&m_linger, &QTimer::timeout, this, &WireGuard::abortTransport);

    m_transport->setUser(this);
    m_transport->setReading(false);
    setOpenMode(ReadWrite | Unbuffered);
    setSocketState(ConnectedState);
}

WireGuard::~WireGuard()
{
    m_transport->setUser(nullptr);
    setSocketState(UnconnectedState); // or ~QAbstractSocket would close what was never connected
}

void WireGuard::open()
{
    if (m_stage != Stage::Handshake)
        return; // it ended before it began
    m_stage = Stage::Open;
    pauseReading(m_paused);
}

void WireGuard::pauseReading(bool paused)
{
    m_paused = paused;
    if (paused || m_stage != Stage::Open)
        return;
    QByteArray later = std::exchange(m_later, {});
    take({later.data(), std::size_t(later.size())});
    if (!m_paused)
        m_transport->setReading(true);
}

bool WireGuard::send(const Outgoing &message)
{
    if (m_stage != Stage::Open || !canWrite())
        return true; // its end is on the way and tells more
    const bool deflate = m_deflateBits > 0 && message.size() >= m_limits.deflateMinBytes;
    const QByteArray &frame = deflate ? message.deflatedFrame(m_deflateBits) : message.frame();
    if (m_transport->queuedBytes() + frame.size() > m_limits.outboxBytes)
        return false;
    m_transport->send(frame);
    return true;
}

void WireGuard::abortTransport()
{
    m_linger.stop();
    m_transport->abort();
}

void WireGuard::readable()
{
    std::array<char, kReadBytesATurn> piece;
    const qint64 got = m_transport->read(piece.data(), kReadBytesATurn);
    take({piece.data(), std::size_t(got)});
}

/// Hands out what can be read of bytes; what may not be yet is kept.
void WireGuard::take(std::span<char> bytes)
{
    while (m_stage == Stage::Open || m_stage == Stage::Closing) {
        if (m_paused && m_stage == Stage::Open) {
            m_later.append(bytes.data(), qsizetype(bytes.size()));
            if (m_later.size() >= kReadBytesATurn)
                m_transport->setReading(false);
            return;
        }
        const MessageReader::Event event = m_reader.next(bytes);
        if (event == MessageReader::Event::NeedMore)
            return;
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
        Q_EMIT messageReceived(m_reader.payload(), event == Event::Binary);
        break;
    case Event::Ping:
        passPingToQt();
        break;
    case Event::Close:
        Q_EMIT peerClosed(m_reader.code(), QString::fromUtf8(m_reader.payload()));
        break;
    case Event::Violation:
        Q_EMIT violated(m_reader.code(), m_reader.reason());
        break;
    case Event::Pong:
    case Event::Fragment:
    case Event::NeedMore:
        break;
    }
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
    if (m_transport->queuedBytes() + size > m_limits.outboxBytes + kControlRoom) {
        m_overrun = true;
        QMetaObject::invokeMethod(this, &WireGuard::overrun,
                                  Qt::QueuedConnection); // Qt is in a write
        return size;
    }
    m_transport->send(m_answerFields.isEmpty() ? QByteArray(data, size)
                                               : completeAnswer({data, size}));
    return size;
}

/// Qt's 101 knows nothing of what we agreed on beyond it.
QByteArray WireGuard::completeAnswer(QByteArrayView answer)
{
    QByteArray whole = answer.toByteArray();
    if (whole.endsWith("\r\n\r\n"))
        whole.insert(whole.size() - 2, std::exchange(m_answerFields, {}));
    return whole;
}

void WireGuard::close()
{
    if (m_stage == Stage::Closing || m_stage == Stage::Gone)
        return;
    if (m_stage == Stage::Handshake)
        m_heardAll = true; // no close frame will come from a client that isn't one yet
    m_stage = Stage::Closing;
    m_linger.start();
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
    if (m_stage == Stage::Closing)
        sayGoodbye();
}

void WireGuard::gone()
{
    if (m_stage == Stage::Gone)
        return;
    m_stage = Stage::Gone;
    m_linger.stop();
    setSocketState(UnconnectedState);
    Q_EMIT stateChanged(UnconnectedState);
    Q_EMIT disconnected();
}

} // namespace Lanroom
