// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/workers.h"
#include "ui/models/snapshot_table.h"

namespace Lanroom {

/// The gateway processes and how many clients each holds. Follows Workers, which outlives it.
/// Window's thread.
class GatewaysModel : public SnapshotTable<GatewayRow, int>
{
    Q_OBJECT
public:
    enum Column { Slot, State, Pid, Clients, Restarts, ColumnCount };

    explicit GatewaysModel(Workers &workers, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

protected:
    int keyOf(const GatewayRow &row) const override { return row.id; }

private:
    static QVariant raw(const GatewayRow &row, int column);
    static QString words(const GatewayRow &row, int column);

    Workers &m_workers;
};

} // namespace Lanroom
