// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/change_notice.h"
#include "server/traffic.h"

#include <QtCore/qmap.h>

namespace Lanroom {

/// The gateways' counters added up. A gateway that ended leaves what it counted. Main thread, owned
/// by the server.
class TrafficSum final : public Traffic
{
    Q_OBJECT
public:
    TrafficSum();

    Link::GatewayStats total() const override;
    bool outsideSeen() const override { return m_outsideSeen; }

    void reported(int slot, const Link::GatewayStats &stats);
    void gatewayEnded(int slot);
    void clear();

private:
    QMap<int, Link::GatewayStats> m_alive;
    Link::GatewayStats m_past; // of gateways that ended, without levels
    bool m_outsideSeen = false;
    ChangeNotice m_notice;
};

} // namespace Lanroom
