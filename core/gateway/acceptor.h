// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "gateway/address_book.h"
#include "gateway/peer.h"

#include <QtCore/qsocketnotifier.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qtcpserver.h>

#include <functional>
#include <memory>
#include <optional>

namespace Lanroom {

struct GatewayLimits;
class Transport;
namespace Link {
enum class Bound;
struct GatewayStats;
} // namespace Link

/// Accepts connections, usually on the listening descriptor that every gateway of a server shares,
/// and gives each to the handler. Counts those alive, whoever owns them, all and by address: above
/// a limit the handler is to say so and end them, and far above it they are closed at once. Counted
/// by address is not this machine itself, unless GatewayLimits::local. When the process has no
/// descriptor left it waits a moment and tries again; the kernel keeps who comes meanwhile, and
/// other gateways accept them. On the event-loop thread, owned by FrontDoor.
///
/// Where there are POSIX sockets it calls accept() itself: Qt's socket engine remembers its first
/// error only, so after an ordinary "nobody is waiting" QTcpServer takes a lack of descriptors for
/// the same, and asks again and again with all the processor's time.
class Acceptor : public QTcpServer
{
    Q_OBJECT
public:
    /// refused: why there is no room for this one.
    using Handler = std::function<void(std::unique_ptr<Transport>, Peer peer,
                                       std::optional<Link::Bound> refused)>;

    /// limits and stats outlive the acceptor.
    Acceptor(Handler handler, const GatewayLimits &limits, Link::GatewayStats &stats);

    /// Takes over the descriptor, or, where it is -1, binds host and port itself. host: an address,
    /// "localhost", or "any".
    Result<void> start(qintptr descriptor, const QString &host, quint16 port);
    /// No new connections from here on.
    void stop();

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    struct Counts
    {
        AddressBooks addresses;
        qsizetype alive = 0;
    };

    void acceptSome();
    void retryLater();
    void resume();
    AddressBook::Verdict enter(Transport &transport, const QHostAddress &peer,
                               const QHostAddress &own);

    Handler m_handler;
    const GatewayLimits &m_limits;
    Link::GatewayStats &m_stats;
    QTimer m_resume;
    std::unique_ptr<QSocketNotifier> m_waiting; // somebody is; where we accept ourselves
    std::shared_ptr<Counts> m_counts;           // connections may outlive us
};

} // namespace Lanroom
