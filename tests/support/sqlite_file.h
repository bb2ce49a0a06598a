// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/connection.h"

#include <lanroom/connection.h>

#include <QtTest/qtest.h>

namespace Lanroom::Test {

/// An SQLite file, looked into (or prepared) by hand from the test's own thread, without the lock.
class SqliteFile
{
public:
    using Mode = Storage::Connection::Mode;

    explicit SqliteFile(const QString &path, Mode mode = Mode::Read)
        : m_opened(Storage::Connection::open({.place = path}, mode))
    {
        if (!m_opened)
            qFatal("%s cannot be opened: %s", qPrintable(path),
                   qPrintable(m_opened.error().message));
    }

    Storage::Connection &raw() { return **m_opened; }
    Connection &connection() { return m_connection; }

private:
    Result<std::unique_ptr<Storage::Connection>> m_opened;
    Connection m_connection{raw()};
};

} // namespace Lanroom::Test
