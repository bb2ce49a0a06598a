// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

namespace Lanroom::Test {

/// A client that speaks JSON objects over a real WebSocket, as a page of some origin does ("": a
/// program, which has none).
class JsonSocket
{
public:
    static constexpr int kPatienceMs = 30'000;

    explicit JsonSocket(const QUrl &url, const QString &origin = {}) : socket(origin)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) {
                             received.append(QJsonDocument::fromJson(text.toUtf8()).object());
                         });
        QObject::connect(&socket, &QWebSocket::disconnected, &socket, [this] { closed = true; });
#if QT_VERSION >= QT_VERSION_CHECK(6, 5, 0)
        const auto failed = &QWebSocket::errorOccurred;
#else
        const auto failed = QOverload<QAbstractSocket::SocketError>::of(&QWebSocket::error);
#endif
        QObject::connect(&socket, failed, &socket, [this] { closed = true; }); // refused, for one
        socket.open(url);
    }

    /// False when it is refused.
    bool opens()
    {
        (void)QTest::qWaitFor([this] { return closed || isOpen(); }, kPatienceMs);
        return !closed && isOpen();
    }
    bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }
    void say(const QJsonObject &object) { say(QJsonDocument(object).toJson()); }
    void say(const QByteArray &text) { socket.sendTextMessage(QString::fromUtf8(text)); }

    /// The next message, in the order in which they came; empty when none does.
    QJsonObject next()
    {
        (void)QTest::qWaitFor([this] { return received.size() > m_taken; }, kPatienceMs);
        return received.value(m_taken++);
    }
    /// How many have come and were not asked for with next().
    qsizetype waiting() const { return received.size() - m_taken; }

    QWebSocket socket;
    QList<QJsonObject> received;
    bool closed = false;

private:
    qsizetype m_taken = 0;
};

} // namespace Lanroom::Test
