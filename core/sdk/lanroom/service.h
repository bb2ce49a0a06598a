// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <lanroom/client.h>
#include <lanroom/work.h>

#include <QtCore/qcbormap.h>
#include <QtCore/qobject.h>

#include <functional>
#include <memory>

namespace Lanroom {

/// Answers an operator's command, once, now or later, on the event-loop thread.
using CommandReply = std::function<void(const Result<QCborMap> &)>;

/// The base of every service: derive, override what you need, and end the file with
/// LANROOM_SERVICE(YourService). It runs in a process of its own, and every function here is called on
/// that process's event-loop thread, which must never block: move long work elsewhere (runInPool,
/// Database) and get its result back. When the process dies its clients stay connected, and a fresh
/// object gets them again through resumed().
///
/// What fails says so in its return value; nothing here throws. An exception that leaves one of your
/// functions ends the process, as any other crash would. A service may be made, run and destroyed more
/// than once in one process: keep what belongs to it in its members.
class Service : public QObject
{
public:
    Service() = default;

    /// Before the first client, with everything below usable. (In a constructor and a member's
    /// initializer nothing is: the process ends with a word about that.) Report the end of preparation
    /// with ready(), at once or when it is done: 60 s are given. The default does so. Call fail()
    /// instead when you cannot serve.
    virtual void start() { ready(); }
    /// A client came.
    virtual void connected(Client &client) { Q_UNUSED(client) }
    /// A client of the predecessor: its session() is what that left. Its subscriptions are gone.
    virtual void resumed(Client &client) { connected(client); }
    /// Whoever was connected to the predecessor has come through resumed(), or is gone (2 s are
    /// waited for a gateway that is slow with it). Once, after ready().
    virtual void attached() {}
    virtual void message(Client &client, const Message &message) = 0;
    /// It went, with this WebSocket close code; 1006 without one. Its topics are already left.
    virtual void disconnected(Client &client, int code)
    {
        Q_UNUSED(client)
        Q_UNUSED(code)
    }
    /// As often as tickEvery() asked for.
    virtual void tick() {}
    /// Nothing that was sent to it before its flush() waits any more.
    virtual void flushed(Client &client) { Q_UNUSED(client) }
    /// isBehind() is no longer true.
    virtual void caughtUp() {}
    /// An operator's command ("say", ...). Unknown ones are answered with not_found, as here.
    virtual void command(const QString &name, const QCborMap &arguments, const CommandReply &reply);
    /// The server is stopping or replacing us: finish what is acknowledged, then call stopped().
    /// The default does so at once. 2 s are given at the server's end and in a restart, 10 s in an
    /// update, 5 s where the service is taken out or put to rest. The destructor comes next.
    virtual void stopping() { stopped(); }

protected:
    void ready();
    /// Ends the worker with a message for the operator; it is restarted by the usual policy.
    void fail(const QString &why);
    void stopped();

    /// What keeps the service from its work while it goes on, for the operator to see and mend: /healthz is not
    /// well meanwhile. Empty: nothing any more. A Database that cannot be written says so by itself.
    void setTrouble(const QString &message);

    /// Calls tick() every so many milliseconds from now on; 0 for no longer. What was missed while
    /// the thread was busy is not made up for.
    void tickEvery(int ms);

    /// To every client subscribed to topic at this moment, once each; except may leave one out.
    /// It costs one message to each gateway, however many they are.
    void publish(const Utf8 &topic, const Utf8 &text, ClientId except = {});
    void publish(const Utf8 &topic, const Message &message, ClientId except = {});
    void publishBinary(const Utf8 &topic, QByteArrayView bytes, ClientId except = {});
    /// The same to every client of this service.
    void broadcast(const Utf8 &text, ClientId except = {});
    void broadcast(const Message &message, ClientId except = {});

    /// More than 1 MiB waits for a gateway to take. Whoever can wait should, until caughtUp(): at
    /// 16 MiB the link is given up.
    bool isBehind() const;

    /// Heavy work: runs work() on a thread of a small pool, and then(Result<T> &&) here with what it
    /// returned, a T or a Result<T>. Give work all it needs by value, since it must touch nothing of the
    /// service. With 256 pieces under way then() gets ErrorCode::Busy at once; an exception of work()
    /// becomes ErrorCode::System. When the service ends, running work is waited for, and then() is not
    /// called any more.
    template <typename Work, typename Then> void runInPool(Work work, Then then)
    {
        submit(std::make_shared<CallableWork<Work, Then>>(std::move(work), std::move(then)));
    }
    /// The same for a client: then(Client &, Result<T> &&), unless it has gone meanwhile.
    template <typename Work, typename Then> void runInPool(const Client &client, Work work, Then then)
    {
        runInPool(std::move(work), [this, id = client.id(), then = std::move(then)](auto &&result) mutable {
            if (Client *still = this->client(id))
                then(*still, std::forward<decltype(result)>(result));
        });
    }

    /// Shows topic as a room in the operator's window, with its subscribers as members; title may
    /// be changed by calling again. Topics not described are the service's own business.
    void describeTopic(const Utf8 &topic, const QString &title);
    /// The room ended. (A described topic without members stays until then.)
    void forgetTopic(const Utf8 &topic);

    /// Null when it has gone.
    Client *client(ClientId id) const;
    /// Everyone connected, in no order.
    QList<Client *> clients() const;
    /// How many clients are subscribed to topic, and which; observers are left out.
    qsizetype subscribers(const Utf8 &topic) const;
    QSet<ClientId> subscribersOf(const Utf8 &topic) const;

    /// What this service is called, and a folder of its own, which exists; for its database.
    QString name() const;
    QString dataDir() const;
    /// A setting that the table of settings has for a service of this name ("place.name", for the chat);
    /// undefined for all others.
    QCborValue setting(QLatin1StringView key) const;
    /// What time it is; in tests the time is the tester's.
    const Clock &clock() const;

    /// For the SDK's own base classes, which add to the calls above: a client comes or goes. They end
    /// by passing it on to the one below, and so to connected(), resumed() and disconnected().
    virtual void enter(Client &client, bool isResumed);
    virtual void exit(Client &client, int code);

private:
    friend class ServiceHost;
    ServiceHost &host(const char *call) const;
    void submit(std::shared_ptr<WorkJob> job);

    ServiceHost *m_host = nullptr; // set before start(), outlives the service
};

/// Runs the worker: see LANROOM_SERVICE. Returns the process's exit status.
int runService(int argc, char **argv, const std::function<std::unique_ptr<Service>()> &make);

} // namespace Lanroom

/// main() of a service: Class is default-constructed once the server has told the worker who it is.
#define LANROOM_SERVICE(Class)                                                                     \
    int main(int argc, char **argv)                                                                \
    {                                                                                              \
        return Lanroom::runService(argc, argv, [] { return std::make_unique<Class>(); });          \
    }
