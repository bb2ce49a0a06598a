// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalserver.h>

namespace Lanroom {

namespace Link {
class Channel;
struct Frame;
}

/// Where gateways connect to a service: a local socket in the server's private run directory. Only a
/// process of our user that says hello with the right token within kHelloMs is let through; anything
/// else is dropped. In the worker, on its event-loop thread.
class DataListener : public QObject
{
    Q_OBJECT
public:
    static constexpr int kHelloMs = 5000;
    static constexpr int kLookMs = 1000;

    explicit DataListener(QObject *parent = nullptr);

    /// From then on: QLocalServer ends by itself when the process has no descriptor for who comes, and
    /// says so to nobody; it is looked at every kLookMs and made to listen again.
    Result<void> listen(const QString &socketPath, const QByteArray &token);

Q_SIGNALS:
    /// The receiver takes the channel, synchronously.
    void gatewayConnected(Lanroom::Link::Channel *channel, int slot, int generation);

private:
    void look();
    void accept();
    void greet(Link::Channel *channel, const Link::Frame &frame);

    QLocalServer m_server;
    QTimer m_look;
    QString m_path;
    QByteArray m_token;
};

} // namespace Lanroom
