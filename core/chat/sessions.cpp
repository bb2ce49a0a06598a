// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/sessions.h"

namespace Lanroom::Chat {

Sessions::Sessions(const Limits &limits, const Clock &clock) : m_limits(limits), m_clock(clock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Sessions::checkDeadlines);
}

Session &Sessions::add(Client &client)
{
    const qint64 now = m_clock.monotonicMs();
    const TokenBucket hellos(m_limits.helloRate, m_limits.helloBurst, now);
    Session &session = m_sessions.try_emplace(client.id().raw(), client, hellos).first->second;
    expectHello(client.id());
    return session;
}

void Sessions::expectHello(ClientId client)
{
    const qint64 until = m_clock.monotonicMs() + m_limits.helloMs;
    if (Session *session = find(client))
        session->helloByMs = until;
    m_deadlines.push_back({until, client});
    if (!m_timer.isActive())
        startTimer();
}

Session *Sessions::find(ClientId id)
{
    const auto found = m_sessions.find(id.raw());
    return found == m_sessions.end() ? nullptr : &found->second;
}

void Sessions::checkDeadlines()
{
    const qint64 now = m_clock.monotonicMs();
    while (!m_deadlines.empty() && m_deadlines.front().atMs <= now) {
        const Session *session = find(m_deadlines.front().client);
        m_deadlines.pop_front();
        // One whose hello is at the database right now has said it; others got another deadline.
        if (session && session->state == Session::State::Fresh && session->helloByMs <= now)
            session->client.close(kNoHello, QStringLiteral("no hello"));
    }
    startTimer();
}

void Sessions::startTimer()
{
    if (!m_deadlines.empty())
        m_timer.start(int(qMax<qint64>(0, m_deadlines.front().atMs - m_clock.monotonicMs())));
}

} // namespace Lanroom::Chat
