// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qloggingcategory.h>

namespace Lanroom {

/// 'lanroom.gateway': everything a gateway has to say.
Q_DECLARE_LOGGING_CATEGORY(lcGateway)

} // namespace Lanroom
