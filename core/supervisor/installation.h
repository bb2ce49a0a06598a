// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "supervisor/child_process.h"
#include "supervisor/manifest.h"

namespace Lanroom::Installation {

// Where the parts of Lanroom lie, seen from the running program: all in one folder in a build tree;
// bin/, libexec/lanroom/ and share/lanroom/ below a prefix when installed. Plain functions.

/// The whole path of a helper program ("lanroom-gateway"); NotFound with the places looked at.
Result<QString> helper(const QString &name);
/// The built-in services' manifests.
QString servicesFolder();
/// Where packages and this computer's operator put manifests. A build tree keeps to itself: none.
QStringList systemServicesFolders();
/// What to start for a worker of that service, in the folder of its manifest. The program: as a path it
/// is seen from that folder, a bare name is looked for there, then among the helpers, then in PATH. For
/// a manifest with 'stdio' it is lanroom-stdio, which is told the rest:
/// lanroom-stdio json|lines -- PROGRAM ARGUMENTS...
Result<ChildProcess::Program> program(const Manifest &manifest);
/// The files whose change makes another program of it: the program, and if that is the system's (python3)
/// the first argument that is a file.
QStringList programFiles(const Manifest &manifest);

} // namespace Lanroom::Installation
