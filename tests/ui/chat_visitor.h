// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qurl.h>
#include <QtWebSockets/qwebsocket.h>

namespace Lanroom {

/// Somebody in a browser, as far as the window can tell: says hello and joins the lobby, or only looks on
/// there as a wall does.
class ChatVisitor
{
public:
    enum Manner { Member, Silent };

    ChatVisitor(quint16 port, const QString &name, Manner manner = Member) : m_manner(manner)
    {
        QObject::connect(&m_socket, &QWebSocket::connected, &m_socket, [this, name] {
            send({{QStringLiteral("type"), QStringLiteral("hello")},
                  {QStringLiteral("id"), 1},
                  {QStringLiteral("protocol"), 1},
                  {QStringLiteral("name"), name}});
        });
        QObject::connect(&m_socket, &QWebSocket::textMessageReceived, &m_socket,
                         [this](const QString &text) { receive(text); });
        QObject::connect(&m_socket, &QWebSocket::disconnected, &m_socket,
                         [this] { m_closeCode = m_socket.closeCode(); });
        m_socket.open(QUrl(QStringLiteral("ws://127.0.0.1:%1/chat").arg(port)));
    }

    bool joined() const { return m_joined; }
    int closeCode() const { return m_closeCode; } // 0 while connected

private:
    void send(const QJsonObject &message)
    {
        m_socket.sendTextMessage(
            QString::fromUtf8(QJsonDocument(message).toJson(QJsonDocument::Compact)));
    }

    void receive(const QString &text)
    {
        const QJsonObject message = QJsonDocument::fromJson(text.toUtf8()).object();
        const QString type = message.value(QLatin1StringView("type")).toString();
        if (type == QLatin1StringView("welcome")) {
            send({{QStringLiteral("type"), QStringLiteral("join")},
                  {QStringLiteral("id"), 2},
                  {QStringLiteral("room"), QStringLiteral("lobby")},
                  {QStringLiteral("observe"), m_manner == Silent}});
        } else if (type == QLatin1StringView("joined")) {
            m_joined = true;
        }
    }

    const Manner m_manner;
    QWebSocket m_socket;
    bool m_joined = false;
    int m_closeCode = 0;
};

} // namespace Lanroom
