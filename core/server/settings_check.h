// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "config/settings.h"

namespace Lanroom {

/// What is said in the settings of services that nobody has: a name in services.off or services.open that
/// no manifest bears, and a services.folder that is not there. A sentence for each. None of it is an error,
/// since the service may be dropped in later; but a typing error must not go unseen. Looks into the
/// folders of manifests; a plain function.
QStringList settingsWithoutEffect(const Settings &settings, const QString &dataDir);

} // namespace Lanroom
