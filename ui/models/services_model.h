// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/workers.h"
#include "ui/models/snapshot_table.h"

namespace Lanroom {

/// The services and how their workers fare. Follows Workers, which outlives it. Window's thread.
class ServicesModel : public SnapshotTable<ServiceRow, QString>
{
    Q_OBJECT
public:
    enum Column { Name, Path, State, Pid, Restarts, LastError, ColumnCount };

    explicit ServicesModel(Workers &workers, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

protected:
    QString keyOf(const ServiceRow &row) const override { return row.name; }

private:
    static QVariant raw(const ServiceRow &row, int column);
    static QString words(const ServiceRow &row, int column);

    Workers &m_workers;
};

} // namespace Lanroom
