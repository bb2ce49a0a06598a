// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/log.h"

namespace Lanroom::Storage {

Q_LOGGING_CATEGORY(lcStorage, "lanroom.storage", QtInfoMsg)

} // namespace Lanroom::Storage
