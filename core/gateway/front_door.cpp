// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/front_door.h"

#include "gateway/client_commons.h"
#include "gateway/connection.h"
#include "gateway/transport.h"

namespace Lanroom {

FrontDoor::FrontDoor(Identity identity, const GatewayLimits &limits, Site site)
    : m_commons(std::make_shared<ClientCommons>(limits)), m_site(std::move(site)),
      m_endpoint(identity.slot, identity.generation, m_commons, m_stats),
      m_acceptor(
          [this](std::unique_ptr<Transport> transport, Peer peer,
                 std::optional<Link::Bound> refused) {
              auto *connection = new Connection(std::move(transport), std::move(peer), m_site,
                                                m_endpoint, *m_commons, m_stats, this);
              if (refused)
                  connection->refuse(refused == Link::Bound::AddressRate ? 429 : 503, *refused);
          },
          m_commons->limits, m_stats)
{
    connect(&m_endpoint, &WebSocketEndpoint::upgraded, this, &FrontDoor::upgraded);
}

FrontDoor::~FrontDoor()
{
    // Before the members that they refer to.
    qDeleteAll(findChildren<Connection *>(Qt::FindDirectChildrenOnly));
}

Result<void> FrontDoor::open(qintptr descriptor, const QString &host, quint16 port)
{
    return m_acceptor.start(descriptor, host, port);
}

} // namespace Lanroom
