// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/service_catalogue.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <algorithm>

namespace Lanroom {

using namespace Qt::StringLiterals;

void ServiceCatalogue::update(const Link::ServiceList &list)
{
    m_services.clear();
    for (const Link::ServiceEntry &entry : list.services) {
        if (!entry.path.isEmpty() && !entry.name.contains(u'#'))
            m_services.append(entry);
    }
}

const Link::ServiceEntry *ServiceCatalogue::find(const QString &name) const
{
    const auto found =
        std::find_if(m_services.cbegin(), m_services.cend(),
                     [&name](const Link::ServiceEntry &entry) { return entry.name == name; });
    return found == m_services.cend() ? nullptr : &*found;
}

QByteArray ServiceCatalogue::toJson(const Link::Health &health, bool local) const
{
    QJsonArray services;
    int more = 0;
    for (const Link::ServiceEntry &entry : m_services) {
        if (entry.localOnly && !local) {
            ++more;
            continue;
        }
        services.append(QJsonObject{
            {"name"_L1, entry.name},
            {"title"_L1, entry.title.isEmpty() ? entry.name : entry.title},
            {"about"_L1, entry.about},
            {"path"_L1, entry.path},
            {"sub_paths"_L1, entry.subPaths},
            {"local_only"_L1, entry.localOnly},
            {"state"_L1, entry.state},
        });
    }
    const QJsonObject answer{{"place"_L1, health.place},
                             {"address"_L1, health.address},
                             {"services"_L1, services},
                             {"more"_L1, more}};
    return QJsonDocument(answer).toJson(QJsonDocument::Compact);
}

} // namespace Lanroom
