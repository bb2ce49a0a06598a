// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/reader.h"

#include "storage/home.h"
#include "storage/transaction.h"

namespace Lanroom::Storage {

void Reader::run()
{
    serve();
    m_shared.readersAtWork.count_down();
}

void Reader::serve()
{
    std::optional<Error> failure = m_shared.opened.get();
    std::unique_ptr<Connection> connection;
    if (!failure) {
        Result<std::unique_ptr<Connection>> opened =
            Connection::open(m_description, Connection::Mode::Read);
        if (opened)
            connection = std::move(*opened);
        else
            failure = opened.error();
    }
    while (JobPtr job = m_shared.reads.take()) {
        if (m_shared.stopping)
            failure = closedError();
        if (failure) {
            refuse(std::move(job), *failure);
        } else {
            runInTransaction(*connection, *job);
            Home::send(std::move(job));
        }
    }
}

} // namespace Lanroom::Storage
