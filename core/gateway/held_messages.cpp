// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/held_messages.h"

#include <utility>

namespace Lanroom {

bool HeldMessages::add(ClientId client, const QByteArray &data, bool binary)
{
    const Held &held = m_queue.emplace_hint(m_queue.end(), ++m_last, Held{client, data, binary})->second;
    Share &share = m_perClient[client];
    share.places.append(m_last);
    share.bytes += cost(held);
    m_bytes += cost(held);
    return share.bytes <= m_limits.bytesPerClient && !isFull();
}

void HeldMessages::forget(ClientId client)
{
    const Share share = m_perClient.take(client);
    m_bytes -= share.bytes;
    for (const quint64 place : share.places)
        m_queue.erase(place);
}

HeldMessages::Held HeldMessages::take()
{
    Held held = std::move(m_queue.extract(m_queue.begin()).mapped());
    m_bytes -= cost(held);
    const auto share = m_perClient.find(held.client);
    share->places.removeFirst();
    share->bytes -= cost(held);
    if (share->places.isEmpty())
        m_perClient.erase(share);
    return held;
}

} // namespace Lanroom
