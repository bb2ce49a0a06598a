// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/sleep_inhibitor.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qpointer.h>
#include <QtCore/qthreadpool.h>
#include <QtDBus/qdbusmessage.h>
#include <QtDBus/qdbuspendingcall.h>
#include <QtDBus/qdbuspendingreply.h>

namespace Lanroom {

SleepInhibitor::SleepInhibitor(QObject *parent) : QObject(parent) {}

void SleepInhibitor::setAwake(bool awake)
{
    if (awake == m_wanted)
        return;
    m_wanted = awake;
    if (!m_wanted)
        release();
    else if (!m_asking)
        openBus();
}

void SleepInhibitor::openBus()
{
    m_asking = true;
    if (m_bus) {
        request(QStringLiteral("sleep:idle"));
        return;
    }
    const QPointer<SleepInhibitor> self(this);
    QThreadPool::globalInstance()->start([self, application = QCoreApplication::instance()] {
        const QDBusConnection bus = QDBusConnection::systemBus();
        QMetaObject::invokeMethod(application, [self, bus] {
            if (!self)
                return;
            self->m_bus = bus;
            self->request(QStringLiteral("sleep:idle"));
        });
    });
}

void SleepInhibitor::request(const QString &what)
{
    QDBusMessage call = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.login1"), QStringLiteral("/org/freedesktop/login1"),
        QStringLiteral("org.freedesktop.login1.Manager"), QStringLiteral("Inhibit"));
    call << what << QStringLiteral("Lanroom") << tr("People are connected")
         << QStringLiteral("block");
    auto *watcher = new QDBusPendingCallWatcher(m_bus->asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher, what] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusUnixFileDescriptor> reply = *watcher;
        if (reply.isError() && what != QLatin1StringView("idle") &&
            reply.error().type() == QDBusError::AccessDenied) {
            request(QStringLiteral("idle"));
            return;
        }
        m_asking = false;
        if (reply.isError())
            return;
        m_lock = reply.value();
        if (m_wanted)
            Q_EMIT heldChanged();
        else
            release(); // everybody left while it was asked for
    });
}

void SleepInhibitor::release()
{
    if (!m_lock)
        return;
    m_lock.reset();
    Q_EMIT heldChanged();
}

} // namespace Lanroom
