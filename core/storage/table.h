// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "storage/dialect.h"

#include <QtCore/qvariant.h>
#include <QtSql/qsqlquery.h>

namespace Lanroom::Storage {

/// What a statement brought: cells row by row, and how many rows it wrote (or returned).
struct Table
{
    int columns = 0;
    qint64 changes = 0;
    QList<QVariant> cells;
};

constexpr qint64 kMaxTableBytes = 64 * 1024 * 1024;

/// Everything that an executed query brings; TooLarge when that is more than kMaxTableBytes.
Result<Table> takeTable(QSqlQuery &query, const Dialect &dialect);

} // namespace Lanroom::Storage
