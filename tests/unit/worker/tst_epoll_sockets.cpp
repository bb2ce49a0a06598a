// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/turn_end.h"
#include "worker/epoll_dispatcher.h"
#include "worker/event_dispatcher.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qsocketnotifier.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtNetwork/qtcpserver.h>
#include <QtNetwork/qtcpsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

#include <fcntl.h>
#include <functional>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace Lanroom;

namespace {

/// Two connected descriptors.
struct Pair
{
    Pair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, ends) != 0)
            qFatal("no socket pair");
    }
    ~Pair()
    {
        close(0);
        close(1);
    }
    Q_DISABLE_COPY_MOVE(Pair)

    void close(int end)
    {
        if (ends[end] >= 0)
            ::close(std::exchange(ends[end], -1));
    }
    /// Makes the other end readable.
    void write(int end) const { QVERIFY(::write(ends[end], "x", 1) == 1); }
    int read(int end) const
    {
        char bytes[64];
        return int(::read(ends[end], bytes, sizeof bytes));
    }

    int ends[2] = {-1, -1};
};

struct Notifier : QSocketNotifier
{
    Notifier(int fd, Type type, std::function<void()> f) : QSocketNotifier(fd, type)
    {
        connect(this, &QSocketNotifier::activated, this, [this, then = std::move(f)] {
            ++runs;
            if (then)
                then();
        });
    }
    int runs = 0;
};

struct Task final : TurnTask
{
    void endTurn() override { ++runs; }
    int runs = 0;
};

void turn()
{
    QCoreApplication::processEvents();
}

} // namespace

