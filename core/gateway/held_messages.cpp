// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/held_messages.h"

namespace Lanroom {

bool HeldMessages::add(ClientId client, const QByteArray &data, bool binary)
{
    const qint64 cost = data.size() + kOverhead;
    m_queue.push_back({client, data, binary});
    m_bytes += cost;
    const qint64 ofClient = m_perClient[client] += cost;
    return ofClient <= m_limits.bytesPerClient && m_bytes <= m_limits.bytesTotal;
}

void HeldMessages::forget(ClientId client)
{
    if (m_perClient.remove(client) == 0)
        return;
    std::erase_if(m_queue, [&](const Held &held) {
        if (held.client != client)
            return false;
        m_bytes -= held.data.size() + kOverhead;
        return true;
    });
}

HeldMessages::Held HeldMessages::take()
{
    Held held = std::move(m_queue.front());
    m_queue.pop_front();
    m_bytes -= held.data.size() + kOverhead;
    if (m_queue.empty())
        m_perClient.clear();
    return held;
}

} // namespace Lanroom
