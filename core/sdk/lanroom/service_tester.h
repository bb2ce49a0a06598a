// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/service.h>

#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

#include <atomic>
#include <functional>
#include <map>
#include <memory>

namespace Lanroom::Testing {

/// A clock that stands still until the test moves it on. Thread-safe, as a Clock must be.
class FakeClock final : public Clock
{
public:
    qint64 monotonicMs() const override { return m_now; }
    qint64 wallMs() const override { return 1'790'000'000'000 + m_now; }
    void advance(qint64 ms) { m_now += ms; }

private:
    std::atomic<qint64> m_now = 1'000'000;
};

/// What one fake browser has seen.
struct FakeClient
{
    ClientId id;
    QString path;
    QList<QByteArray> received; // texts and binaries, in order
    QByteArray session;         // what the service left last
    bool reads = true;          // takes what it is sent, so that a flush() is answered
    int closedWith = 0;         // close code, 0 while open
    qsizetype taken = 0;        // how many of received next() has brought

    /// Everything received; what is no JSON object is an empty one.
    QList<QJsonObject> objects() const;
};

/// The answer to an operator's command, error is empty when it went well.
struct CommandAnswer
{
    qint64 id = 0;
    QString error;
    QString message;
    QCborMap data;
};

/// A described topic, as the operator's window shows it.
struct ShownRoom
{
    QString title;
    bool gone = false;
    QList<ClientId> members;
};

/// Somebody introduced with Client::introduce().
struct ShownPerson
{
    QString user;
    QString name;
};

/// The default-constructed service S, for ServiceTester's first argument: make<S>.
template <typename S> std::unique_ptr<Service> make()
{
    return std::make_unique<S>();
}

/// Drives a Service in a test, without processes, sockets or a server: fake browsers over the very links
/// that carry it in production, a clock that the test moves, and restart(), which is a worker killed and
/// replaced. Needs a QCoreApplication, and all of it is on that thread.
///
///     ServiceTester tester(make<Echo>);
///     FakeClient &ada = tester.connect();
///     tester.send(ada, "hello");
///     QCOMPARE(tester.next(ada), "hello");
///
/// Nothing reaches the service or comes from it before events are processed: next(), settle() and
/// waitFor() do that, as QTRY_COMPARE does. References to fake clients stay good as long as the tester.
class ServiceTester
{
public:
    using Make = std::function<std::unique_ptr<Service>()>;
    /// How long next() and waitFor() wait for what should be there at once, on a busy machine.
    static constexpr int kPatienceMs = 20'000;

    struct Options
    {
        QCborMap settings = {};
        QString dataDir = {}; // a temporary one when empty
        int gateways = 1;
    };

    explicit ServiceTester(Make make) : ServiceTester(std::move(make), Options()) {}
    ServiceTester(Make make, const Options &options);
    ~ServiceTester();
    Q_DISABLE_COPY_MOVE(ServiceTester)

    /// A new client, connected to one of the gateways (from 1).
    FakeClient &connect(const QString &path = QStringLiteral("/"), int gateway = 1);
    void send(const FakeClient &client, const Utf8 &text);
    void sendBinary(const FakeClient &client, QByteArrayView bytes);
    void disconnect(FakeClient &client, int code = 1006);

    /// It takes what it is sent again, after its reads was false.
    void takeAll(FakeClient &client);

    /// The next message the client got, when it has come; empty when none does.
    QByteArray next(FakeClient &client);
    QJsonObject nextObject(FakeClient &client);
    /// Processes events until condition holds; false when patience ends before.
    bool waitFor(const std::function<bool()> &condition, int patienceMs = kPatienceMs);
    /// Until everything sent so far has arrived, and what that led to: but not what other threads
    /// (a pool, a database) are still at. Then QVERIFY(ada.received.isEmpty()) means something.
    void settle();

    /// What the service's clock() is.
    FakeClock &clock();
    /// Moves the clock on, with each tick() at its time, and settles.
    void advance(qint64 ms);

    /// Kills the service and starts another over the same clients, with their sessions.
    void restart();
    /// Asks the service to stop; it has when stopped() is true.
    void stop();
    bool ready() const;
    bool stopped() const;
    QString trouble() const; // what setTrouble() was told, or a database said; empty: nothing any more
    QString failure() const; // what fail() was told; or what it sent that no gateway expects
    Service &service();

    /// Sends an operator's command; its answer comes into answers().
    void command(const QString &name, const QCborMap &arguments = {});
    const QList<CommandAnswer> &answers() const;
    /// What the operator's window would show, by topic and client.
    const std::map<QByteArray, ShownRoom> &rooms() const;
    const QHash<ClientId, ShownPerson> &names() const;

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace Lanroom::Testing