/// Socket notifiers, and Qt's own sockets and processes, over the epoll dispatcher.
class TestEpollSockets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsWhatIsReady()
    {
        Pair pair;
        Notifier read(pair.ends[0], QSocketNotifier::Read, [&] { pair.read(0); });
        Notifier write(pair.ends[0], QSocketNotifier::Write, {});
        turn();
        QCOMPARE(read.runs, 0);
        QCOMPARE(write.runs, 1);
        pair.write(1);
        turn();
        QCOMPARE(read.runs, 1);
        QCOMPARE(write.runs, 2);
        write.setEnabled(false);
        turn();
        QCOMPARE(write.runs, 2);
        pair.write(1);
        turn();
        QCOMPARE(read.runs, 2);
        read.setEnabled(false);
        pair.write(1);
        turn();
        QCOMPARE(read.runs, 2);
        read.setEnabled(true);
        turn();
        QCOMPARE(read.runs, 3);
    }

    void asksAgainWhileThereIsSomething()
    {
        Pair pair;
        Notifier read(pair.ends[0], QSocketNotifier::Read, {}); // reads nothing
        pair.write(1);
        for (int i = 1; i <= 5; ++i) {
            turn();
            QCOMPARE(read.runs, i);
        }
    }

    void tellsOfTheOtherEndsEnd()
    {
        Pair pair;
        Notifier read(pair.ends[0], QSocketNotifier::Read, [&] {
            QCOMPARE(pair.read(0), 0);
            read.setEnabled(false);
        });
        pair.close(1);
        turn();
        turn();
        QCOMPARE(read.runs, 1); // a hang-up that nobody waits for is no busy loop
    }

    void aSlotMayEndNotifiers()
    {
        Pair pairs[3];
        std::unique_ptr<Notifier> notifiers[3];
        int runs = 0;
        for (int i = 0; i < 3; ++i) {
            // Whichever comes first ends all, itself too.
            notifiers[i] = std::make_unique<Notifier>(pairs[i].ends[0], QSocketNotifier::Read, [&] {
                ++runs;
                for (auto &notifier : notifiers) {
                    notifier->setEnabled(false);
                    notifier.release()->deleteLater();
                }
                for (Pair &pair : pairs)
                    pair.close(0);
            });
        }
        for (const Pair &pair : pairs)
            pair.write(1);
        turn();
        turn();
        QCOMPARE(runs, 1);
    }

    void aNumberThatIsUsedAgainIsAnother()
    {
        Pair first;
        Pair second;
        Pair third;
        std::unique_ptr<Notifier> old;
        std::unique_ptr<Notifier> fresh;
        // Both are ready. The first closes the second and opens another under the same number.
        Notifier read(first.ends[0], QSocketNotifier::Read, [&] {
            first.read(0);
            old.reset();
            const int number = second.ends[0];
            QCOMPARE(::dup3(third.ends[0], number, O_CLOEXEC), number);
            fresh = std::make_unique<Notifier>(number, QSocketNotifier::Read, [] {});
        });
        old = std::make_unique<Notifier>(second.ends[0], QSocketNotifier::Read, [] {});
        first.write(1);
        second.write(1);
        turn();
        QVERIFY(fresh);
        QCOMPARE(fresh->runs, 0);
        third.write(1);
        turn();
        QCOMPARE(fresh->runs, 1);
    }

    void aClosedDescriptorIsSilent()
    {
        Pair pair;
        Notifier read(pair.ends[0], QSocketNotifier::Read, {});
        turn();
        pair.write(1);
        pair.close(0); // and the notifier stays, which is a mistake
        turn();
        QCOMPARE(read.runs, 0);
        // The number is given to another, whose notifiers work all the same.
        Pair other;
        Notifier write(other.ends[0], QSocketNotifier::Write, [&] { write.setEnabled(false); });
        QTRY_COMPARE(write.runs, 1);
        Notifier again(other.ends[0], QSocketNotifier::Read, [&] { other.read(0); });
        other.write(1);
        turn();
        QCOMPARE(again.runs, 1);
        read.setEnabled(false); // takes nothing from its successor
        other.write(1);
        turn();
        QCOMPARE(again.runs, 2);
    }

    void aClosedDescriptorWithACopyIsNoBusyLoop()
    {
        Pair pair;
        const int copy = ::dup(pair.ends[0]);
        auto read = std::make_unique<Notifier>(pair.ends[0], QSocketNotifier::Read, std::function<void()>());
        turn();
        pair.write(1);
        pair.close(0); // before its notifier: the kernel goes on to watch what the copy holds open
        read.reset();
        QSignalSpy blocks(QAbstractEventDispatcher::instance(), &QAbstractEventDispatcher::aboutToBlock);
        bool waited = false;
        QTimer::singleShot(50, this, [&] { waited = true; });
        while (!waited)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(blocks.size() < 10);
        ::close(copy);
    }

    void worksInANestedLoop()
    {
        Pair outer;
        Pair inner;
        QEventLoop loop;
        Notifier second(inner.ends[0], QSocketNotifier::Read, [&] {
            inner.read(0);
            loop.quit();
        });
        Notifier first(outer.ends[0], QSocketNotifier::Read, [&] {
            outer.read(0);
            inner.write(1);
            loop.exec();
        });
        outer.write(1);
        QTRY_COMPARE(first.runs, 1);
        QCOMPARE(second.runs, 1);
    }

    void leavesSocketsOutWhenAsked()
    {
        Pair pair;
        Notifier read(pair.ends[0], QSocketNotifier::Read, [&] { pair.read(0); });
        pair.write(1);
        QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers);
        QCOMPARE(read.runs, 0);
        // It can wait so, too.
        bool waited = false;
        QTimer::singleShot(5, this, [&] { waited = true; });
        while (!waited) {
            QCoreApplication::processEvents(QEventLoop::ExcludeSocketNotifiers
                                            | QEventLoop::WaitForMoreEvents);
        }
        QCOMPARE(read.runs, 0);
        turn();
        QCOMPARE(read.runs, 1);
    }

    void floodsLeaveRoom()
    {
        // 200 descriptors are always ready; a late one, a timer and the turn's end come through.
        std::vector<std::unique_ptr<Pair>> pairs;
        std::vector<std::unique_ptr<Notifier>> notifiers;
        for (int i = 0; i < 200; ++i) {
            pairs.push_back(std::make_unique<Pair>());
            pairs.back()->write(1);
            notifiers.push_back(std::make_unique<Notifier>(pairs.back()->ends[0], QSocketNotifier::Read,
                                                           std::function<void()>()));
        }
        Task task;
        TurnEnd::ofThisThread().defer(task);
        bool timer = false;
        QTimer::singleShot(20, this, [&] { timer = true; });
        Pair pair;
        Notifier late(pair.ends[0], QSocketNotifier::Read, [&] { pair.read(0); });
        pair.write(1);
        // Some turns at least: on a busy machine the timer may be due before the first.
        for (int turns = 0; turns < 10 || !timer; ++turns)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QVERIFY(late.runs == 1);
        QVERIFY(task.runs == 1);
        const auto [least, most] = std::minmax_element(
            notifiers.begin(), notifiers.end(),
            [](const auto &a, const auto &b) { return a->runs < b->runs; });
        QVERIFY((*least)->runs > 0);
        QVERIFY((*most)->runs - (*least)->runs <= 2);
    }

    void carriesTenThousandIdleOnes()
    {
        rlimit limit{};
        ::getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = limit.rlim_max;
        ::setrlimit(RLIMIT_NOFILE, &limit);
        const int many = int(qMin<rlim_t>(10'000, limit.rlim_max - 200));
        Pair idle;
        std::vector<int> copies;
        std::vector<std::unique_ptr<QSocketNotifier>> notifiers;
        for (int i = 0; i < many; ++i) {
            copies.push_back(::dup(idle.ends[0]));
            QVERIFY(copies.back() >= 0);
            notifiers.push_back(std::make_unique<QSocketNotifier>(copies.back(), QSocketNotifier::Read));
        }
        Pair busy;
        int rounds = 0;
        Notifier ping(busy.ends[0], QSocketNotifier::Read, [&] {
            busy.read(0);
            ++rounds;
            busy.write(1);
        });
        busy.write(1);
        QElapsedTimer watch;
        watch.start();
        while (rounds < 20'000 && watch.elapsed() < 30'000)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        QCOMPARE(rounds, 20'000); // 200 million visits, did each pass look at every one
        notifiers.clear();
        for (const int copy : copies)
            ::close(copy);
    }

    void carriesTcp()
    {
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        connect(&server, &QTcpServer::newConnection, this, [&] {
            QTcpSocket *const socket = server.nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
        });
        QTcpSocket client;
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), server.serverPort());
        const QByteArray sent(5'000'000, 'x');
        client.write(sent);
        QByteArray back;
        connect(&client, &QTcpSocket::readyRead, this, [&] { back += client.readAll(); });
        QTRY_COMPARE_WITH_TIMEOUT(back.size(), sent.size(), 30'000);
        server.findChild<QTcpSocket *>()->disconnectFromHost();
        QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
        // A port where nobody listens.
        const quint16 port = server.serverPort();
        server.close();
        QSignalSpy errors(&client, &QTcpSocket::errorOccurred);
        client.connectToHost(QHostAddress(QHostAddress::LocalHost), port);
        QTRY_COMPARE(errors.size(), 1);
    }

    void carriesLocalSockets()
    {
        QTemporaryDir dir;
        QLocalServer server;
        QVERIFY(server.listen(dir.filePath(u"s"_qs)));
        QLocalSocket client;
        client.connectToServer(server.fullServerName());
        QVERIFY(server.waitForNewConnection(5000)); // the blocking calls go around the dispatcher
        QLocalSocket *const socket = server.nextPendingConnection();
        client.write(QByteArray(1'000'000, 'x'));
        QTRY_COMPARE(socket->bytesAvailable(), 1'000'000);
        client.disconnectFromServer();
        QTRY_COMPARE(socket->state(), QLocalSocket::UnconnectedState);
    }

    void carriesProcesses()
    {
        QProcess process;
        QSignalSpy finished(&process, &QProcess::finished);
        process.start(u"cat"_qs, {});
        process.write("meow");
        QTRY_COMPARE(process.bytesAvailable(), 4);
        process.closeWriteChannel();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(process.readAll(), "meow");
        QCOMPARE(process.exitCode(), 0);
        process.start(u"sleep"_qs, {u"60"_qs});
        QVERIFY(process.waitForStarted());
        process.kill();
        QTRY_COMPARE(process.state(), QProcess::NotRunning);
    }
};

int main(int argc, char **argv)
{
    installEpollDispatcher();
    QCoreApplication app(argc, argv);
    TestEpollSockets test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_epoll_sockets.moc"
