// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/service_directory.h"

#include "gateway/client_socket.h"
#include "gateway/service_link.h"

#include <QtCore/qset.h>

namespace Lanroom {

namespace {

/// FNV-1a, 32 bits (www.isthe.com/chongo/tech/comp/fnv): every gateway must come to the same instance.
quint32 pathHash(const QString &path)
{
    quint32 hash = 2166136261u;
    for (const char byte : path.toUtf8())
        hash = (hash ^ quint8(byte)) * 16777619u;
    return hash;
}

/// A service that is not listed any more.
Link::ServiceEntry goneEntry(const QString &name)
{
    Link::ServiceEntry entry;
    entry.name = name;
    entry.state = QStringLiteral("stopped");
    return entry;
}

} // namespace

ServiceDirectory::ServiceDirectory(int slot, int generation, const HoldLimits &limits, QObject *parent)
    : QObject(parent), m_slot(slot), m_generation(generation), m_limits(limits)
{
}

ServiceDirectory::~ServiceDirectory() = default;

void ServiceDirectory::update(const Link::ServiceList &list)
{
    QSet<QString> listed;
    for (const Link::ServiceEntry &entry : list.services) {
        listed.insert(entry.name);
        link(entry.name).update(entry);
    }
    std::erase_if(m_links, [&listed](const auto &known) {
        const auto &[name, gone] = known;
        if (listed.contains(name))
            return false;
        // It stays, without a path, for as long as the closing of its clients takes.
        const Link::ServiceEntry ended = goneEntry(name);
        if (gone->entry().state != ended.state || !gone->entry().path.isEmpty())
            gone->update(ended);
        return gone->clientCount() == 0;
    });
}

ServiceLink &ServiceDirectory::link(const QString &name)
{
    std::unique_ptr<ServiceLink> &place = m_links[name];
    if (!place) {
        place = std::make_unique<ServiceLink>(m_slot, m_generation, m_limits);
        connect(place.get(), &ServiceLink::clientOpened, this, &ServiceDirectory::clientOpened);
        connect(place.get(), &ServiceLink::clientClosed, this, &ServiceDirectory::clientClosed);
        connect(place.get(), &ServiceLink::fault, this, &ServiceDirectory::fault);
        connect(place.get(), &ServiceLink::wanted, this, &ServiceDirectory::wanted);
    }
    return *place;
}

Route ServiceDirectory::resolve(const QString &path, bool local) const
{
    if (path.toUtf8().size() > Link::kMaxTopicBytes)
        return {};
    QList<const Link::ServiceEntry *> instances; // of the service found so far, by name
    for (const auto &[name, service] : m_links) {
        const Link::ServiceEntry &entry = service->entry();
        if (entry.path.isEmpty())
            continue;
        const bool below = entry.subPaths && path.startsWith(entry.path + u'/')
            && path.size() > entry.path.size() + 1;
        if (path != entry.path && !below)
            continue;
        if (!instances.isEmpty() && entry.path.size() > instances.first()->path.size())
            instances.clear();
        if (instances.isEmpty() || entry.path == instances.first()->path)
            instances.append(&entry);
    }
    if (instances.isEmpty())
        return {};
    const Link::ServiceEntry *best = instances.at(qsizetype(pathHash(path) % quint32(instances.size())));
    if (best->localOnly && !local)
        return {Route::LocalOnly, {}};
    if (best->state == u"failed" || best->state == u"stopped")
        return {Route::Unavailable, {}};
    return {Route::Found, best->name, best->subprotocols, best->origins, best->messageBytes};
}

void ServiceDirectory::adopt(ClientSocket *client, const QString &service)
{
    ServiceLink &place = link(service);
    if (place.entry().name.isEmpty()) // it has gone since the client's request was let through
        place.update(goneEntry(service));
    place.adopt(std::unique_ptr<ClientSocket>(client));
}

bool ServiceDirectory::close(ClientId id, int code, const QString &reason)
{
    for (const auto &[name, service] : m_links) {
        if (ClientSocket *client = service->client(id)) {
            client->close(code, reason);
            return true;
        }
    }
    return false;
}

void ServiceDirectory::closeAll(int code, const QString &reason)
{
    for (const auto &[name, service] : m_links)
        service->closeAll(code, reason);
}

qint64 ServiceDirectory::clientCount() const
{
    qint64 count = 0;
    for (const auto &[name, service] : m_links)
        count += service->clientCount();
    return count;
}

qint64 ServiceDirectory::heldBytes() const
{
    qint64 bytes = 0;
    for (const auto &[name, service] : m_links)
        bytes += service->heldBytes();
    return bytes;
}

} // namespace Lanroom
