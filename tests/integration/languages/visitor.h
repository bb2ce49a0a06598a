// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstringlist.h>
#include <QtWebSockets/qwebsocket.h>

#include <memory>
#include <vector>

namespace Lanroom::Test {

/// A browser at a service: what it was sent, and how it ended.
class Visitor
{
public:
    explicit Visitor(const QUrl &url)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { heard.append(text); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
                         [this](const QByteArray &bytes) { binary.append(bytes); });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket,
                         [this] { closedWith = int(socket.closeCode()); });
        socket.open(url);
    }

    void say(const QString &text) { socket.sendTextMessage(text); }

    QWebSocket socket;
    QStringList heard;
    QList<QByteArray> binary;
    int closedWith = 0; // while it is open
};

using Visitors = std::vector<std::unique_ptr<Visitor>>;

} // namespace Lanroom::Test
