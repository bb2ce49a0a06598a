// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QtSql/qsqlerror.h>

namespace Lanroom::Storage {

/// What SQLite says, in our words. A broken constraint is ErrorCode::Taken: the job's own affair,
/// only that job fails. Everything else (disk full, input/output, corruption) is
/// ErrorCode::Storage: nothing of the same transaction can be trusted to be kept.
Error toError(const QSqlError &error);

} // namespace Lanroom::Storage
