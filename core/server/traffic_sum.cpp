// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/traffic_sum.h"

namespace Lanroom {

namespace {

void add(Link::GatewayStats &sum, const Link::GatewayStats &stats)
{
    sum.messagesIn += stats.messagesIn;
    sum.messagesOut += stats.messagesOut;
    sum.bytesIn += stats.bytesIn;
    sum.bytesOut += stats.bytesOut;
    sum.requests += stats.requests;
    sum.outsideRequests += stats.outsideRequests;
    sum.refused += stats.refused;
    sum.bounds.add(stats.bounds);
    sum.clients += stats.clients;
    sum.heldBytes += stats.heldBytes;
}

} // namespace

TrafficSum::TrafficSum()
{
    connect(&m_notice, &ChangeNotice::due, this, &Traffic::changed);
}

Link::GatewayStats TrafficSum::total() const
{
    Link::GatewayStats sum = m_past;
    for (const Link::GatewayStats &stats : m_alive)
        add(sum, stats);
    return sum;
}

void TrafficSum::reported(int slot, const Link::GatewayStats &stats)
{
    m_alive.insert(slot, stats);
    m_notice.touch();
    if (stats.outsideRequests > 0 && !m_outsideSeen) {
        m_outsideSeen = true;
        Q_EMIT outsideSeenChanged();
    }
}

void TrafficSum::gatewayEnded(int slot)
{
    Link::GatewayStats last = m_alive.take(slot);
    last.clients = last.heldBytes = 0;
    add(m_past, last);
    m_notice.touch();
}

void TrafficSum::clear()
{
    m_alive.clear();
    m_past = {};
    m_notice.touch();
    if (std::exchange(m_outsideSeen, false))
        Q_EMIT outsideSeenChanged();
}

} // namespace Lanroom
