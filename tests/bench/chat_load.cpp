// SPDX-License-Identifier: LGPL-3.0-or-later
//
// How many messages a second the chat acknowledges, beside how fast this disk flushes:
//
//     chat_load [--clients 50] [--window 4] [--rooms 1] [--seconds 10] [--data DIR]
//
// Starts a server of its own with its data below DIR (default: the temporary directory), lets every
// client keep 'window' messages under way, and counts what is acknowledged. With one room every
// message goes to every client, so that the fan-out counts too; with as many rooms as clients, only
// the way to the disk and back does.
#include "support/server_process.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qelapsedtimer.h>
#include <QtCore/qtimer.h>
#include <QtWebSockets/qwebsocket.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <unistd.h>
#include <vector>

using namespace Qt::StringLiterals;
using Lanroom::Test::ServerProcess;

namespace {

QJsonObject request(const char *type, int id)
{
    return {{u"type"_s, QLatin1StringView(type)}, {u"id"_s, id}};
}

/// One sender. Looks at the beginning of what it gets only as far as it must: parsing it all would
/// measure this program.
class Sender : public QObject
{
public:
    Sender(int number, const QUrl &url, int rooms, int window)
        : m_number(number), m_room(u"load%1"_s.arg(number % rooms)), m_window(window)
    {
        connect(&m_socket, &QWebSocket::connected, this, [this] {
            QJsonObject hello = request("hello", 1);
            hello.insert(u"protocol"_s, 1);
            hello.insert(u"name"_s, u"Sender %1"_s.arg(m_number, 3));
            send(hello);
        });
        connect(&m_socket, &QWebSocket::textMessageReceived, this, &Sender::receive);
        m_socket.open(url);
    }

    bool isIn() const { return m_in; }
    void begin() { fill(); }
    std::vector<qint64> latenciesUs;
    qint64 received = 0;
    qint64 refused = 0;

private:
    void send(const QJsonObject &object)
    {
        m_socket.sendTextMessage(
            QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)));
    }

    void receive(const QString &text)
    {
        if (text.contains("\"type\":\"message\""_L1)) {
            ++received;
            return;
        }
        const QJsonObject object = QJsonDocument::fromJson(text.toUtf8()).object();
        const QString type = object.value("type"_L1).toString();
        if (type == "ack"_L1) {
            const int id = object.value("re"_L1).toInt();
            latenciesUs.push_back((m_time.nsecsElapsed() - m_sentAt.take(id)) / 1000);
            fill();
        } else if (type == "nack"_L1) {
            ++refused;
            m_sentAt.remove(object.value("re"_L1).toInt());
            QTimer::singleShot(object.value("retry_ms"_L1).toInt(), this, &Sender::fill);
        } else if (type == "welcome"_L1) {
            QJsonObject create = request("create", 2);
            create.insert(u"room"_s, m_room);
            send(create);
        } else if (type == "joined"_L1) {
            m_in = true;
        } else if (object.value("re"_L1).toInt() == 2) { // made, or there already
            QJsonObject join = request("join", 3);
            join.insert(u"room"_s, m_room);
            send(join);
        }
    }

    void fill()
    {
        if (!m_time.isValid())
            m_time.start();
        while (m_sentAt.size() < m_window) {
            QJsonObject message = request("send", ++m_ids);
            message.insert(u"room"_s, m_room);
            message.insert(
                u"cmid"_s,
                u"%1%2"_s.arg(m_number, 16, 16, QChar(u'0')).arg(m_ids, 16, 16, QChar(u'0')));
            message.insert(u"body"_s, u"the quick brown fox jumps over the lazy dog"_s);
            m_sentAt.insert(m_ids, m_time.nsecsElapsed());
            send(message);
        }
    }

    const int m_number;
    const QString m_room;
    const int m_window;
    QWebSocket m_socket;
    QElapsedTimer m_time;
    QHash<int, qint64> m_sentAt;
    int m_ids = 10;
    bool m_in = false;
};

/// Milliseconds for a small write to reach the disk, on average.
double flushMs(const QString &directory)
{
    QFile file(directory + "/flush"_L1);
    if (!file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        return -1;
    constexpr int kRounds = 200;
    QElapsedTimer time;
    time.start();
    for (int i = 0; i < kRounds; ++i) {
        file.write(QByteArray(4096, 'x'));
        ::fdatasync(file.handle());
    }
    const double ms = double(time.nsecsElapsed()) / 1e6 / kRounds;
    file.remove();
    return ms;
}

template <typename Done> bool waitUntil(Done done, int timeoutMs)
{
    QElapsedTimer time;
    time.start();
    while (!done() && time.elapsed() < timeoutMs)
        QCoreApplication::processEvents(QEventLoop::AllEvents | QEventLoop::WaitForMoreEvents, 50);
    return done();
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    const auto option = [&parser](const QString &name, const QString &value) {
        parser.addOption(QCommandLineOption(name, {}, name, value));
    };
    option(u"clients"_s, u"50"_s);
    option(u"window"_s, u"4"_s);
    option(u"rooms"_s, u"1"_s);
    option(u"seconds"_s, u"10"_s);
    option(u"data"_s, QDir::tempPath());
    parser.addHelpOption();
    parser.process(app);
    const int seconds = parser.value(u"seconds"_s).toInt();
    const int clients = parser.value(u"clients"_s).toInt();
    const QTemporaryDir directory(parser.value(u"data"_s) + "/chat-load-XXXXXX"_L1);

    ServerProcess server;
    server.setDataDir(directory.filePath(u"data"_s));
    if (!server.start()) {
        fprintf(stderr, "the server did not start: %s\n", qPrintable(server.errors()));
        return 1;
    }
    std::vector<std::unique_ptr<Sender>> senders;
    for (int i = 0; i < clients; ++i)
        senders.push_back(std::make_unique<Sender>(i, server.webSocketUrl(u"/chat"_s),
                                                   parser.value(u"rooms"_s).toInt(),
                                                   parser.value(u"window"_s).toInt()));
    const auto allIn = [&] {
        return std::all_of(senders.begin(), senders.end(),
                           [](const auto &each) { return each->isIn(); });
    };
    if (!waitUntil(allIn, 60'000)) {
        fprintf(stderr, "not everybody came in\n");
        return 1;
    }
    for (const auto &sender : senders)
        sender->begin();
    (void)waitUntil([] { return false; }, seconds * 1000);

    std::vector<qint64> latencies;
    qint64 received = 0;
    qint64 refused = 0;
    for (const auto &sender : senders) {
        latencies.insert(latencies.end(), sender->latenciesUs.begin(), sender->latenciesUs.end());
        received += sender->received;
        refused += sender->refused;
    }
    server.stop();
    if (latencies.empty()) {
        fprintf(stderr, "nothing was acknowledged\n");
        return 1;
    }
    std::sort(latencies.begin(), latencies.end());
    const auto quantileMs = [&](double q) {
        return double(latencies[size_t(double(latencies.size() - 1) * q)]) / 1000;
    };
    printf("%d clients, %s rooms: %.0f acked/s, %.0f delivered/s, %lld refused; ack after %.1f ms "
           "(median), "
           "%.1f ms (99%%); this disk flushes 4 KiB in %.2f ms\n",
           clients, qPrintable(parser.value(u"rooms"_s)), double(latencies.size()) / seconds,
           double(received) / seconds, qlonglong(refused), quantileMs(0.5), quantileMs(0.99),
           flushMs(directory.path()));
    return 0;
}
