// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/acceptor.h"

#include "base/clock.h"
#include "gateway/gateway_limits.h"
#include "gateway/peer_watch.h"
#include "gateway/transport.h"
#include "link/messages.h"

#ifdef Q_OS_UNIX
#include <cerrno>

#include <fcntl.h>
#include <sys/socket.h>
#endif

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int kResumeMs = 250;
// Those turned away hold a descriptor too while they are told; above this they aren't told.
constexpr qsizetype kPartingRoom = 64;

QHostAddress toAddress(const QString &host)
{
    if (host.isEmpty() || host == u"any")
        return QHostAddress(QHostAddress::Any);
    return host == u"localhost" ? QHostAddress(QHostAddress::LocalHost) : QHostAddress(host);
}

#ifdef Q_OS_UNIX
// Those who have come in already must have their turn, too.
constexpr int kAcceptsATurn = 64;

int acceptFrom(int listening)
{
#ifdef SOCK_CLOEXEC
    return ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC);
#else
    const int descriptor = ::accept(listening, nullptr, nullptr);
    if (descriptor >= 0)
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
    return descriptor;
#endif
}

/// Another gateway was faster, or who waited has gone: no reason to rest.
bool isNobody(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR || error == ECONNABORTED;
}
#endif

} // namespace

Acceptor::Acceptor(Handler handler, const GatewayLimits &limits, Link::GatewayStats &stats)
    : m_handler(std::move(handler)), m_limits(limits), m_stats(stats),
      m_counts(std::make_shared<Counts>(
          Counts{AddressBooks(limits.addressConnections, limits.addressPerMinute)}))
{
    m_resume.setSingleShot(true);
    m_resume.setInterval(kResumeMs);
    connect(this, &QTcpServer::acceptError, this, &Acceptor::retryLater);
    connect(&m_resume, &QTimer::timeout, this, &Acceptor::resume);
}

/// After any failed accept Qt stops listening to the descriptor, and leaves it at that; so do we.
void Acceptor::retryLater()
{
    if (m_waiting)
        m_waiting->setEnabled(false);
    m_stats.count(Link::Bound::Descriptors);
    m_resume.start();
}

Result<void> Acceptor::start(qintptr descriptor, const QString &host, quint16 port)
{
    const bool ok =
        descriptor >= 0 ? setSocketDescriptor(descriptor) : listen(toAddress(host), port);
    if (!ok)
        return Error{ErrorCode::System, errorString()};
    watchPeers(socketDescriptor());
#ifdef Q_OS_UNIX
    pauseAccepting(); // it's ours
    m_waiting = std::make_unique<QSocketNotifier>(socketDescriptor(), QSocketNotifier::Read);
    connect(m_waiting.get(), &QSocketNotifier::activated, this, &Acceptor::acceptSome);
#endif
    return {};
}

void Acceptor::stop()
{
    m_resume.stop();
    m_waiting.reset();
    close();
}

void Acceptor::resume()
{
    if (m_waiting)
        m_waiting->setEnabled(true);
    else
        resumeAccepting();
}

void Acceptor::acceptSome()
{
#ifdef Q_OS_UNIX
    for (int i = 0; i < kAcceptsATurn; ++i) {
        const int descriptor = acceptFrom(int(socketDescriptor()));
        if (descriptor < 0) {
            if (!isNobody(errno))
                Q_EMIT acceptError(QAbstractSocket::SocketResourceError);
            return;
        }
        incomingConnection(descriptor);
    }
#endif
}

void Acceptor::incomingConnection(qintptr descriptor)
{
    std::unique_ptr<Transport> transport = Transport::adopt(descriptor);
    if (!transport)
        return;
    const QHostAddress peer = transport->peerAddress();
    const QHostAddress own = transport->localAddress();
    const AddressBook::Verdict verdict = enter(*transport, peer, own);
    std::optional<Link::Bound> refused;
    if (verdict == AddressBook::Verdict::TooFast)
        refused = Link::Bound::AddressRate;
    else if (verdict != AddressBook::Verdict::Welcome)
        refused = Link::Bound::AddressConnections;
    else if (m_counts->alive > m_limits.connections)
        refused = Link::Bound::Connections;

    const bool crowded = m_counts->alive > m_limits.connections + kPartingRoom;
    if (crowded || verdict == AddressBook::Verdict::Drop)
        m_stats.count(*refused);
    else
        m_handler(std::move(transport), peerOf(peer, own), refused);
}

/// Counts the connection in until it ends.
AddressBook::Verdict Acceptor::enter(Transport &transport, const QHostAddress &peer,
                                     const QHostAddress &own)
{
    AddressBook::Verdict verdict = AddressBook::Verdict::Welcome;
    std::optional<AddressKey> key;
    if (m_limits.local || !isOwnMachine(peer, own)) {
        key = AddressKey::of(peer);
        verdict = m_counts->addresses.enter(*key, systemClock().monotonicMs());
        if (verdict == AddressBook::Verdict::Drop)
            return verdict;
    }
    ++m_counts->alive;
    transport.setTicket(std::shared_ptr<void>(nullptr, [counts = m_counts, key](void *) {
        --counts->alive;
        if (key)
            counts->addresses.leave(*key);
    }));
    return verdict;
}

} // namespace Lanroom
