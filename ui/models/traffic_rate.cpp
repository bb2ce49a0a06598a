// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/traffic_rate.h"

#include "base/clock.h"

#include <algorithm>

namespace Lanroom {

namespace {

qint64 messages(const Traffic &traffic)
{
    const Link::GatewayStats total = traffic.total();
    return total.messagesIn + total.messagesOut;
}

} // namespace

TrafficRate::TrafficRate(Traffic &traffic, const Clock &clock, QObject *parent)
    : QObject(parent), m_traffic(traffic), m_clock(clock), m_history(kSamples, 0.0),
      m_lastCount(messages(traffic))
{
    m_timer.setInterval(kSampleMs);
    connect(&m_timer, &QTimer::timeout, this, &TrafficRate::sample);
    connect(&traffic, &Traffic::changed, this, &TrafficRate::wake);
}

void TrafficRate::wake()
{
    if (m_timer.isActive() || messages(m_traffic) == m_lastCount)
        return;
    // The clock stood still with the timer: what has just come, came within the last second.
    m_lastMs = m_clock.monotonicMs() - kSampleMs;
    m_timer.start();
    sample();
}

void TrafficRate::sample()
{
    const qint64 count = messages(m_traffic);
    const qint64 now = m_clock.monotonicMs();
    const double seconds = double(qMax<qint64>(now - m_lastMs, 1)) / 1000;
    // A restarted server counts from zero again.
    const double rate = count >= m_lastCount ? double(count - m_lastCount) / seconds : 0.0;
    m_lastCount = count;
    m_lastMs = now;
    m_history.removeFirst();
    m_history.append(rate);
    if (std::all_of(m_history.begin(), m_history.end(), [](double r) { return r == 0.0; }))
        m_timer.stop();
    Q_EMIT changed();
}

} // namespace Lanroom
