// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/services_model.h"

#include "ui/models/plain_text.h"
#include "ui/models/roles.h"
#include "ui/models/worker_state.h"

#include <QtCore/qlocale.h>

namespace Lanroom {

ServicesModel::ServicesModel(Workers &workers, QObject *parent)
    : SnapshotTable(parent), m_workers(workers)
{
    connect(&workers, &Workers::changed, this, [this] { take(m_workers.services()); });
    take(workers.services());
}

int ServicesModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ServicesModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ServiceRow &row = at(index.row());
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

QVariant ServicesModel::raw(const ServiceRow &row, int column)
{
    switch (column) {
    case Pid:
        return row.pid;
    case Restarts:
        return row.restarts;
    default:
        return words(row, column);
    }
}

QString ServicesModel::words(const ServiceRow &row, int column)
{
    switch (column) {
    case Name:
        return oneLine(row.name, 40);
    case Path:
        return oneLine(row.path, 80);
    case State:
        return stateInWords(row.state);
    case Pid:
        return row.pid > 0 ? QString::number(row.pid) : QString();
    case Restarts:
        return QLocale().toString(row.restarts);
    case LastError:
        return oneLine(row.lastError);
    default:
        return {};
    }
}

QVariant ServicesModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Name:
        return tr("Service");
    case Path:
        return tr("Path");
    case State:
        return tr("State");
    case Pid:
        return tr("Process");
    case Restarts:
        return tr("Restarts");
    case LastError:
        return tr("Why it last ended");
    default:
        return {};
    }
}

} // namespace Lanroom
