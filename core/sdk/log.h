// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qloggingcategory.h>

namespace Lanroom {

/// 'lanroom.service': what a service's host has to say.
Q_DECLARE_LOGGING_CATEGORY(lcSdk)

} // namespace Lanroom
