// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qobject.h>
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

    explicit DataListener(QObject *parent = nullptr);

    Result<void> listen(const QString &socketPath, const QByteArray &token);

Q_SIGNALS:
    /// The receiver takes the channel, synchronously.
    void gatewayConnected(Lanroom::Link::Channel *channel, int slot, int generation);

private:
    void accept();
    void greet(Link::Channel *channel, const Link::Frame &frame);

    QLocalServer m_server;
    QByteArray m_token;
};

} // namespace Lanroom
