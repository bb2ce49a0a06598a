// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/held_messages.h"
#include "gateway/route.h"
#include "link/messages.h"

#include <QtCore/qobject.h>

#include <map>
#include <memory>

namespace Lanroom {

class ClientSocket;
class ServiceLink;

/// Every service there is, as this gateway was last told, and by that every client it has. Finds the
/// service of a path and hands new clients to it. On the gateway's event-loop thread; owned by
/// Gateway.
class ServiceDirectory : public QObject
{
    Q_OBJECT
public:
    ServiceDirectory(int slot, int generation, const HoldLimits &limits, QObject *parent = nullptr);
    ~ServiceDirectory() override;

    /// The server's list, whole. A service that is no longer in it loses its clients (4002).
    void update(const Link::ServiceList &list);

    /// A path leads to the service of the same path, else to the one with the longest path above it
    /// that takes sub-paths. Of a service with several instances, a hash of the path tells which: all
    /// clients of one path meet in one. A path longer than a topic may be leads nowhere.
    Route resolve(const QString &path, bool local) const;
    /// Takes a client that has just been upgraded; service is what resolve() said.
    void adopt(ClientSocket *client, const QString &service);

    /// False when there is no such client here.
    bool close(ClientId client, int code, const QString &reason);
    void closeAll(int code, const QString &reason);
    qint64 clientCount() const;
    qint64 heldBytes() const;

Q_SIGNALS:
    void clientOpened(const Lanroom::Link::ClientOpened &info, Lanroom::ClientId id);
    void clientClosed(Lanroom::ClientId id);
    void fault(const Lanroom::Link::WorkerFault &fault);
    void wanted(const QString &service);

private:
    ServiceLink &link(const QString &name);

    const int m_slot;
    const int m_generation;
    const HoldLimits m_limits;
    std::map<QString, std::unique_ptr<ServiceLink>> m_links; // by name
};

} // namespace Lanroom
