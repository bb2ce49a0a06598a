// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/half_close.h"

#include <QtNetwork/qtcpsocket.h>

#ifdef Q_OS_UNIX
#include <sys/socket.h>
#endif

namespace Lanroom {

void halfClose(QTcpSocket &socket)
{
#ifdef Q_OS_UNIX
    ::shutdown(int(socket.socketDescriptor()), SHUT_WR);
#else
    socket.disconnectFromHost();
#endif
}

} // namespace Lanroom
