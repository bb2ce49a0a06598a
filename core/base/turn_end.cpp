// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/turn_end.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qcoreevent.h>
#include <QtCore/qobject.h>

namespace Lanroom {

void TurnLink::insertBefore(TurnLink &other)
{
    m_previous = other.m_previous;
    m_next = &other;
    m_previous->m_next = this;
    other.m_previous = this;
}

void TurnLink::unlink()
{
    m_previous->m_next = m_next;
    m_next->m_previous = m_previous;
    m_previous = m_next = this;
}

TurnRing::~TurnRing()
{
    while (isLinked())
        m_next->unlink();
}

void TurnRing::moveBefore(TurnRing &other)
{
    if (!isLinked())
        return;
    m_next->m_previous = other.m_previous;
    other.m_previous->m_next = m_next;
    m_previous->m_next = &other;
    other.m_previous = m_previous;
    m_previous = m_next = this;
}

/// Ends the turn when Qt hands it the event.
class TurnEnd::Posted final : public QObject
{
public:
    explicit Posted(TurnEnd &turn) : m_turn(turn) {}

    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::User)
            return QObject::event(event);
        m_turn.m_isPosted = false;
        m_turn.run();
        return true;
    }

private:
    TurnEnd &m_turn;
};

TurnEnd &TurnEnd::ofThisThread()
{
    static thread_local TurnEnd turn;
    return turn;
}

TurnEnd::TurnEnd() = default;
TurnEnd::~TurnEnd() = default;

void TurnEnd::defer(TurnTask &task, TurnRing &ring)
{
    if (task.isLinked())
        return;
    if (!m_driven)
        post();
    else if (!m_first.isLinked() && !m_waiting.isLinked())
        m_since = std::chrono::steady_clock::now();
    task.insertBefore(ring);
}

void TurnEnd::setDriven(bool driven)
{
    m_driven = driven;
    if (!driven && isPending())
        post();
}

void TurnEnd::run()
{
    runAll(m_first);
    runAll(m_waiting);
}

/// Those that are in ring now.
void TurnEnd::runAll(TurnRing &ring)
{
    // A task that spins a loop brings us here again: the inner run goes on with the outer one's rest.
    ring.moveBefore(m_running);
    while (m_running.isLinked()) {
        auto *const task = static_cast<TurnTask *>(m_running.m_next);
        task->undefer();
        task->endTurn();
    }
}

void TurnEnd::post()
{
    if (m_isPosted)
        return;
    m_isPosted = true;
    if (!m_posted)
        m_posted = std::make_unique<Posted>(*this);
    QCoreApplication::postEvent(m_posted.get(), new QEvent(QEvent::User));
}

} // namespace Lanroom
