// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/endpoint_trim.h"

#include "gateway/wire_guard.h"

#include <QtCore/qmetaobject.h>
#include <QtWebSockets/qwebsocket.h>

namespace Lanroom {

namespace {

constexpr char kReaderClass[] = "QWebSocketDataProcessor";

/// The reader's own signals but the one that makes Qt send a pong.
QList<QMetaMethod> unusedSignals(const QMetaObject &readerClass)
{
    QList<QMetaMethod> found;
    for (int i = readerClass.methodOffset(); i < readerClass.methodCount(); ++i) {
        const QMetaMethod method = readerClass.method(i);
        if (method.methodType() == QMetaMethod::Signal && method.name() != "pingReceived")
            found.append(method);
    }
    return found;
}

} // namespace

void trimEndpoint(QWebSocket &socket, WireGuard &guard)
{
    // Qt would delete the guard when its connection ends; it has another owner.
    QObject::disconnect(&guard, &WireGuard::disconnected, nullptr, nullptr);
    const auto cut = [&](auto signal) { QObject::disconnect(&guard, signal, &socket, nullptr); };
    cut(&WireGuard::bytesWritten);
    cut(&WireGuard::errorOccurred);
    cut(&WireGuard::readChannelFinished);
    cut(&WireGuard::aboutToClose);
    cut(&WireGuard::proxyAuthenticationRequired);

    for (QObject *child : socket.children()) {
        if (qstrcmp(child->metaObject()->className(), kReaderClass) != 0)
            continue;
        static const QList<QMetaMethod> unused = unusedSignals(*child->metaObject());
        for (const QMetaMethod &signal : unused)
            QObject::disconnect(child, signal, &socket, QMetaMethod());
    }
}

} // namespace Lanroom
