// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

#include <unordered_map>
#include <vector>

namespace Lanroom {

/// The memory that waits for a gateway's clients to read, all together. Over the limit the client
/// that has most waiting is cut off, and the next, until it fits. Counted is what is really held: a
/// publication's bytes once, however many clients they wait for, and a piece of each client's queue
/// for every one of them.
///
/// That bytes wait no longer is known from their reference count: the budget keeps a reference to
/// every frame that was queued, and looks through them whenever they have doubled. So what is let go
/// early costs nothing at all, and the books are at most twice too high, until it matters.
///
/// Passive, on the event-loop thread; shared by the gateway's clients (ClientCommons).
class OutboxBudget
{
public:
    /// What a frame in a client's queue costs besides its bytes.
    static constexpr qint64 kPieceBytes = sizeof(QByteArray);

    /// One client's part.
    class Share
    {
    public:
        class Owner
        {
        public:
            /// Everything that waits is to be dropped, now: empty() when it is.
            virtual void outboxesAreFull() = 0;

        protected:
            ~Owner() = default;
        };

        Share(OutboxBudget &budget, Owner &owner);
        ~Share();
        Q_DISABLE_COPY_MOVE(Share)

        /// What waits after something has left.
        void set(qint64 bytes, qint64 pieces);
        void empty() { set(0, 0); }
        /// What waits now that the frame does, too. May cut off other clients, or this one.
        void add(const QByteArray &frame, qint64 bytes, qint64 pieces);
        /// What counts against the client's own limit.
        qint64 waiting() const { return m_bytes + m_pieces * kPieceBytes; }

    private:
        friend class OutboxBudget;
        OutboxBudget &m_budget;
        Owner &m_owner;
        qint64 m_bytes = 0;
        qint64 m_pieces = 0;
        std::size_t m_place; // in the budget's list
    };

    explicit OutboxBudget(qint64 limit) : m_limit(limit) {}

    /// What is held, at most.
    qint64 held() const { return m_frameBytes + m_pieces * kPieceBytes; }

private:
    void keep(const QByteArray &frame);
    void letGo();
    void enforce();
    void giveBack();
    Share *largest() const;

    const qint64 m_limit;
    std::vector<Share *> m_shares;
    std::unordered_map<const char *, QByteArray> m_frames; // by their bytes: each once, while it waits
    const char *m_lastKept = nullptr;
    qint64 m_frameBytes = 0;
    qint64 m_lookAt = kLookBytes; // m_frameBytes at which to look through them
    qint64 m_pieces = 0;
    qint64 m_cut = 0; // that waited for those who were cut off, since the last giveBack()
    bool m_enforcing = false;

    static constexpr qint64 kLookBytes = 256 * 1024; // fits a processor's cache
};

} // namespace Lanroom
