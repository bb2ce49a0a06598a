// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/shared_state.h"

#include "storage/home.h"

#include <QtCore/qstring.h>

namespace Lanroom::Storage {

void refuse(JobPtr job, const Error &error)
{
    job->fail(error);
    Home::send(std::move(job));
}

Error closedError()
{
    return {ErrorCode::Closed, QStringLiteral("The database is closed")};
}

} // namespace Lanroom::Storage
