// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/transaction.h"

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

namespace {

void commit(Connection &connection, Job &job)
{
    const Result<void> committed = connection.commit();
    if (committed)
        return;
    connection.rollback();
    if (connection.isLost())
        job.fail(
            {ErrorCode::Storage,
             u"The connection to the database was lost while it committed: whether it did is not known"_s});
    else
        job.fail(committed.error());
}

} // namespace

std::optional<Error> runJob(Connection &connection, Job &job)
{
    connection.beginJob();
    std::optional<Error> error = job.run(connection);
    if (!error && connection.failure()) {
        error = connection.failure();
        job.fail(*error);
    }
    return error;
}

Ran runInTransaction(Connection &connection, Job &job)
{
    const bool writes = job.kind() == Job::Kind::Write;
    if (!writes && job.isSingle()) {
        runJob(connection, job);
        return connection.isLost() ? Ran::No : Ran::Yes;
    }
    const Result<void> begun =
        connection.begin(writes ? Connection::Mode::Write : Connection::Mode::Read);
    if (!begun) {
        connection.rollback();
        job.fail(begun.error());
        return connection.isLost() ? Ran::No : Ran::Yes;
    }
    if (!runJob(connection, job) && writes)
        commit(connection, job);
    else
        connection.rollback();
    return Ran::Yes;
}

} // namespace Lanroom::Storage
