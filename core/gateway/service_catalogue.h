// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/messages.h"

namespace Lanroom {

/// What people may know of the services here: the text of /services.json, which the page at
/// /services/ shows. A service that answers this machine only is shown on this machine; visitors
/// from elsewhere are told how many of those there are and nothing more, for a list of what they
/// may not use would help nobody. Pure; owned by Site.
class ServiceCatalogue
{
public:
    /// The server's list, whole. A service that is leaving has no path any more, and of several
    /// instances the first, which has the service's own name, stands for all.
    void update(const Link::ServiceList &list);

    /// Null when there is no service of this name.
    const Link::ServiceEntry *find(const QString &name) const;

    /// {"place", "address", "services": [{"name", "title", "about", "path", "sub_paths",
    /// "local_only", "state"}], "more"}: place and address as the server told them, more: how many
    /// are kept back from one who isn't local.
    QByteArray toJson(const Link::Health &health, bool local) const;

private:
    QList<Link::ServiceEntry> m_services; // by name
};

} // namespace Lanroom
