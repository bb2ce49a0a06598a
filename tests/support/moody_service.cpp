// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that can be replaced, and does while that happens what the file "mood" in its data folder
// says. Only one at a time may have it open: it fails when another holds its lock.
//
// Says "new N" to a client that it sees for the first time, "resumed N" to one of its predecessor's,
// where N counts up with every message of that client, workers past included; "heavy" leaves it with a
// long session, and "sulk" keeps it from its work. Notes in the file "notes" when it begins to end and when
// it has.
#include "base/file_lock.h"

#include <lanroom/service.h>

#include <QtCore/qfile.h>
#include <QtCore/qtimer.h>

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
        if (mood() == "drowsy")
            QTimer::singleShot(kSlowMs, &m_here, [this] { ready(); });
        else
            ready();
    }

    void connected(Client &client) override { greet(client, "new "); }
    void resumed(Client &client) override { greet(client, "resumed "); }

    void message(Client &client, const Message &message) override
    {
        if (message.data == "sulk")
            setTrouble(QStringLiteral("a sulk"));
        const QByteArray count = QByteArray::number(client.session().toInt() + 1);
        client.setSession(message.data == "heavy" ? count.leftJustified(kHeavyBytes) : count);
        client.send(count);
    }

    void stopping() override
    {
        const QByteArray mood = this->mood();
        note("ending");
        if (mood == "polite")
            broadcast(QByteArrayLiteral("goodbye"));
        if (mood == "slow")
            QTimer::singleShot(kSlowMs, &m_here, [this] { end(); });
        else if (mood != "cling")
            end();
    }

private:
    static void greet(Client &client, const char *word)
    {
        client.send(word + QByteArray::number(client.session().toInt()));
    }

    void end()
    {
        note("ended");
        stopped();
        stopped(); // as happens where a timer and an answer both find that all is done
    }

    void note(const char *word) const
    {
        QFile file(dataDir() + QStringLiteral("/notes"));
        if (file.open(QFile::Append))
            file.write(word + QByteArrayLiteral("\n"));
    }

    QByteArray mood() const
    {
        QFile file(dataDir() + QStringLiteral("/mood"));
        return file.open(QFile::ReadOnly) ? file.readAll().trimmed() : QByteArray();
    }

    static constexpr int kSlowMs = 1200;
    static constexpr qsizetype kHeavyBytes = 4000; // nearly all that a session may have

    QObject m_here; // its timer ends with us
    std::unique_ptr<FileLock> m_lock;
};

LANROOM_SERVICE(Moody)
