// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/file_lock.h"
#include "base/result.h"

#include <QtCore/qstring.h>

#include <memory>

namespace Lanroom::DataDir {

// The data directory: everything a server keeps between runs. Its files are named here, once, for
// the server, the window and lanroomctl alike. Plain functions; thread-safe.

/// Where it is when nobody says otherwise: the user's data folder + "lanroom".
QString defaultPath();
/// The absolute path of the one that --data names. BadRequest for an empty name, which would mean
/// whatever folder one happens to be in.
Result<QString> given(const QString &name);

QString settingsFile(const QString &dataDir); // lanroom.conf
QString lockFile(const QString &dataDir);     // held by the running server, see claim()
/// Names the running server's private operator socket (0600, one line); there while it runs.
QString controlFile(const QString &dataDir);
/// Where services can be dropped in, and where each one's own folder is.
QString servicesFolder(const QString &dataDir);
QString serviceFolder(const QString &dataDir, const QString &service);

/// Makes dir with its parents, with access for its owner alone (0700), or takes it as it is when
/// it exists. The Error names the directory and the reason: not a directory, not writable.
Result<void> prepare(const QString &dir);
/// The right to run a server on a directory that is prepared, or to change what one would run with: for one
/// process at a time. Busy, and not Taken (that is the port, for which there is another one), while another
/// has it; the Error names the directory and, where it can, the process.
Result<std::unique_ptr<FileLock>> claim(const QString &dataDir);

} // namespace Lanroom::DataDir
