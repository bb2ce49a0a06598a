// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qstring.h>

namespace Lanroom::Storage {

/// Which database, taken from one line of a service's code or settings:
///
///   sqlite:guestbook.db                           a file, relative to the service's folder
///   postgresql://user:password@host:5432/name     over TCP
///   postgresql://user@/name?host=/run/postgresql  over the unix socket in that folder
///
/// and behind '?' what both know: connections (that read an SQLite file; of PostgreSQL's pool). For
/// PostgreSQL also timeout_s (of one statement), sslmode, sslrootcert and application_name, which
/// libpq defines. Percent-encoding as in any URL. A value; the password is in no message and no
/// log.
struct Description
{
    enum class Kind { Sqlite, Postgres };

    static constexpr int kMaxConnections = 64;

    Kind kind = Kind::Sqlite;
    QString place = {}; ///< SQLite: the file. PostgreSQL: the host, or the folder of its socket
    int port = 5432;
    QString user = {};
    QString password = {};
    QString database = {};
    QString driverOptions = {}; ///< for libpq
    int connections = 4;
    int statementMs = 10'000;

    /// BadSetting when text is none of these, or has an option nobody knows.
    static Result<Description> parse(const QString &text, const QString &folder);
    /// For people: without the password.
    QString shown() const;
};

} // namespace Lanroom::Storage
