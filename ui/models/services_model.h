// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/workers.h"
#include "ui/models/column_table.h"

#include <utility>

namespace Lanroom {

/// The services and how their workers fare. Follows Workers, which outlives it. Window's thread.
class ServicesModel : public ColumnTable<ServiceRow, std::pair<QString, QString>>
{
    Q_OBJECT
public:
    enum Column { Name, Path, State, Pid, Restarts, LastError };

    explicit ServicesModel(Workers &workers, QObject *parent = nullptr);

protected:
    /// A bad manifest may have the name of a service that runs, or of another one; its file is its own.
    std::pair<QString, QString> keyOf(const ServiceRow &row) const override
    {
        return {row.name, row.state == ServiceRow::kBadManifest ? row.lastError : QString()};
    }

private:
    static QList<ColumnSpec> columns();
};

} // namespace Lanroom
