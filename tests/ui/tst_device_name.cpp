// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/device_name.h"
#include "ui/models/plain_text.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class tst_DeviceName : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void words_data()
    {
        QTest::addColumn<QString>("agent");
        QTest::addColumn<QString>("words");
        const auto row = [](const char *name, const char *agent, const char *words) {
            QTest::newRow(name) << QString::fromUtf8(agent) << QString::fromUtf8(words);
        };
        row("iphone",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
            "like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
            "iPhone · Safari");
        row("iphone chrome",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, "
            "like Gecko) CriOS/138.0 Mobile/15E148 Safari/604.1",
            "iPhone · Chrome");
        row("android phone",
            "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/138.0.0.0 Mobile Safari/537.36",
            "Android phone · Chrome");
        row("android tablet",
            "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) "
            "SamsungBrowser/28.0 Chrome/130.0.0.0 Safari/537.36",
            "Android tablet · Samsung Internet");
        row("android firefox",
            "Mozilla/5.0 (Android 14; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0",
            "Android phone · Firefox");
        row("edge",
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
            "Windows computer · Edge");
        row("mac",
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like "
            "Gecko) Version/18.5 Safari/605.1.15",
            "Mac · Safari");
        row("linux", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Linux computer · Firefox");
        row("chromebook",
            "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/138.0.0.0 Safari/537.36",
            "Chromebook · Chrome");
        row("nothing", "", "A program");
        row("hostile", "<img src=x onerror=alert(1)>\u202e", "Unknown device");
        row("device alone", "MyApp (iPad)", "iPad");
    }

    void words()
    {
        QFETCH(QString, agent);
        QTEST(deviceInWords(agent), "words");
    }

    void plainTextIsOneVisibleLine()
    {
        QCOMPARE(oneLine(QStringLiteral("Ada\n\u202eevil\x1b[2J")),
                 QStringLiteral("Ada\ufffd\ufffdevil\ufffd[2J"));
        QCOMPARE(oneLine(QStringLiteral("abcdef"), 3), QStringLiteral("abc…"));
        // An emoji is never cut in two.
        QCOMPARE(oneLine(QStringLiteral("ab😀"), 3), QStringLiteral("ab…"));
    }
};

QTEST_GUILESS_MAIN(tst_DeviceName)
#include "tst_device_name.moc"
