// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that misbehaves on its control link in the way its first argument says, for tests of those
// who must bear it.
#include "link/environment.h"
#include "link/frame_codec.h"
#include "link/messages.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalsocket.h>

#include <csignal>
#include <cstdio>
#include <unistd.h>

using namespace Lanroom;

namespace {

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
    return frame(Link::FrameType::Hello, Link::encodeMap(hello).toCborValue().toCbor());
}

/// What it sends, first to last.
QByteArray saying(const QByteArray &way)
{
    const QByteArray ready = frame(Link::FrameType::Ready, {});
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
    if (way == "unknown-type")
        return hello() + ready + frame(Link::FrameType(0x7f), "?");
    return hello() + ready;
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
    QTimer heartbeat;
    if (way == "unknown-type" || way == "flood" || way == "with-a-child") {
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
    QTimer flood;
    if (way == "flood") {
        // As fast as it can, but alive: it says so in between.
        const QByteArray lines = QByteArray("words without end, and no reason at all\n").repeated(1000);
        QObject::connect(&flood, &QTimer::timeout, &socket,
                         [lines] { std::fwrite(lines.constData(), 1, std::size_t(lines.size()), stderr); });
        flood.start(0);
    }
    // Whatever the others do, it does not go by itself.
    return app.exec();
}
