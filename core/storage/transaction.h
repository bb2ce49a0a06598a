// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/connection.h"
#include "storage/job.h"

namespace Lanroom::Storage {

/// Runs job on connection, within whatever transaction is open; hands back why it failed, which may
/// be a statement whose error the job itself took no notice of.
std::optional<Error> runJob(Connection &connection, Job &job);

/// Whether a job was tried: one that was not has touched nothing, and may be given to another
/// connection.
enum class Ran { Yes, No };

/// Runs job alone in a transaction of its own, and keeps what it wrote if it succeeded. Reads see
/// one state of the data and keep nothing; a single reading statement needs no transaction for
/// that. Ran::No when the connection was lost before the job began (or in a single read, which does
/// no harm twice). A COMMIT that failed fails the job, and whether it took place is not known if
/// the connection was lost on the way; the message says so.
Ran runInTransaction(Connection &connection, Job &job);

} // namespace Lanroom::Storage
