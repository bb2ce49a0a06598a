// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

#include <optional>

namespace Lanroom::Storage {

/// What to say of writes that fail, where they may fail a hundred times a second and the log lies on the
/// same full disk: once when that begins, then at most once in sayAgainMs with how many there were
/// meanwhile, and once when writing works again, which a write or two that fit in between are not.
/// Pure: the caller says what time it is (monotonic ms) and logs the words, if there are any.
class OutageLog
{
public:
    struct Limits
    {
        int sayAgainMs = 60'000;
        int calmMs = 2'000; ///< without a failure, until writing works again
    };
    explicit OutageLog(const Limits &limits) : m_limits(limits) {}

    /// So many writes were undone.
    QString failed(qsizetype writes, const QString &why, qint64 nowMs);
    /// Nobody wanted to write, it was only tried, and failed.
    void triedInVain(const QString &why, qint64 nowMs);
    /// A group of writes is on disk.
    QString worked(qint64 nowMs);

    /// What keeps writes from being done, as it was said last; empty when nothing does.
    const QString &why() const { return m_why; }

private:
    bool isTime(const std::optional<qint64> &saidAt, qint64 nowMs) const
    {
        return !saidAt || nowMs - *saidAt >= m_limits.sayAgainMs;
    }

    const Limits m_limits;
    bool m_failing = false; // by what was said
    QString m_why;
    qint64 m_failedAt = 0;
    qsizetype m_unsaid = 0; // writes
    std::optional<qint64> m_saidAt;
    std::optional<qint64> m_saidItWorksAt;
};

} // namespace Lanroom::Storage
