// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qloggingcategory.h>

namespace Lanroom {

/// 'lanroom.stdio': what lanroom-stdio has to say of the programs it runs.
Q_DECLARE_LOGGING_CATEGORY(lcStdio)

} // namespace Lanroom
