// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstringlist.h>

namespace Lanroom::Storage {

/// Cuts a script into its statements, which is all that Qt executes at a time: at every ';' that is
/// not in a string, a quoted name, PostgreSQL's dollar quotes or a comment, and in SQLite's CREATE
/// TRIGGER only at the one after END. Comments and empty statements are left out. Pure.
QStringList splitScript(const QString &script);

} // namespace Lanroom::Storage
