// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

class QTcpSocket;

namespace Lanroom {

/// Says to the other side that nothing more comes, and goes on reading: QTcpSocket can only close
/// both ways at once, and closing with unread bytes makes TCP reset the connection, which can take
/// our last words (a 413, a close frame) with it. Call when nothing waits to be written.
/// Where the system has no shutdown() it begins a plain close.
void halfClose(QTcpSocket &socket);

} // namespace Lanroom
