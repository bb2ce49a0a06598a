// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/conversation.h"

#include <utility>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

Conversation::Conversation(Client &client, qsizetype lineBytes, std::function<bool()> mayGoOn)
    : m_client(&client), m_lineBytes(lineBytes), m_mayGoOn(std::move(mayGoOn)),
      m_program({lineBytes, kInputBytes})
{
    connect(&m_program, &Program::line, this, &Conversation::say);
    connect(&m_program, &Program::lineTooLong, this, [this] {
        close(kTooLong, u"the program wrote a line of more than %1 bytes"_s.arg(m_lineBytes));
    });
    connect(&m_program, &Program::ended, this, &Conversation::programEnded);
}

Result<void> Conversation::start(const QStringList &command, const QProcessEnvironment &environment)
{
    return m_program.start(command, environment);
}

void Conversation::message(const Message &message)
{
    if (m_closed)
        return;
    if (message.binary)
        close(kOnlyText, u"this service takes lines of text only"_s);
    else if (!m_program.write(message.bytes() + '\n'))
        close(kTooFast, u"the program does not read so fast"_s);
}

void Conversation::say(const QByteArray &line)
{
    if (!m_client || m_closed)
        return;
    // Nobody hears of what would have to wait, and the program must not: it is to end.
    if (m_stopping && (m_waiting || !m_mayGoOn()))
        return;
    // A browser would hang up on what is not UTF-8: it sees question marks instead.
    m_client->send(line.isValidUtf8() ? line : QString::fromUtf8(line).toUtf8());
    m_unflushed += line.size() + kLineOverhead;
    if (m_unflushed >= kWindowBytes && !std::exchange(m_waiting, true))
        m_client->flush();
    if (!m_stopping && (m_waiting || !m_mayGoOn()))
        m_program.pauseReading(true);
}

void Conversation::flushed()
{
    m_waiting = false;
    m_unflushed = 0;
    if (m_lastCode)
        close(m_lastCode, m_lastWords);
    else
        caughtUp();
}

void Conversation::caughtUp()
{
    if (!m_waiting)
        m_program.pauseReading(false);
}

void Conversation::close(int code, const QString &reason)
{
    if (m_client && !std::exchange(m_closed, true))
        m_client->close(code, reason);
    m_program.pauseReading(false); // what it says goes nowhere
    m_program.end();
}

void Conversation::left()
{
    m_client = nullptr;
    m_program.pauseReading(false);
    m_program.end();
}

void Conversation::stop()
{
    m_stopping = true;
    m_program.pauseReading(false);
    m_program.end(true);
}

/// Its last line may have to wait for the client as the others did: the close frame comes after it.
void Conversation::programEnded(const QString &how, bool good)
{
    if (m_client && !m_closed) {
        m_lastCode = good ? kEnded : kFailed;
        m_lastWords = u"the program "_s + how;
        if (!std::exchange(m_waiting, true))
            m_client->flush();
    }
    Q_EMIT ended();
}

} // namespace Lanroom
