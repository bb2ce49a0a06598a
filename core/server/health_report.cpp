// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/health_report.h"

#include <QtCore/qjsonarray.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

static QString quoted(const QString &text)
{
    const QByteArray list = QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(list.sliced(1, list.size() - 2));
}

// Written by hand, since QJsonObject would sort the members. Only a service's trouble needs escaping: states
// are ours, names and paths are checked by Manifest to be letters, digits and a few signs.
QByteArray healthDetail(const Workers &workers)
{
    QStringList gateways;
    for (const GatewayRow &row : workers.gateways()) {
        gateways.append(uR"({"id":%1,"pid":%2,"state":"%3","clients":%4})"_s.arg(row.id)
                            .arg(row.pid).arg(row.state).arg(row.clients));
    }
    QStringList services;
    for (const ServiceRow &row : workers.services()) {
        if (row.state == ServiceRow::kBadManifest)
            continue;
        services.append(uR"({"name":"%1","path":"%2","pid":%3,"state":"%4","restarts":%5%6})"_s
                            .arg(row.name, row.path).arg(row.pid).arg(row.state).arg(row.restarts)
                            .arg(row.trouble.isEmpty() ? QString() : u",\"trouble\":"_s + quoted(row.trouble)));
    }
    return uR"({"gateways":[%1],"services":[%2]})"_s.arg(gateways.join(u','), services.join(u','))
        .toUtf8();
}

} // namespace Lanroom
