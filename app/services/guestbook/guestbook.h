// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/database.h>
#include <lanroom/session_service.h>

#include <memory>

/// A guest book: people sign it, everybody reads it, and it lasts. An example of a service that
/// works on several threads: each request is done in the pool, in plain code that waits for its
/// database, and all of the pool's threads share one Database. The service's own thread never
/// waits.
///
///     > {"type":"sign","id":1,"name":"Ada","text":"It was good to be here"}
///     < {"type":"signed","re":1,"entry":{"id":7,"name":"Ada","text":"...","ts":1790000000000},
///        "total":7}
///     > {"type":"read","id":2,"before":7?}
///     < {"type":"entries","re":2,"entries":[newest first, at most 20],"more":true,"total":7}
///     > {"type":"words","id":3}
///     < {"type":"words","re":3,"words":[["good",3],["here",2]]}
///     < {"type":"entry","entry":{...},"total":8}         to everybody, when somebody has signed
///
/// A name has 1 to 40 characters, a text 1 to 280. The newest 10,000 entries are kept. What the
/// pool or the database has no room for is refused as busy.
class Guestbook : public Lanroom::SessionService
{
public:
    Guestbook();

    void start() override;

private:
    /// What one thread does for a request; its outcome is the answer.
    using Work =
        std::function<Lanroom::Result<QJsonObject>(const Lanroom::DatabaseHandle &database)>;

    Lanroom::Answer sign(Lanroom::Client &client, const Lanroom::Request &request);
    Lanroom::Answer read(Lanroom::Client &client, const Lanroom::Request &request);
    Lanroom::Answer words(Lanroom::Client &client, const Lanroom::Request &request);
    Lanroom::Answer inPool(const Lanroom::Reply &reply, const Work &work);
    void answer(const Lanroom::Reply &reply, const Lanroom::Result<QJsonObject> &done);

    std::unique_ptr<Lanroom::Database> m_database;
};
