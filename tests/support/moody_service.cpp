// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that can be replaced, and does while that happens what the file "mood" in its data folder
// says. Only one at a time may have it open: it fails when another holds its lock.
//
// Says "new N" to a client that it sees for the first time, "resumed N" to one of its predecessor's,
// where N counts up with every message of that client, workers past included.
#include "base/file_lock.h"

#include <lanroom/service.h>

#include <QtCore/qfile.h>

using namespace Lanroom;

class Moody : public Service
{
public:
    void start() override
    {
        static const bool never = mood() == "fail"; // a process that has served once can do it again
        if (never)
            return fail(QStringLiteral("it is in no mood to serve"));
        Result<std::unique_ptr<FileLock>> lock = FileLock::take(dataDir() + QStringLiteral("/open"));
        if (!lock)
            return fail(QStringLiteral("somebody else has it open"));
        m_lock = std::move(*lock);
        ready();
    }

    void connected(Client &client) override { greet(client, "new "); }
    void resumed(Client &client) override { greet(client, "resumed "); }

    void message(Client &client, const Message &) override
    {
        client.setSession(QByteArray::number(client.session().toInt() + 1));
        client.send(client.session());
    }

    void stopping() override
    {
        if (mood() == "polite")
            broadcast(QByteArrayLiteral("goodbye"));
        if (mood() != "cling")
            stopped();
    }

private:
    static void greet(Client &client, const char *word)
    {
        client.send(word + QByteArray::number(client.session().toInt()));
    }

    QByteArray mood() const
    {
        QFile file(dataDir() + QStringLiteral("/mood"));
        return file.open(QFile::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }

    std::unique_ptr<FileLock> m_lock;
};

LANROOM_SERVICE(Moody)
