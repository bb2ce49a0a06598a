// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/system_colors.h"

#include <QtCore/qpointer.h>
#include <QtCore/qthreadpool.h>
#include <QtDBus/qdbusconnection.h>
#include <QtDBus/qdbusmessage.h>
#include <QtDBus/qdbuspendingcall.h>
#include <QtDBus/qdbuspendingreply.h>
#include <QtGui/qpalette.h>
#include <QtWidgets/qapplication.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr QLatin1StringView kService("org.freedesktop.portal.Desktop");
constexpr QLatin1StringView kPath("/org/freedesktop/portal/desktop");
constexpr QLatin1StringView kInterface("org.freedesktop.portal.Settings");
constexpr QLatin1StringView kGroup("org.freedesktop.appearance");
constexpr QLatin1StringView kKey("color-scheme");
constexpr uint kDark = 1;

} // namespace

SystemColors::SystemColors()
{
    // A platform theme that knows colours has set a palette; a plain one leaves Fusion's grey.
    if (QGuiApplication::palette().color(QPalette::Window) != QColor(0xef, 0xef, 0xef))
        return;
    const QPointer<SystemColors> self(this);
    QThreadPool::globalInstance()->start([self, application = QCoreApplication::instance()] {
        if (!QDBusConnection::sessionBus().isConnected())
            return;
        QMetaObject::invokeMethod(application, [self] {
            if (self)
                self->ask();
        });
    });
}

void SystemColors::ask()
{
    QDBusConnection bus = QDBusConnection::sessionBus();
    bus.connect(kService, kPath, kInterface, u"SettingChanged"_s, this,
                SLOT(settingChanged(QString, QString, QDBusVariant)));
    QDBusMessage call = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    call << QString(kGroup) << QString(kKey);
    auto *watcher = new QDBusPendingCallWatcher(bus.asyncCall(call), this);
    connect(watcher, &QDBusPendingCallWatcher::finished, this, [this, watcher] {
        watcher->deleteLater();
        const QDBusPendingReply<QDBusVariant> reply = *watcher;
        if (!reply.isError())
            settingChanged(kGroup, kKey, reply.value());
    });
}

void SystemColors::settingChanged(const QString &group, const QString &key,
                                  const QDBusVariant &value)
{
    if (group != kGroup || key != kKey)
        return;
    QVariant inner = value.variant();
    if (inner.canConvert<QDBusVariant>()) // Read wraps it twice
        inner = inner.value<QDBusVariant>().variant();
    apply(inner.toUInt());
}

void SystemColors::apply(uint scheme)
{
    QApplication::setPalette(
        QPalette(scheme == kDark ? QColor(0x32, 0x32, 0x32) : QColor(0xef, 0xef, 0xef)));
}

} // namespace Lanroom
