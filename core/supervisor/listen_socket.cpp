// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/listen_socket.h"

#include "supervisor/port_owner.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPortsTried = 100;

QHostAddress parse(const QString &host)
{
    if (host == u"any"_s)
        return QHostAddress::Any;
    if (host == u"localhost"_s)
        return QHostAddress::LocalHost;
    return QHostAddress(host);
}

Error explain(const QTcpServer &socket, const QString &host, quint16 port)
{
    switch (socket.serverError()) {
    case QAbstractSocket::AddressInUseError: {
        const QString owner = portOwner(port);
        const QString text = u"port %1 is taken"_s.arg(port);
        return {ErrorCode::Taken, owner.isEmpty() ? text : u"%1 by %2"_s.arg(text, owner)};
    }
    case QAbstractSocket::SocketAccessError:
        return {ErrorCode::Denied,
                u"this user may not use port %1; choose one above 1023"_s.arg(port)};
    case QAbstractSocket::SocketAddressNotAvailableError:
        return {ErrorCode::BadSetting, u"%1 is not an address of this machine"_s.arg(host)};
    default:
        return {ErrorCode::System, u"cannot listen on %1, port %2: %3"_s.arg(host).arg(port)
                                       .arg(socket.errorString())};
    }
}

} // namespace

Result<std::unique_ptr<ListenSocket>> ListenSocket::bind(const QString &host, quint16 port)
{
    const QHostAddress address = parse(host);
    if (address.isNull())
        return Error{ErrorCode::BadSetting, u"'%1' is not an IP address"_s.arg(host)};
    std::unique_ptr<ListenSocket> self(new ListenSocket);
    self->m_socket.setListenBacklogSize(kBacklog);
    if (!self->m_socket.listen(address, port))
        return explain(self->m_socket, host, port);
    // Before the event loop turns, so not one connection is accepted here.
    self->m_socket.pauseAccepting();
    return self;
}

quint16 ListenSocket::nextFreePort(const QString &host, quint16 port)
{
    for (int candidate = port + 1; candidate <= qMin(port + kPortsTried, 65535); ++candidate) {
        QTcpServer probe;
        if (probe.listen(parse(host), quint16(candidate)))
            return quint16(candidate);
    }
    return 0;
}

} // namespace Lanroom
