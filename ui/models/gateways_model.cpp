// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/gateways_model.h"

#include "ui/models/worker_state.h"

#include <QtCore/qlocale.h>

namespace Lanroom {

GatewaysModel::GatewaysModel(Workers &workers, QObject *parent) : ColumnTable(columns(), parent)
{
    connect(&workers, &Workers::changed, this, [this, &workers] { take(workers.gateways()); });
    take(workers.gateways());
}

QList<GatewaysModel::ColumnSpec> GatewaysModel::columns()
{
    using Row = const GatewayRow &;
    return {
        {tr("Gateway"), [](Row row) { return QLocale().toString(row.id); },
         [](Row row) { return QVariant(row.id); }},
        {tr("State"), [](Row row) { return stateInWords(row.state); }, nullptr,
         [](Row row) { return row.state; }},
        {tr("Process"), [](Row row) { return processInWords(row.pid); },
         [](Row row) { return QVariant(row.pid); }},
        {tr("Clients"), [](Row row) { return QLocale().toString(row.clients); },
         [](Row row) { return QVariant(row.clients); }},
        {tr("Restarts"), [](Row row) { return QLocale().toString(row.restarts); },
         [](Row row) { return QVariant(row.restarts); }},
    };
}

} // namespace Lanroom
