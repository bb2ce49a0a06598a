// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qthread.h>
#include <QtCore/qurl.h>
#include <QtWebSockets/qwebsocket.h>

#include <atomic>
#include <memory>
#include <vector>

namespace Lanroom {

/// As much load as a server can take, from a thread of its own: clients on one relay, each sending
/// anew as soon as its own message came back, so that each message is delivered to all of them.
class RelayLoad
{
public:
    static constexpr qsizetype kClients = 40;

    explicit RelayLoad(quint16 port)
    {
        m_thread.start();
        m_context.moveToThread(&m_thread);
        QMetaObject::invokeMethod(&m_context, [this, port] { connectAll(port); });
    }

    ~RelayLoad()
    {
        QMetaObject::invokeMethod(
            &m_context, [this] { m_clients.clear(); }, Qt::BlockingQueuedConnection);
        m_thread.quit();
        m_thread.wait();
    }

    /// Messages received by all clients together.
    qint64 delivered() const { return m_delivered; }

private:
    void connectAll(quint16 port)
    {
        for (qsizetype i = 0; i < kClients; ++i) {
            auto *client = m_clients.emplace_back(std::make_unique<QWebSocket>()).get();
            const QString own = QString::number(i);
            QObject::connect(client, &QWebSocket::connected, client,
                             [client, own] { client->sendTextMessage(own); });
            QObject::connect(client, &QWebSocket::textMessageReceived, client,
                             [this, client, own](const QString &text) {
                                 ++m_delivered;
                                 if (text == own)
                                     client->sendTextMessage(own);
                             });
            client->open(QUrl(QStringLiteral("ws://127.0.0.1:%1/relay/load").arg(port)));
        }
    }

    QThread m_thread;
    QObject m_context; // lives in m_thread
    std::vector<std::unique_ptr<QWebSocket>> m_clients;
    std::atomic<qint64> m_delivered = 0;
};

} // namespace Lanroom
