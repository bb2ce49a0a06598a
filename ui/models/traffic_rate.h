// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/traffic.h"

#include <QtCore/qlist.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

class Clock;

/// Messages per second over the last minute, from Traffic's growing counters: one sample a second
/// for the live graph. While nothing moves and the graph is flat no timer runs at all; Traffic's
/// next change starts it again. Window's thread; traffic and clock outlive it.
class TrafficRate : public QObject
{
    Q_OBJECT
public:
    static constexpr int kSamples = 60;
    static constexpr int kSampleMs = 1000;

    TrafficRate(Traffic &traffic, const Clock &clock, QObject *parent = nullptr);

    /// Messages in and out per second, oldest first; always kSamples of them.
    const QList<double> &history() const { return m_history; }
    double now() const { return m_history.last(); }
    bool isSampling() const { return m_timer.isActive(); }
    /// Takes a sample now; the timer does so every second.
    void sample();

Q_SIGNALS:
    void changed();

private:
    void wake();

    Traffic &m_traffic;
    const Clock &m_clock;
    QTimer m_timer;
    QList<double> m_history;
    qint64 m_lastCount = 0;
    qint64 m_lastMs = 0;
};

} // namespace Lanroom
