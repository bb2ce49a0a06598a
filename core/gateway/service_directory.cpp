// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/service_directory.h"

#include "gateway/client_socket.h"
#include "gateway/service_link.h"

#include <QtCore/qset.h>

namespace Lanroom {

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
    for (auto &[name, gone] : m_links) {
        if (listed.contains(name) || gone->entry().state == u"stopped")
            continue;
        // It stays, without a path, for as long as the closing of its clients takes.
        Link::ServiceEntry ended;
        ended.name = name;
        ended.state = QStringLiteral("stopped");
        gone->update(ended);
    }
}

ServiceLink &ServiceDirectory::link(const QString &name)
{
    std::unique_ptr<ServiceLink> &place = m_links[name];
    if (!place) {
        place = std::make_unique<ServiceLink>(m_slot, m_generation, m_limits);
        connect(place.get(), &ServiceLink::clientOpened, this, &ServiceDirectory::clientOpened);
        connect(place.get(), &ServiceLink::clientClosed, this, &ServiceDirectory::clientClosed);
        connect(place.get(), &ServiceLink::fault, this, &ServiceDirectory::fault);
    }
    return *place;
}

Route ServiceDirectory::resolve(const QString &path, bool local) const
{
    if (path.toUtf8().size() > Link::kMaxTopicBytes)
        return {};
    const Link::ServiceEntry *best = nullptr;
    for (const auto &[name, service] : m_links) {
        const Link::ServiceEntry &entry = service->entry();
        if (entry.path.isEmpty())
            continue;
        const bool below = entry.subPaths && path.startsWith(entry.path + u'/')
            && path.size() > entry.path.size() + 1;
        if ((path == entry.path || below) && (!best || entry.path.size() > best->path.size()))
            best = &entry;
    }
    if (!best)
        return {};
    if (best->localOnly && !local)
        return {Route::LocalOnly, {}};
    if (best->state == u"failed" || best->state == u"stopped")
        return {Route::Unavailable, {}};
    return {Route::Found, best->name, best->subprotocols, best->messageBytes};
}

void ServiceDirectory::adopt(ClientSocket *client, const QString &service)
{
    link(service).adopt(std::unique_ptr<ClientSocket>(client));
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
