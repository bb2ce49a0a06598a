// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Keeping awake, against a private message bus with a logind of our own on it.
#include "ui/windows/sleep_inhibitor.h"

#include <QtCore/qprocess.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qstandardpaths.h>
#include <QtDBus/qdbuscontext.h>
#include <QtDBus/qdbuserror.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <memory>

#include <fcntl.h>
#include <unistd.h>

using namespace Lanroom;

/// Hands out locks: the writing ends of pipes, whose reading end sees when they are given back.
class FakeLogind : public QObject, protected QDBusContext
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.login1.Manager")

public:
    ~FakeLogind() override
    {
        for (const int end : m_ends)
            ::close(end);
    }
    /// Locks that somebody still holds.
    int held() const
    {
        int count = 0;
        for (const int end : m_ends) {
            char byte;
            count += ::read(end, &byte, 1) != 0; // 0: the other end is closed
        }
        return count;
    }

    QStringList asked;
    bool sleepPermitted = true;

public Q_SLOTS:
    QDBusUnixFileDescriptor Inhibit(const QString &what, const QString &who, const QString &,
                                    const QString &mode)
    {
        asked.append(what);
        if (who != QLatin1StringView("Lanroom") || mode != QLatin1StringView("block") ||
            (what.contains(QLatin1StringView("sleep")) && !sleepPermitted)) {
            sendErrorReply(QDBusError::AccessDenied);
            return {};
        }
        int ends[2];
        if (::pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0)
            return {};
        m_ends.append(ends[0]);
        const QDBusUnixFileDescriptor lock(ends[1]); // duplicates it
        ::close(ends[1]);
        return lock;
    }

private:
    QList<int> m_ends;
};

class tst_SleepInhibitor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const QString daemon = QStandardPaths::findExecutable(QStringLiteral("dbus-daemon"));
        if (daemon.isEmpty())
            QSKIP("there is no dbus-daemon");
        m_daemon.start(daemon, {QStringLiteral("--session"), QStringLiteral("--nofork"),
                                QStringLiteral("--nosyslog"), QStringLiteral("--print-address")});
        QVERIFY(m_daemon.waitForReadyRead(30000));
        const QByteArray address = m_daemon.readLine().trimmed();
        qputenv("DBUS_SYSTEM_BUS_ADDRESS", address);
        m_bus =
            QDBusConnection::connectToBus(QString::fromLatin1(address), QStringLiteral("logind"));
        QVERIFY(m_bus.isConnected());
        QVERIFY(m_bus.registerService(QStringLiteral("org.freedesktop.login1")));
    }

    void init()
    {
        m_logind = std::make_unique<FakeLogind>();
        QVERIFY(m_bus.registerObject(QStringLiteral("/org/freedesktop/login1"), m_logind.get(),
                                     QDBusConnection::ExportAllSlots));
    }

    void cleanup() { m_bus.unregisterObject(QStringLiteral("/org/freedesktop/login1")); }

    void cleanupTestCase()
    {
        m_daemon.terminate();
        QVERIFY(m_daemon.state() == QProcess::NotRunning || m_daemon.waitForFinished());
    }

    void holdsALockWhileAwakeIsWanted()
    {
        SleepInhibitor inhibitor;
        inhibitor.setAwake(true);
        inhibitor.setAwake(true); // again: no second lock
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(m_logind->asked, QStringList({QStringLiteral("sleep:idle")}));
        QCOMPARE(m_logind->held(), 1);
        inhibitor.setAwake(false);
        QVERIFY(!inhibitor.isHeld());
        QTRY_COMPARE(m_logind->held(), 0);
        inhibitor.setAwake(true);
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(m_logind->held(), 1);
    }

    void asksForLessWhereSleepIsNotPermitted()
    {
        m_logind->sleepPermitted = false;
        SleepInhibitor inhibitor;
        inhibitor.setAwake(true);
        QTRY_VERIFY(inhibitor.isHeld());
        QCOMPARE(m_logind->asked,
                 QStringList({QStringLiteral("sleep:idle"), QStringLiteral("idle")}));
    }

    void givesBackALockThatCameTooLate()
    {
        SleepInhibitor inhibitor;
        inhibitor.setAwake(true);
        inhibitor.setAwake(false); // before the answer
        QTRY_COMPARE(m_logind->asked.size(), 1);
        QTRY_COMPARE(m_logind->held(), 0);
        QVERIFY(!inhibitor.isHeld());
    }

    void isSilentWithoutLogind()
    {
        m_bus.unregisterObject(QStringLiteral("/org/freedesktop/login1"));
        QTest::failOnWarning(QRegularExpression(QStringLiteral(".")));
        SleepInhibitor inhibitor;
        QSignalSpy held(&inhibitor, &SleepInhibitor::heldChanged);
        inhibitor.setAwake(true);
        QVERIFY(!held.wait(300));
        inhibitor.setAwake(false);
        QVERIFY(!inhibitor.isHeld());
    }

private:
    QProcess m_daemon;
    QDBusConnection m_bus{QStringLiteral("none yet")};
    std::unique_ptr<FakeLogind> m_logind;
};

QTEST_GUILESS_MAIN(tst_SleepInhibitor)
#include "tst_sleep_inhibitor.moc"
