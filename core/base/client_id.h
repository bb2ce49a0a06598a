// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qhashfunctions.h>
#include <QtCore/qstring.h>

#include <optional>

namespace Lanroom {

/// Names one connection of one browser, for its whole life and never again.
/// 64 bits: gateway slot (8), the gateway's generation (24), a counter in it (32), so that ids made
/// by different gateways, or by a gateway and its replacement, never meet. 0 is 'no client'.
/// Outside the link it is written c_<16 hex digits>.
class ClientId
{
public:
    constexpr ClientId() = default;
    constexpr explicit ClientId(quint64 raw) : m_raw(raw) {}
    static constexpr ClientId make(quint8 slot, quint32 generation, quint32 counter)
    {
        return ClientId(quint64(slot) << 56 | quint64(generation & 0xffffff) << 32 | counter);
    }
    /// Nothing unless text is exactly what toString() makes.
    static std::optional<ClientId> fromString(QStringView text);

    constexpr quint64 raw() const { return m_raw; }
    constexpr quint8 slot() const { return quint8(m_raw >> 56); }
    constexpr quint32 generation() const { return quint32(m_raw >> 32) & 0xffffff; }
    constexpr bool isNull() const { return m_raw == 0; }
    QString toString() const;

    friend constexpr bool operator==(ClientId, ClientId) = default;
    friend constexpr auto operator<=>(ClientId, ClientId) = default;
    friend size_t qHash(ClientId id, size_t seed = 0) { return ::qHash(id.m_raw, seed); }

private:
    quint64 m_raw = 0;
};

} // namespace Lanroom
