// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/outgoing_run.h"

#include <algorithm>
#include <utility>

namespace Lanroom {

namespace {

const QByteArray &frameOf(const Outgoing &message, int deflateBits, qsizetype minBytes)
{
    const bool deflate = deflateBits > 0 && message.size() >= minBytes;
    return deflate ? message.deflatedFrame(deflateBits) : message.frame();
}

} // namespace

void OutgoingRun::add(Outgoing message)
{
    m_size += message.size();
    m_longest = qMax(m_longest, message.size());
    m_messages.push_back(std::move(message));
    m_variants.clear();
}

OutgoingRun OutgoingRun::from(qsizetype first) const
{
    OutgoingRun rest;
    for (qsizetype i = first; i < count(); ++i)
        rest.add(m_messages[std::size_t(i)]);
    return rest;
}

const QByteArray &OutgoingRun::frames(int deflateBits, qsizetype minBytes) const
{
    const int bits = m_longest >= minBytes ? deflateBits : 0;
    if (m_messages.size() == 1)
        return frameOf(m_messages.front(), bits, minBytes);
    const auto same = [bits](const Variant &variant) { return variant.deflateBits == bits; };
    if (const auto it = std::find_if(m_variants.cbegin(), m_variants.cend(), same);
        it != m_variants.cend())
        return it->frames;
    QByteArray frames;
    for (const Outgoing &message : m_messages)
        frames += frameOf(message, bits, minBytes);
    m_variants.append({bits, frames});
    return m_variants.last().frames;
}

} // namespace Lanroom
