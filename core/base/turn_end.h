// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

#include <chrono>
#include <memory>

QT_BEGIN_NAMESPACE
class QObject;
QT_END_NAMESPACE

namespace Lanroom {

/// A place in a ring of tasks. Linking and unlinking allocate nothing.
class TurnLink
{
public:
    TurnLink() = default;
    Q_DISABLE_COPY_MOVE(TurnLink)

protected:
    ~TurnLink() { unlink(); }

private:
    friend class TurnEnd;
    friend class TurnRing;
    friend class TurnTask;

    bool isLinked() const { return m_next != this; }
    void insertBefore(TurnLink &other);
    void unlink();

    TurnLink *m_previous = this;
    TurnLink *m_next = this;
};

/// Work that is better done once a turn than at every call: write what was gathered, look at a set of
/// changes. Derive (or keep one as a member), and defer it when there is something to do. It belongs
/// to the thread that defers it; one that is destroyed while it waits does not run.
class TurnTask : public TurnLink
{
public:
    /// The turn ends. May defer this task or others again, destroy any (itself too) and spin a loop.
    virtual void endTurn() = 0;
    bool isDeferred() const { return isLinked(); }
    /// Done already: takes it out of the queue.
    void undefer() { unlink(); }

protected:
    ~TurnTask() = default;
};

/// The head of a queue of tasks; they leave it when it goes.
class TurnRing final : public TurnLink
{
public:
    ~TurnRing();

private:
    friend class TurnEnd;

    /// All its tasks, to the end of the other's queue; they are not touched but for the first and the last.
    void moveBefore(TurnRing &other);
};

/// The end of the event loop's turn: when all that was ready has been handled, and before the loop
/// sleeps. One a thread, for its whole life; on that thread only. A thread without an event loop has
/// no turns, and its tasks wait.
///
/// With Qt's dispatchers tasks run from an event posted at the first deferral: at the beginning of the
/// loop's next pass, before it looks at sockets again. (aboutToBlock() would be cheaper, but is not
/// emitted in processEvents(), nor while something keeps posting.) A dispatcher of ours drives the
/// turn itself: see setDriven().
///
/// Tasks run in the order of their deferral, those of deferFirst() before. What is deferred while they
/// run belongs to the next turn, which comes before the loop sleeps; so tasks that defer each other for
/// ever starve nobody.
class TurnEnd
{
public:
    /// How long a driven turn may last from its first deferral while there is more to read: longer
    /// turns gather more into one write. Half a millisecond is not felt, and at 20,000 messages a
    /// second it gathers ten.
    static constexpr std::chrono::microseconds kLinger{500};

    static TurnEnd &ofThisThread();

    TurnEnd();
    ~TurnEnd();
    Q_DISABLE_COPY_MOVE(TurnEnd)

    /// Queues task; no effect when it is queued already.
    void defer(TurnTask &task) { defer(task, m_waiting); }
    /// The same for one whose work is to defer others: it comes before them, so that theirs is of this turn.
    void deferFirst(TurnTask &task) { defer(task, m_first); }
    bool isPending() const { return m_first.isLinked() || m_waiting.isLinked() || m_running.isLinked(); }

    // For the thread's event dispatcher.

    /// True: the dispatcher promises to call run() while isPending(), as soon as nothing else is
    /// ready or isOverdue(), and not to sleep before.
    void setDriven(bool driven);
    bool isOverdue() const { return std::chrono::steady_clock::now() - m_since >= kLinger; }
    void run();

private:
    class Posted;

    void defer(TurnTask &task, TurnRing &ring);
    void post();
    void runAll(TurnRing &ring);

    TurnRing m_first;   // before the others
    TurnRing m_waiting; // for the turn's end
    TurnRing m_running; // the turn's end has come for these
    std::chrono::steady_clock::time_point m_since; // the first deferral, when driven
    std::unique_ptr<QObject> m_posted;             // receives the event; made when first needed
    bool m_isPosted = false;
    bool m_driven = false;
};

} // namespace Lanroom
