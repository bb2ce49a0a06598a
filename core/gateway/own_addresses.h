// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qlist.h>
#include <QtNetwork/qhostaddress.h>

namespace Lanroom {

/// This machine's addresses, without zones. Asking the system takes some tenths of a millisecond, and
/// every request of a hostile page may make us want them: asked anew only after kFreshMs. Passive.
class OwnAddresses
{
public:
    static constexpr qint64 kFreshMs = 1000;

    /// nowMs: Clock::monotonicMs(). Good until the next call.
    const QList<QHostAddress> &at(qint64 nowMs);

private:
    QList<QHostAddress> m_addresses;
    qint64 m_askAt = 0;
};

} // namespace Lanroom
