// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>
#include <QtCore/qlist.h>

#include <functional>
#include <optional>

namespace Lanroom {

/// Decides when a worker that ended by itself is started again. Pure: it is told what happened and
/// when (monotonic ms), and holds no clock, timer or process. One per worker, owned by it.
///
/// A worker that served for kEarlyMs before it ended is started again at once, and so is one after
/// its first early end. From the second early end in a row the wait is random between 0 and a bound
/// that doubles each time (full jitter: many that failed together don't come back together).
/// A service that ends kFailures times within kFailureWindowMs, each before it was ready or within
/// kStillbornMs of it, has failed and stays down until somebody calls reset(). A gateway never
/// fails: without it nobody is served, so it is tried for ever, every kGatewayMaxDelayMs at worst. One
/// that is to live Once has failed with its first end.
class RestartPolicy
{
public:
    enum class Kind { Service, Gateway, Once };

    static constexpr qint64 kEarlyMs = 10'000;
    static constexpr qint64 kStillbornMs = 2'000;
    static constexpr int kFailures = 5;
    static constexpr qint64 kFailureWindowMs = 60'000;
    static constexpr qint64 kFirstDelayMs = 500;
    static constexpr qint64 kServiceMaxDelayMs = 30'000;
    static constexpr qint64 kGatewayMaxDelayMs = 5'000;

    /// random01: uniform in [0, 1).
    RestartPolicy(Kind kind, std::function<double()> random01);

    void started();
    void ready(qint64 now);
    /// How long to wait before the next start, or nothing: it has failed.
    [[nodiscard]] std::optional<qint64> ended(qint64 now);
    /// Forgets all failures, for a manual restart.
    void reset();

private:
    qint64 delayMs() const;

    Kind m_kind;
    std::function<double()> m_random01;
    std::optional<qint64> m_readyAt; // of the present run
    int m_earlyEnds = 0;             // in a row
    QList<qint64> m_stillborn;       // when, within the window
};

} // namespace Lanroom
