// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

class QWebSocket;

namespace Lanroom {

class WireGuard;

/// Ends the connections between a QWebSocket, its reader of frames and the guard below them that lead to
/// nobody here: messages and close frames are read by the guard and never reach Qt's reader, which is given
/// pings alone, and nobody listens to what a QWebSocket passes on of its socket. Call once the handshake is
/// done, on the gateway's event-loop thread.
///
/// By public calls, and by the signals' names where their class is private: in a Qt that calls them
/// otherwise they merely stay. Each costs an idle client some 120 bytes. Ending the reader's seven and telling
/// DescriptorTransport without a signal took an idle client from 9.7 KiB, all processes together, to 7.8.
void trimEndpoint(QWebSocket &socket, WireGuard &guard);

} // namespace Lanroom
