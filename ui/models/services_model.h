// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/workers.h"
#include "ui/models/column_table.h"

namespace Lanroom {

/// The services and how their workers fare. Follows Workers, which outlives it. Window's thread.
class ServicesModel : public ColumnTable<ServiceRow, QString>
{
    Q_OBJECT
public:
    enum Column { Name, Path, State, Pid, Restarts, LastError };

    explicit ServicesModel(Workers &workers, QObject *parent = nullptr);

protected:
    QString keyOf(const ServiceRow &row) const override { return row.name; }

private:
    static QList<ColumnSpec> columns();
};

} // namespace Lanroom
