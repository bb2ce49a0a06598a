// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/database.h>
#include <lanroom/session_service.h>

#include <QtCore/qthreadpool.h>

#include <memory>

/// A guest book: people sign it, everybody reads it, and it lasts. An example of a service that
/// works on several threads: each request is done by one of a pool, in plain code that waits for
/// its database, and all threads share one Database. The service's own thread never waits.
///
///     > {"type":"sign","id":1,"name":"Ada","text":"It was good to be here"}
///     < {"type":"signed","re":1,"entry":{"id":7,"name":"Ada","text":"...","ts":1790000000000}}
///     > {"type":"read","id":2,"before":7?}
///     < {"type":"entries","re":2,"entries":[newest first, at most 20],"more":true,"total":7}
///     > {"type":"words","id":3}
///     < {"type":"words","re":3,"words":[["good",3],["here",2]]}
///     < {"type":"entry","entry":{...},"total":8}         to everybody, when somebody has signed
///
/// A name has 1 to 40 characters, a text 1 to 280. The newest 10,000 entries are kept. With 200
/// requests waiting more are refused as busy.
class Guestbook : public Lanroom::SessionService
{
public:
    Guestbook();

    void start() override;

private:
    using Work = std::function<Lanroom::Answer(const Lanroom::DatabaseHandle &)>;

    Lanroom::Answer sign(Lanroom::Client &client, const Lanroom::Request &request);
    Lanroom::Answer read(Lanroom::Client &client, const Lanroom::Request &request);
    Lanroom::Answer words(Lanroom::Client &client, const Lanroom::Request &request);
    Lanroom::Answer inPool(const Lanroom::Reply &reply, const Work &work);

    int m_waiting = 0;
    std::unique_ptr<Lanroom::Database> m_database;
    QThreadPool m_pool; // last: its end waits for the threads, which use what stands above
};
