// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/data_dir.h"
#include "ui/models/settings_store.h"

#include <QtCore/qdir.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

namespace {

constexpr QLatin1StringView kPort("server.port");
constexpr QLatin1StringView kGateways("server.gateways");

} // namespace

class tst_SettingsStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void flagsWinAndAreNotWrittenDown()
    {
        QTemporaryDir dir;
        SettingsStore store(dir.path(), Settings(),
                            {{QStringLiteral("server.port"), QStringLiteral("9000")}});
        QCOMPARE(store.effective().number(kPort), 9000);
        QVERIFY(store.set(kGateways, QStringLiteral("3")));
        const Result<Settings> file = Settings::load(dir.path());
        QVERIFY(file);
        QCOMPARE(file->text(kGateways), QStringLiteral("3"));
        QCOMPARE(file->number(kPort), 8080);
    }

    void anEditOutdoesTheFlag()
    {
        QTemporaryDir dir;
        SettingsStore store(dir.path(), Settings(),
                            {{QStringLiteral("server.port"), QStringLiteral("9000")}});
        QSignalSpy changed(&store, &SettingsStore::changed);
        QVERIFY(store.set(kPort, QStringLiteral("9001")));
        QCOMPARE(store.effective().number(kPort), 9001);
        QCOMPARE(Settings::load(dir.path())->number(kPort), 9001);
        QCOMPARE(changed.size(), 1);
    }

    void aBadValueChangesNothing()
    {
        QTemporaryDir dir;
        SettingsStore store(dir.path(), Settings(), {});
        QVERIFY(!store.set(kPort, QStringLiteral("70000")));
        QCOMPARE(store.effective().number(kPort), 8080);
    }

    void whatSomebodyWroteMeanwhileStays()
    {
        QTemporaryDir dir;
        SettingsStore store(dir.path(), Settings(), {});
        QFile file(DataDir::settingsFile(dir.path()));
        const auto write = [&file](const QByteArray &text) {
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(text);
            file.close();
        };
        write("server.gateways = 5\n");
        QVERIFY(store.set(kPort, QStringLiteral("9001")));
        QCOMPARE(store.effective().text(kGateways), QStringLiteral("5"));
        QCOMPARE(Settings::load(dir.path())->text(kGateways), QStringLiteral("5"));
        write("server.gateways = many\n");
        const Result<void> refused = store.set(kPort, QStringLiteral("9002"));
        QVERIFY(!refused && refused.error().message.contains(QStringLiteral("line 1")));
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("server.gateways = many\n"));
    }

    void aFolderThatCannotBeMadeIsAnError()
    {
        QTemporaryDir dir;
        QFile file(dir.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QFile::WriteOnly));
        SettingsStore store(file.fileName() + QStringLiteral("/data"), Settings(), {});
        QVERIFY(!store.set(kPort, QStringLiteral("9000")));
        QCOMPARE(store.effective().number(kPort), 8080);
        QVERIFY(!store.requirePassword(QStringLiteral("x")));
        QVERIFY(!store.needsPassword());
    }

    void anUnchangedPasswordStaysInItsFile()
    {
        QTemporaryDir dir;
        QFile own(dir.filePath(QStringLiteral("theirs")));
        QVERIFY(own.open(QFile::WriteOnly));
        own.write("sesame\nsecond line\n");
        own.close();
        SettingsStore store(dir.path(), Settings(),
                            {{QStringLiteral("access.password_file"), own.fileName()}});
        QCOMPARE(store.password(), QStringLiteral("sesame"));
        QVERIFY(store.requirePassword(QStringLiteral("sesame")));
        const QLatin1StringView key("access.password_file");
        QCOMPARE(store.effective().text(key), own.fileName());
        QVERIFY(store.requirePassword(QStringLiteral("other")));
        QVERIFY(store.effective().text(key) != own.fileName());
        QCOMPARE(store.password(), QStringLiteral("other"));
        QVERIFY(store.admitEveryone());
        QVERIFY(!store.needsPassword());
        QCOMPARE(store.password(), QString());
    }
};

QTEST_GUILESS_MAIN(tst_SettingsStore)
#include "tst_settings_store.moc"
