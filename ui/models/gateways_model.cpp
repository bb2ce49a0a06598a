// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/gateways_model.h"

#include "ui/models/roles.h"
#include "ui/models/worker_state.h"

#include <QtCore/qlocale.h>

namespace Lanroom {

GatewaysModel::GatewaysModel(Workers &workers, QObject *parent)
    : SnapshotTable(parent), m_workers(workers)
{
    connect(&workers, &Workers::changed, this, [this] { take(m_workers.gateways()); });
    take(workers.gateways());
}

int GatewaysModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant GatewaysModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const GatewayRow &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return words(row, index.column());
    case SortRole:
        return raw(row, index.column());
    case StateRole:
        return index.column() == State ? QVariant(row.state) : QVariant();
    default:
        return {};
    }
}

QVariant GatewaysModel::raw(const GatewayRow &row, int column)
{
    switch (column) {
    case Slot:
        return row.id;
    case Pid:
        return row.pid;
    case Clients:
        return row.clients;
    case Restarts:
        return row.restarts;
    default:
        return words(row, column);
    }
}

QString GatewaysModel::words(const GatewayRow &row, int column)
{
    switch (column) {
    case Slot:
        return QLocale().toString(row.id);
    case State:
        return stateInWords(row.state);
    case Pid:
        return row.pid > 0 ? QString::number(row.pid) : QString();
    case Clients:
        return QLocale().toString(row.clients);
    case Restarts:
        return QLocale().toString(row.restarts);
    default:
        return {};
    }
}

QVariant GatewaysModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Slot:
        return tr("Gateway");
    case State:
        return tr("State");
    case Pid:
        return tr("Process");
    case Clients:
        return tr("Clients");
    case Restarts:
        return tr("Restarts");
    default:
        return {};
    }
}

} // namespace Lanroom
