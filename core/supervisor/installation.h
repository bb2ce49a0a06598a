// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "supervisor/manifest.h"

namespace Lanroom::Installation {

// Where the parts of Lanroom lie, seen from the running program: all in one folder in a build tree;
// bin/, libexec/lanroom/ and share/lanroom/ below a prefix when installed. Plain functions.

/// The whole path of a helper program ("lanroom-gateway"); NotFound with the places looked at.
Result<QString> helper(const QString &name);
/// The built-in services' manifests.
QString servicesFolder();
/// The manifest's program: as a path it stands for itself (seen from the manifest), a bare name is
/// looked for beside the manifest, then among the helpers.
Result<QString> program(const Manifest &manifest);
/// What to start for a worker of that service: a program's whole path, then its arguments. For a
/// manifest with 'stdio' that is lanroom-stdio, which is told the program:
/// lanroom-stdio json|lines -- PROGRAM ARGUMENTS...
Result<QStringList> commandLine(const Manifest &manifest);

} // namespace Lanroom::Installation
