// SPDX-License-Identifier: LGPL-3.0-or-later
#include "support/server_process.h"

#include <QtCore/qdir.h>
#include <QtTest/qtest.h>
#include <QtWebSockets/qwebsocket.h>

using namespace Lanroom::Test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;
constexpr int kBuildMs = 100'000; // a compiler on a busy machine

/// As a person would count: every line but blank ones and the licence.
int lines(const QString &path)
{
    QFile file(QStringLiteral(SOURCE_DIR "/") + path);
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    int count = 0;
    for (QByteArray line = file.readLine(); !line.isEmpty(); line = file.readLine())
        count += !line.trimmed().isEmpty() && !line.contains("SPDX-License-Identifier");
    return count;
}

struct Page
{
    explicit Page(const QUrl &url)
    {
        QObject::connect(&socket, &QWebSocket::textMessageReceived, &socket,
                         [this](const QString &text) { received.append(text); });
        QObject::connect(&socket, &QWebSocket::binaryMessageReceived, &socket,
                         [this](const QByteArray &bytes) { binary.append(bytes); });
        socket.open(url);
    }
    bool isOpen() const { return socket.state() == QAbstractSocket::ConnectedState; }

    QWebSocket socket;
    QStringList received;
    QList<QByteArray> binary;
};

/// Runs cmake; what it said is told when it fails.
bool cmake(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral(CMAKE), arguments);
    const bool done = process.waitForFinished(kBuildMs) &&
                      process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0;
    if (!done)
        qWarning().noquote() << arguments.join(u' ') << '\n'
                             << QString::fromLocal8Bit(process.readAll());
    return done;
}

} // namespace

class TestShortServices : public QObject
{
    Q_OBJECT

    QTemporaryDir m_place;

    /// A service, as its author would build it against an SDK found by the option.
    bool build(const QString &folder, const QString &option,
               const QString &source = QStringLiteral(SOURCE_DIR "/core/sdk/examples/room"))
    {
        QStringList configure{u"-S"_s, source, u"-B"_s, folder,
                              u"-DCMAKE_CXX_COMPILER="_s + QStringLiteral(CXX), option};
        if (const QString launcher = QStringLiteral(LAUNCHER); !launcher.isEmpty())
            configure << u"-DCMAKE_CXX_COMPILER_LAUNCHER="_s + launcher;
        return cmake(configure) && cmake({u"--build"_s, folder});
    }

private Q_SLOTS:
    void initTestCase() { QVERIFY(m_place.isValid()); }

    void areAsShortAsPromised_data()
    {
        QTest::addColumn<QString>("source");
        QTest::addColumn<int>("most");
        QTest::newRow("echo") << u"app/services/echo/main.cpp"_s << 8;
        QTest::newRow("relay") << u"app/services/relay/main.cpp"_s << 12;
        QTest::newRow("a chat room with names") << u"core/sdk/examples/room/room.cpp"_s << 40;
    }
    void areAsShortAsPromised()
    {
        QFETCH(QString, source);
        QFETCH(int, most);
        const int count = lines(source);
        QVERIFY2(count > 0 && count <= most, qPrintable(u"%1 lines"_s.arg(count)));
    }

