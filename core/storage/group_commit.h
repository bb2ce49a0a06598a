// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom::Storage {

/// When to commit: waiting gathers more jobs into one costly flush of the disk, but makes the
/// first of them wait. The rule: take what is there; then wait only for as many as the batch just
/// before brought, and never longer than waitMs from the batch's first job. So one person typing,
/// or one program that waits for each answer, never waits, while fifty that answer each other's
/// commits soon share them. After a pause of quietMs the past no longer counts.
/// Pure: the caller says what time it is (monotonic ms).
class GroupCommit
{
public:
    struct Limits
    {
        int jobs = 50;
        int waitMs = 5;
        int quietMs = 5;
    };
    explicit GroupCommit(const Limits &limits) : m_limits(limits) {}

    /// A job was executed in the open batch (the first one opened it).
    void joined(qint64 nowMs);
    /// The batch may not grow any more.
    bool mustCommit(qint64 nowMs) const;
    /// How long to wait for another job; 0: commit unless one is already there.
    int waitMs(qint64 nowMs) const;
    /// The batch ended, well or not.
    void committed(qint64 nowMs);

private:
    Limits m_limits;
    int m_jobs = 0;     // in the open batch
    int m_expected = 1; // as many as make further waiting pointless
    qint64 m_openedAt = 0;
    int m_lastJobs = 0; // in the batch before
    qint64 m_lastEndedAt = 0;
};

} // namespace Lanroom::Storage
