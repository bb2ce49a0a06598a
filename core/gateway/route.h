// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// Where a WebSocket path leads: the service that takes it, or why none does.
struct Route
{
    enum Kind {
        Found,       // service takes it (perhaps not running yet: its messages are held)
        NotFound,    // no service has this path: 404
        LocalOnly,   // it answers only this machine, and the client isn't on it: 403
        Unavailable, // it failed or was stopped by the operator: 503
    };
    Kind kind = NotFound;
    QString service; // its name, when Found
    QStringList subprotocols = {}; // that it speaks
    QStringList origins = {};      // whose pages it lets in beside our own
    qint64 messageBytes = 0;       // what its clients may send at least
};

} // namespace Lanroom