    void echoAndRelayWork()
    {
        ServerProcess server;
        QVERIFY(server.start());
        Page echo(server.webSocketUrl(u"/echo"_s));
        Page ada(server.webSocketUrl(u"/relay/tea"_s));
        Page bob(server.webSocketUrl(u"/relay/tea"_s));
        Page elsewhere(server.webSocketUrl(u"/relay/coffee"_s));
        QTRY_VERIFY_WITH_TIMEOUT(
            echo.isOpen() && ada.isOpen() && bob.isOpen() && elsewhere.isOpen(), kPatienceMs);
        echo.socket.sendTextMessage(u"grüße"_s);
        echo.socket.sendBinaryMessage("\x01\xff");
        QTRY_COMPARE_WITH_TIMEOUT(echo.received, QStringList{u"grüße"_s}, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(echo.binary, QList<QByteArray>{"\x01\xff"}, kPatienceMs);

        // Whoever hears itself is in the room; two gateways have no common order before that.
        bob.socket.sendTextMessage(u"I am here"_s);
        QTRY_VERIFY_WITH_TIMEOUT(bob.received.contains(u"I am here"_s), kPatienceMs);
        ada.socket.sendTextMessage(u"hello"_s);
        ada.socket.sendBinaryMessage("bytes");
        QTRY_VERIFY_WITH_TIMEOUT(bob.received.contains(u"hello"_s), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bob.binary, QList<QByteArray>{"bytes"}, kPatienceMs);
        QTRY_VERIFY_WITH_TIMEOUT(ada.received.contains(u"hello"_s), kPatienceMs);
        QVERIFY(elsewhere.received.isEmpty());
        QCOMPARE(server.stop(), 0);
    }

    void aRoomIsBuiltByAStrangerAndServes()
    {
        const QString prefix = m_place.filePath(u"opt"_s);
        const QString data = m_place.filePath(u"data"_s);
        QVERIFY(cmake({u"--install"_s, QStringLiteral(BUILD_DIR), u"--prefix"_s, prefix,
                       u"--component"_s, u"sdk"_s}));
        QVERIFY(build(m_place.filePath(u"installed"_s), u"-DCMAKE_PREFIX_PATH="_s + prefix));
        QVERIFY(cmake({u"--install"_s, m_place.filePath(u"installed"_s), u"--prefix"_s, data}));

        ServerProcess server;
        server.setDataDir(data);
        QVERIFY(server.start());
        Page ada(server.webSocketUrl(u"/room/tea"_s));
        Page bob(server.webSocketUrl(u"/room/tea"_s));
        QTRY_VERIFY_WITH_TIMEOUT(ada.isOpen() && bob.isOpen(), kPatienceMs);
        ada.socket.sendTextMessage(uR"({"type":"say","id":1,"text":"too early"})"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ada.received.size(), 1, kPatienceMs);
        QVERIFY(ada.received.first().contains(u"no_name"_s));
        ada.socket.sendTextMessage(uR"({"type":"enter","id":2,"name":"Ada"})"_s);
        ada.socket.sendTextMessage(uR"({"type":"say","id":3,"text":"hello"})"_s);
        const QString hello = uR"({"name":"Ada","text":"hello","type":"said"})"_s;
        QTRY_COMPARE_WITH_TIMEOUT(
            ada.received.mid(1),
            (QStringList{uR"({"name":"Ada","text":"","type":"came"})"_s,
                         uR"({"re":2,"type":"ok"})"_s, hello, uR"({"re":3,"type":"ok"})"_s}),
            kPatienceMs);
        bob.socket.sendTextMessage(uR"({"type":"enter","id":1,"name":"Bob"})"_s);
        QTRY_VERIFY_WITH_TIMEOUT(ada.received.last().contains(u"Bob"_s), kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bob.received.size(), 3, kPatienceMs);
        QCOMPARE(bob.received.first(), hello); // what was said before

        // Killed and replaced: nobody has to enter again. (What is on its way to one that dies is
        // lost.)
        const qint64 first = ServerProcess::pidOf(server.service(u"room"_s));
        QCOMPARE(::kill(pid_t(first), SIGKILL), 0);
        const auto isReplaced = [&] {
            const QJsonObject room = server.service(u"room"_s);
            return ServerProcess::pidOf(room) != first &&
                   room.value("state"_L1).toString() == u"running"_s;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isReplaced(), kPatienceMs);
        bob.socket.sendTextMessage(uR"({"type":"say","id":2,"text":"still here"})"_s);
        QTRY_COMPARE_WITH_TIMEOUT(ada.received.last(),
                                  uR"({"name":"Bob","text":"still here","type":"said"})"_s,
                                  kPatienceMs);
        QCOMPARE(server.stop(), 0);
    }

    void theBuildTreeWillDo()
    {
        QVERIFY(
            build(m_place.filePath(u"tree"_s), u"-DLanroom_DIR="_s + QStringLiteral(BUILD_DIR)));
        QVERIFY(QFileInfo(m_place.filePath(u"tree/services/room/room"_s)).isExecutable());
    }

    /// What stands in the README as a whole file can be copied out of it.
    void theReadmesFilesAreBuilt()
    {
        const QList<QByteArray> files = readmesFiles();
        QCOMPARE(files.size(), 2); // the first step, and the last
        QByteArray project = "cmake_minimum_required(VERSION 3.22)\nproject(steps LANGUAGES CXX)\n"
                             "find_package(Lanroom REQUIRED)\n";
        QVERIFY(QDir().mkpath(m_place.filePath(u"readme"_s)));
        for (qsizetype i = 0; i < files.size(); ++i) {
            const QByteArray name = "step" + QByteArray::number(i);
            project += "lanroom_add_service(" + name + " SOURCES " + name + ".cpp PATH /" + name + ")\n";
            QVERIFY(write(u"readme/"_s + QString::fromLatin1(name) + u".cpp"_s, files.at(i)));
        }
        QVERIFY(write(u"readme/CMakeLists.txt"_s, project));
        QVERIFY(build(m_place.filePath(u"steps"_s), u"-DLanroom_DIR="_s + QStringLiteral(BUILD_DIR),
                      m_place.filePath(u"readme"_s)));
    }

private:
    bool write(const QString &name, const QByteArray &text)
    {
        QFile file(m_place.filePath(name));
        return file.open(QFile::WriteOnly) && file.write(text) == text.size();
    }

    /// The blocks of code that begin with an #include.
    static QList<QByteArray> readmesFiles()
    {
        QFile readme(QStringLiteral(SOURCE_DIR "/core/sdk/README.md"));
        QList<QByteArray> files;
        if (!readme.open(QFile::ReadOnly))
            return files;
        const QByteArray text = readme.readAll();
        const QByteArray fence = "```cpp\n";
        for (qsizetype at = text.indexOf(fence); at >= 0; at = text.indexOf(fence, at)) {
            at += fence.size();
            const QByteArray block = text.sliced(at, text.indexOf("```", at) - at);
            if (block.startsWith("#include"))
                files.append(block);
        }
        return files;
    }
};

QTEST_GUILESS_MAIN(TestShortServices)
#include "tst_short_services.moc"
