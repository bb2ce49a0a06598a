// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that misbehaves in the way its first argument says, on its control link or by what it takes of
// the machine, for tests of those who must bear it.
#include "link/environment.h"
#include "link/frame_codec.h"
#include "link/messages.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>

#include <csignal>
#include <cstdio>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace Lanroom;

namespace {

constexpr int kGoodMs = 300; // that it behaves before it takes too much
constexpr int kBombMs = 3000;

QByteArray frame(Link::FrameType type, const QByteArray &payload)
{
    QByteArray bytes;
    Link::encodeFrame({type, 0, {}, {}, payload}, bytes);
    return bytes;
}

QByteArray hello()
{
    Link::Hello hello;
    hello.protocol = Link::kProtocolVersion;
    hello.token = qgetenv(Link::kTokenVariable);
    hello.pid = QCoreApplication::applicationPid();
    return frame(Link::FrameType::Hello, Link::encodeMessage(hello));
}

/// What it sends, first to last.
QByteArray saying(const QByteArray &way)
{
    const QByteArray ready = frame(Link::FrameType::Ready, {});
    if (way == "standby")
        return hello() + frame(Link::FrameType::Standby, {});
    if (way == "garbage-first")
        return QByteArray(64, '\xff');
    if (way == "garbage")
        return hello() + ready + QByteArray(64, '\xff');
    if (way == "two-gigabytes")
        return hello() + ready + QByteArray::fromHex("ffffff7f");
    if (way == "half-a-frame")
        return hello() + ready + frame(Link::FrameType::TopicInfo, QByteArray(1000, 'x')).left(500);
    if (way == "not-cbor")
        return hello() + ready + frame(Link::FrameType::TopicInfo, QByteArray(1000, '\xff'));
    if (way == "listen")
        return hello();
    if (way == "unknown-type")
        return hello() + ready + frame(Link::FrameType(0x7f), "?");
    return hello() + ready;
}

/// Makes processes that make processes, as fast as it can; a safe one, which ends by itself before long.
[[noreturn]] void bomb()
{
    const QDeadlineTimer end(kBombMs);
    while (!end.hasExpired())
        ::fork();
    ::_exit(0);
}

/// Keeps about a quarter of a processor core busy.
[[noreturn]] void spin()
{
    for (;;) {
        for (const QDeadlineTimer end(5, Qt::PreciseTimer); !end.hasExpired();)
            ;
        ::usleep(15'000);
    }
}

/// Takes more and more of the machine, and sends heartbeats all the while.
void takeTooMuch(const QByteArray &way)
{
    if (way == "leak") {
        static QByteArrayList leaked;
        for (int i = 0; i < 4; ++i)
            leaked.append(QByteArray(1024 * 1024, char('a' + leaked.size() % 26)));
        QTimer::singleShot(10, qApp, [way] { takeTooMuch(way); });
    } else if (way == "hang") {
        // A loop without end, but one that leaves the processor to the tests beside it.
        for (;;)
            ::usleep(1'000);
    } else if (way == "spin") {
        std::thread(spin).detach();
    } else if (way == "fork-bomb") {
        if (::fork() == 0)
            bomb();
    } else if (way == "hidden-children") {
        // Each in a group of its own, and nobody's child.
        for (int i = 0; i < 20; ++i) {
            if (::fork() == 0) {
                ::setpgid(0, 0);
                if (::fork() == 0)
                    ::execlp("sleep", "sleep", "1000", nullptr);
                ::_exit(0);
            }
            ::wait(nullptr);
        }
    }
}

/// Listens by bind() alone, as a worker in another language may: where something of that name is, it can't. The
/// successor of another goes no further, and reads no Stop.
bool listenAsTold(QLocalSocket &link, QLocalServer &door)
{
    Link::FrameDecoder decoder;
    Link::Frame frame;
    while (decoder.next(frame) != Link::FrameDecoder::Status::Ok) {
        if (!link.waitForReadyRead())
            return false;
        decoder.feed(link.readAll());
    }
    const auto config = Link::decodeMessage<Link::HelloOk>(frame);
    if (!config || !door.listen(config->socket))
        return false;
    std::fprintf(stderr, "listens\n");
    if (!config->standby)
        link.write(::frame(Link::FrameType::Ready, {}));
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    const QByteArray way = argc > 1 ? argv[1] : "";
    if (way == "exit")
        return 7;
    if (way == "crash")
        std::raise(SIGSEGV);
    QLocalSocket socket;
    socket.connectToServer(qEnvironmentVariable(Link::kSocketVariable));
    socket.waitForConnected();
    socket.write(saying(way));
    QLocalServer door;
    if (way == "listen" && !listenAsTold(socket, door))
        return 8;
    QTimer heartbeat;
    if (way != "garbage") {
        QObject::connect(&heartbeat, &QTimer::timeout, &socket,
                         [&socket] { socket.write(frame(Link::FrameType::Heartbeat, {})); });
        heartbeat.start(500);
    }
    if (way == "with-a-child") {
        if (const pid_t child = ::fork(); child == 0)
            ::execlp("sleep", "sleep", "1000", nullptr);
        else
            std::fprintf(stderr, "has child %lld\n", qint64(child));
    }
    QTimer::singleShot(kGoodMs, &app, [way] { takeTooMuch(way); });
    QTimer flood;
    if (way == "flood") {
        // Many times what is logged of it, but alive, and something is left for the tests beside.
        const QByteArray lines = QByteArray("words without end, and no reason at all\n").repeated(1000);
        QObject::connect(&flood, &QTimer::timeout, &socket,
                         [lines] { std::fwrite(lines.constData(), 1, std::size_t(lines.size()), stderr); });
        flood.start(5);
    }
    // Whatever the others do, it does not go by itself.
    return app.exec();
}
