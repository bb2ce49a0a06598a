// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/statement.h"

#include "storage/connection.h"
#include "storage/sql_error.h"

namespace Lanroom::Storage {

Statement::Statement(Connection &connection, const char *sql) : m_query(connection.prepared(sql)) {}

Result<void> Statement::execute()
{
    if (!m_query.exec())
        return toError(m_query.lastError());
    return {};
}

Result<void> Statement::status() const
{
    if (m_query.lastError().isValid())
        return toError(m_query.lastError());
    return {};
}

} // namespace Lanroom::Storage
