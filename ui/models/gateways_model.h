// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/workers.h"
#include "ui/models/column_table.h"

namespace Lanroom {

/// The gateway processes and how many clients each holds. Follows Workers, which outlives it.
/// Window's thread.
class GatewaysModel : public ColumnTable<GatewayRow, int>
{
    Q_OBJECT
public:
    enum Column { Slot, State, Pid, Clients, Restarts };

    explicit GatewaysModel(Workers &workers, QObject *parent = nullptr);

protected:
    int keyOf(const GatewayRow &row) const override { return row.id; }

private:
    static QList<ColumnSpec> columns();
};

} // namespace Lanroom
