// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/settings.h"

#include "config/data_dir.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qfile.h>
#include <QtCore/qset.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

class tst_Settings : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tableIsSound()
    {
        QSet<QString> keys;
        for (const SettingInfo &info : Settings::table()) {
            const QString key = info.key.toString();
            QVERIFY2(!keys.contains(key), qPrintable(key));
            keys.insert(key);
            QVERIFY2(!info.help.isEmpty(), qPrintable(key));
            Settings settings;
            const Result<void> set = settings.set(key, info.defaultValue.toString());
            QVERIFY2(set, qPrintable(set ? QString() : set.error().message));
        }
    }

    void defaultsWithoutFile()
    {
        const Result<Settings> settings = Settings::load(m_dir.filePath(u"nowhere"_s));
        QVERIFY(settings);
        QCOMPARE(settings->number("server.port"_L1), 8080);
        QCOMPARE(settings->text("server.gateways"_L1), u"2"_s);
        QVERIFY(settings->text("place.name"_L1).startsWith(u"Lanroom on "_s));
        QVERIFY(settings->list("services.open"_L1).isEmpty());
    }

    void readsFile()
    {
        const Result<Settings> settings = loadText("# a comment\n\n  place.name = Tea = room  \r\n"
                                                   "server.port=0\nservices.open = echo,  relay");
        QVERIFY(settings);
        QCOMPARE(settings->text("place.name"_L1), u"Tea = room"_s);
        QCOMPARE(settings->number("server.port"_L1), 0);
        QCOMPARE(settings->list("services.open"_L1), (QStringList{u"echo"_s, u"relay"_s}));
    }

    void errorsNameFileLineAndReason_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("says");
        QTest::newRow("no equals") << QByteArray("server.port 80") << u"line 1: expected 'key = value'"_s;
        QTest::newRow("a long line") << QByteArray(100'000, 'x') << u"found '%1'"_s.arg(QString(80, u'x'));
        QTest::newRow("unknown key") << QByteArray("\nserver.prot = 80") << u"line 2: there is no setting"_s;
        QTest::newRow("not a number") << QByteArray("server.port = http") << u"a number from 0 to 65535"_s;
        QTest::newRow("too large") << QByteArray("server.port = 65536") << u"a number from 0 to 65535"_s;
        QTest::newRow("host") << QByteArray("server.host = no/where") << u"must be an IP address"_s;
        QTest::newRow("gateways") << QByteArray("server.gateways = 0") << u"must be 'auto'"_s;
        QTest::newRow("relative") << QByteArray("access.password_file = secret") << u"whole path"_s;
        QTest::newRow("too long") << "place.name = " + QByteArray(81, 'x') << u"0 to 80 characters"_s;
        QTest::newRow("control") << QByteArray("place.name = a\x01" "b") << u"control characters"_s;
        QTest::newRow("not text") << QByteArray("place.name = \xff\xfe") << u"not UTF-8"_s;
        QTest::newRow("huge") << QByteArray(1100000, '#') << u"too long"_s;
    }

    void errorsNameFileLineAndReason()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, says);
        const Result<Settings> settings = loadText(text);
        QVERIFY(!settings);
        QCOMPARE(settings.error().code, ErrorCode::BadSetting);
        QVERIFY2(settings.error().message.contains(says), qPrintable(settings.error().message));
        QVERIFY(settings.error().message.contains(DataDir::settingsFile(m_dir.path())));
    }

    void savesWhatDiffers()
    {
        QTemporaryDir dir;
        Settings settings;
        QVERIFY(settings.set(u"server.port", u"9000"_s));
        QVERIFY(settings.set(u"server.gateways", u"2"_s));
        QVERIFY(settings.set(u"place.name", u"Kitchen # 1 ☕"_s));
        QVERIFY(settings.save(dir.path()));

        QFile file(DataDir::settingsFile(dir.path()));
        QVERIFY(file.open(QFile::ReadOnly));
        const QByteArray text = file.readAll();
        QVERIFY(text.contains("server.port = 9000\n"));
        QVERIFY(!text.contains("server.gateways"));
        QCOMPARE(file.permissions() & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());

        const Result<Settings> again = Settings::load(dir.path());
        QVERIFY(again);
        QCOMPARE(again->number("server.port"_L1), 9000);
        QCOMPARE(again->text("place.name"_L1), u"Kitchen # 1 ☕"_s);
    }

    void refusedValueLeavesOldOne()
    {
        Settings settings;
        QVERIFY(settings.set(u"server.port", u"9000"_s));
        QVERIFY(!settings.set(u"server.port", u"-1"_s));
        QCOMPARE(settings.number("server.port"_L1), 9000);
    }

    void readersGetTheirsAlone()
    {
        Settings settings;
        QVERIFY(settings.set(u"http.allowed_hosts", u"tea.example"_s));
        const QCborMap gateway = settings.forReader(u"gateway");
        QCOMPARE(gateway.value("gateway.message_bytes"_L1).toInteger(), 65536);
        QCOMPARE(gateway.value("http.allowed_hosts"_L1).toArray().first().toString(), u"tea.example"_s);
        QVERIFY(gateway.value("place.name"_L1).toString().startsWith(u"Lanroom on"_s));
        QVERIFY(!gateway.contains("access.password_file"_L1));
        QVERIFY(settings.forReader(u"chat").contains("access.password_file"_L1));
        QVERIFY(settings.forReader(u"echo").isEmpty());
    }

private:
    Result<Settings> loadText(const QByteArray &text)
    {
        QFile file(DataDir::settingsFile(m_dir.path()));
        if (!file.open(QFile::WriteOnly) || file.write(text) != text.size())
            return Error{ErrorCode::System, file.errorString()};
        file.close();
        return Settings::load(m_dir.path());
    }

    QTemporaryDir m_dir;
};

QTEST_GUILESS_MAIN(tst_Settings)
#include "tst_settings.moc"
