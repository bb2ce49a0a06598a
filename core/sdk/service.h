// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "sdk/client.h"

#include <QtCore/qcbormap.h>
#include <QtCore/qobject.h>

#include <functional>
#include <memory>

namespace Lanroom {

/// What a client sent: one whole WebSocket message. The bytes end with the call; text is valid UTF-8.
struct Message
{
    QByteArrayView data;
    bool binary = false;
};

/// Answers an operator's command, once, now or later, on the event-loop thread.
using CommandReply = std::function<void(const Result<QCborMap> &)>;

/// The base of every service: derive, override what you need, and end the file with
/// LANROOM_SERVICE(YourService). It runs in a worker process of its own; every function here is
/// called on that process's event-loop thread, which must never block: move long work elsewhere
/// and post its result back. When the process dies its clients stay connected, and a fresh object
/// gets them again through resumed().
class Service : public QObject
{
public:
    Service() = default;

    /// Before the first client, with everything below usable. Report the end of preparation with
    /// ready() (at once, or when a migration has run: 60 s are given); the default does. Call
    /// fail() instead when you cannot serve.
    virtual void start() { ready(); }
    /// A client came.
    virtual void connected(Client &client) { Q_UNUSED(client) }
    /// A client of the predecessor: its session() is what that left. Its subscriptions are gone.
    virtual void resumed(Client &client) { connected(client); }
    /// Every live gateway has handed over its clients (or 2 s have passed): whoever was connected
    /// to the predecessor and has not come through resumed() is gone. Once, after ready().
    virtual void attached() {}
    virtual void message(Client &client, const Message &message) = 0;
    /// It went, with this WebSocket close code; 1006 without one. Its topics are already left.
    virtual void disconnected(Client &client, int code)
    {
        Q_UNUSED(client)
        Q_UNUSED(code)
    }
    /// An operator's command ("say", ...). Unknown ones are answered with not_found, as here.
    virtual void command(const QString &name, const QCborMap &arguments, const CommandReply &reply);
    /// The server is stopping or replacing us: finish what is acknowledged, then call stopped().
    /// The default does so at once. 2 s are given.
    virtual void stopping() { stopped(); }

protected:
    void ready();
    /// Ends the worker with a message for the operator; it is restarted by the usual policy.
    void fail(const QString &why);
    void stopped();

    /// To every client subscribed to topic at this moment, once each; except may leave one out.
    void publish(const QByteArray &topic, QByteArrayView text, ClientId except = {});
    void publishBinary(const QByteArray &topic, QByteArrayView bytes, ClientId except = {});

    /// Shows topic as a room in the operator's window, with its subscribers as members; title may
    /// be changed by calling again. Topics not described are the service's own business.
    void describeTopic(const QByteArray &topic, const QString &title);
    /// The room ended. (A described topic without members stays until then.)
    void forgetTopic(const QByteArray &topic);

    /// Null when it has gone.
    Client *client(ClientId id) const;
    /// Everyone connected, in no order.
    QList<Client *> clients() const;
    /// How many clients are subscribed to topic.
    qsizetype subscribers(const QByteArray &topic) const;

    /// A folder of this service's own, which exists; for its database.
    QString dataDir() const;
    /// A setting this service may read ("place.name"), undefined when there is none.
    QCborValue setting(QLatin1StringView key) const;

private:
    friend class ServiceHost;
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
