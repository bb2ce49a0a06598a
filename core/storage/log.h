// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/log.h"

namespace Lanroom::Storage {

Q_DECLARE_LOGGING_CATEGORY(lcStorage) // lanroom.storage

} // namespace Lanroom::Storage
