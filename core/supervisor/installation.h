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
/// The manifest's program: as a path it stands for itself, a bare name is looked for beside the
/// manifest, then among the helpers.
Result<QString> program(const Manifest &manifest);

} // namespace Lanroom::Installation
