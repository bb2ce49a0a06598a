// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/descriptor_transport.h"

#include <QtCore/qcoreevent.h>
#include <QtNetwork/qhostaddress.h>

#include <array>
#include <cerrno>
#include <utility>

#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace Lanroom {

namespace {

// Enough to make a call worth it; the system's own limit is 1024.
constexpr qsizetype kGather = 64;

// More than this doesn't wait for the end of the turn: what is queued counts as unread.
constexpr qint64 kMaxGathered = 64 * 1024;

#ifdef MSG_NOSIGNAL
constexpr int kSendFlags = MSG_DONTWAIT | MSG_NOSIGNAL;
#else
constexpr int kSendFlags = MSG_DONTWAIT;
#endif

bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

using NameOf = int (*)(int, sockaddr *, socklen_t *);

QHostAddress addressOf(NameOf nameOf, int descriptor)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    auto *address = reinterpret_cast<sockaddr *>(&storage);
    if (nameOf(descriptor, address, &size) != 0)
        return {};
    return QHostAddress(address);
}

} // namespace

std::unique_ptr<Transport> DescriptorTransport::adopt(int descriptor)
{
    return std::unique_ptr<Transport>(new DescriptorTransport(descriptor));
}

DescriptorTransport::DescriptorTransport(int descriptor)
    : m_reader(descriptor, *this), m_descriptor(descriptor)
{
}

bool DescriptorTransport::Reader::event(QEvent *event)
{
    const bool ready = event->type() == QEvent::SockAct || event->type() == QEvent::SockClose;
    if (!ready)
        return QSocketNotifier::event(event);
    if (m_owner.m_user)
        m_owner.m_user->readable();
    return true;
}

DescriptorTransport::~DescriptorTransport()
{
    close();
}

qint64 DescriptorTransport::read(char *into, qint64 size)
{
    if (!isOpen() || size <= 0)
        return 0;
    const ssize_t got = ::recv(m_descriptor, into, size_t(size), MSG_DONTWAIT);
    const int error = errno;
    if (got > 0)
        return got;
    if (got == 0 && !isStalled())
        writeOut(); // who says nothing more may still listen, to the answer to its close above all
    if (got == 0 || !wouldBlock(error))
        end();
    return 0;
}

void DescriptorTransport::setReading(bool on)
{
    m_reader.setEnabled(on && isOpen());
}

void DescriptorTransport::send(const QByteArray &bytes)
{
    if (!isOpen() || bytes.isEmpty())
        return;
    m_queue.append(bytes);
    m_queued += bytes.size();
    if (isStalled())
        return;
    if (m_queued >= kMaxGathered)
        m_untold += writeOut();
    TurnEnd::ofThisThread().defer(*this);
}

/// Once a turn, and again whenever the kernel has room.
void DescriptorTransport::flush()
{
    const qint64 left = writeOut() + std::exchange(m_untold, 0);
    const bool wasStalled = std::exchange(m_toldStalled, isStalled());
    if ((left > 0 || wasStalled != m_toldStalled) && m_user)
        m_user->written();
}

qint64 DescriptorTransport::writeOut()
{
    qint64 written = 0;
    qint64 total = 0;
    while (m_queued > 0 && (written = writeSome()) > 0) {
        drop(written);
        total += written;
    }
    if (written < 0) {
        discardQueue(); // what the other side had sent before it went can still be read
        if (!m_reader.isEnabled())
            end();
        return 0;
    }
    setStalled(m_queued > 0);
    return total;
}

void DescriptorTransport::setStalled(bool stalled)
{
    if (m_writer) {
        m_writer->setEnabled(stalled);
    } else if (stalled) {
        m_writer = std::make_unique<QSocketNotifier>(m_descriptor, QSocketNotifier::Write);
        QObject::connect(m_writer.get(), &QSocketNotifier::activated, &m_reader,
                         [this] { flush(); });
    }
}

/// One call. 0: the kernel takes no more; -1: the connection is broken.
qint64 DescriptorTransport::writeSome()
{
    std::array<iovec, kGather> pieces;
    const qsizetype count = qMin(m_queue.size(), kGather);
    for (qsizetype i = 0; i < count; ++i) {
        const qint64 skip = i == 0 ? m_firstSent : 0;
        pieces[std::size_t(i)] = {const_cast<char *>(m_queue[i].constData()) + skip,
                                  std::size_t(m_queue[i].size() - skip)};
    }
    if (count == 1) { // the usual case; sendmsg() takes a little longer
        const ssize_t written =
            ::send(m_descriptor, pieces[0].iov_base, pieces[0].iov_len, kSendFlags);
        return written >= 0 ? written : wouldBlock(errno) ? 0 : -1;
    }
    msghdr message{};
    message.msg_iov = pieces.data();
    message.msg_iovlen = std::size_t(count);
    const ssize_t written = ::sendmsg(m_descriptor, &message, kSendFlags);
    return written >= 0 ? written : wouldBlock(errno) ? 0 : -1;
}

void DescriptorTransport::drop(qint64 written)
{
    m_queued -= written;
    if (m_queued == 0) {
        discardQueue();
        return;
    }
    written += m_firstSent;
    qsizetype done = 0;
    while (written >= m_queue[done].size())
        written -= m_queue[done++].size();
    m_queue.remove(0, done);
    m_firstSent = written;
}

void DescriptorTransport::discardQueue()
{
    m_queue.clear();
    m_queue.squeeze(); // an idle client keeps no buffer
    m_firstSent = 0;
    m_queued = 0;
}

void DescriptorTransport::halfClose()
{
    if (isOpen())
        ::shutdown(m_descriptor, SHUT_WR);
}

void DescriptorTransport::abort()
{
    if (m_descriptor < 0)
        return;
    discardQueue();
    end();
    close();
}

void DescriptorTransport::end()
{
    if (m_ended)
        return;
    m_ended = true;
    m_reader.setEnabled(false);
    QMetaObject::invokeMethod(
        &m_reader,
        [this] {
            close(); // now, not when our owner gets round to it: others wait for the place
            sayGone();
        },
        Qt::QueuedConnection);
}

void DescriptorTransport::close()
{
    if (m_descriptor < 0)
        return;
    // Off, since they outlive the descriptor: we may be called from one of them.
    m_reader.setEnabled(false);
    setStalled(false);
    ::close(std::exchange(m_descriptor, -1));
}

QHostAddress DescriptorTransport::peerAddress() const
{
    return addressOf(::getpeername, m_descriptor);
}

QHostAddress DescriptorTransport::localAddress() const
{
    return addressOf(::getsockname, m_descriptor);
}

} // namespace Lanroom
