// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/client_id.h"

namespace Lanroom {

std::optional<ClientId> ClientId::fromString(QStringView text)
{
    if (text.size() != 18 || !text.startsWith(QLatin1StringView("c_")))
        return std::nullopt;
    bool ok = false;
    const ClientId id(text.mid(2).toULongLong(&ok, 16));
    if (!ok || id.toString() != text)
        return std::nullopt;
    return id;
}

QString ClientId::toString() const
{
    return QStringLiteral("c_%1").arg(m_raw, 16, 16, QLatin1Char('0'));
}

} // namespace Lanroom
