// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/messages.h"

#include <QtCore/qobject.h>

namespace Lanroom {

/// The operator's subject 'traffic': the gateways' counters summed since Start. In the server
/// process, main thread, owned by Server.
class Traffic : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    virtual Link::GatewayStats total() const = 0;
    /// True from the first request that came from another device: any non-loopback address.
    virtual bool outsideSeen() const = 0;

Q_SIGNALS:
    void changed(); // at most four times a second
    void outsideSeenChanged();
};

} // namespace Lanroom
