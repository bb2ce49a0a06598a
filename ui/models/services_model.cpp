// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/services_model.h"

#include "ui/models/plain_text.h"
#include "ui/models/worker_state.h"

#include <QtCore/qlocale.h>

namespace Lanroom {

ServicesModel::ServicesModel(Workers &workers, QObject *parent) : ColumnTable(columns(), parent)
{
    connect(&workers, &Workers::changed, this, [this, &workers] { take(workers.services()); });
    take(workers.services());
}

QList<ServicesModel::ColumnSpec> ServicesModel::columns()
{
    using Row = const ServiceRow &;
    return {
        {tr("Service"), [](Row row) { return oneLine(row.name, 40); }},
        {tr("Path"), [](Row row) { return oneLine(row.path, 80); }},
        {tr("State"), [](Row row) { return stateInWords(row.state); }, nullptr,
         [](Row row) { return row.state; }},
        {tr("Process"), [](Row row) { return processInWords(row.pid); },
         [](Row row) { return QVariant(row.pid); }},
        {tr("Restarts"), [](Row row) { return QLocale().toString(row.restarts); },
         [](Row row) { return QVariant(row.restarts); }},
        {tr("Last error"), [](Row row) { return oneLine(row.trouble.isEmpty() ? row.lastError : row.trouble); }},
    };
}

} // namespace Lanroom
