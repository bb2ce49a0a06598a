// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/table.h"

#include <QtSql/qsqlrecord.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

static qint64 bytesOf(const QVariant &cell)
{
    switch (cell.typeId()) {
    case QMetaType::QString:
        return qint64(sizeof(QVariant)) + 2 * cell.toString().size();
    case QMetaType::QByteArray:
        return qint64(sizeof(QVariant)) + cell.toByteArray().size();
    default:
        return sizeof(QVariant);
    }
}

Result<Table> takeTable(QSqlQuery &query, const Dialect &dialect)
{
    Table table;
    if (!query.isSelect()) {
        table.changes = query.numRowsAffected();
        return table;
    }
    qint64 bytes = 0;
    while (query.next()) {
        if (table.columns == 0)
            table.columns = query.record().count();
        for (int column = 0; column < table.columns; ++column) {
            table.cells.append(query.value(column));
            bytes += bytesOf(table.cells.constLast());
        }
        ++table.changes;
        if (bytes > kMaxTableBytes)
            return Error{ErrorCode::TooLarge, u"The result is too large: ask for less at a time"_s};
    }
    if (query.lastError().isValid())
        return dialect.toError(query.lastError());
    return table;
}

} // namespace Lanroom::Storage
