// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What a service calls before start() ends its process with a sentence, and not with a crash that nobody can
// read. Each call is made in a process of its own, which is this program again.
#include <lanroom/service.h>

#include <QtCore/qprocess.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

namespace {

/// A service as one is easily written: its database's folder is asked for where the member stands.
class Hasty : public Service
{
public:
    explicit Hasty(const QByteArray &call)
    {
        if (call == "dataDir")
            dataDir();
        else if (call == "name")
            name();
        else if (call == "setting")
            setting(QLatin1StringView("place.name"));
        else if (call == "clock")
            clock();
        else if (call == "tickEvery")
            tickEvery(1000);
        else if (call == "publish")
            publish("topic", "text");
        else if (call == "runInPool")
            runInPool([] { return 1; }, [](const Result<int> &) {});
    }
    void message(Client &, const Message &) override {}
};

} // namespace

class TestTooEarly : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSentenceSaysWhy_data()
    {
        QTest::addColumn<QString>("call");
        for (const char *call : {"dataDir", "name", "setting", "clock", "tickEvery", "publish", "runInPool"})
            QTest::newRow(call) << QString::fromLatin1(call);
    }
    void aSentenceSaysWhy()
    {
        QFETCH(const QString, call);
        QProcess hasty;
        hasty.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hasty"), call});
        QVERIFY(hasty.waitForFinished(60'000));
        QCOMPARE(hasty.exitStatus(), QProcess::CrashExit);
        const QByteArray said = hasty.readAllStandardError();
        QVERIFY2(said.contains(call.toLatin1() + "() can be called from start() on"), said.constData());
    }
    void nothingElseIsWrongWithIt()
    {
        QProcess calm;
        calm.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--hasty"), QStringLiteral("nothing")});
        QVERIFY(calm.waitForFinished(60'000));
        QCOMPARE(calm.exitStatus(), QProcess::NormalExit);
        QCOMPARE(calm.exitCode(), 0);
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (argc == 3 && qstrcmp(argv[1], "--hasty") == 0) {
        const Hasty hasty(argv[2]);
        return 0;
    }
    TestTooEarly test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_too_early.moc"
