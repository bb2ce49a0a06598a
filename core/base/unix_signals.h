// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qobject.h>

namespace Lanroom {

/// SIGTERM, SIGINT and SIGHUP (the terminal was closed) as a Qt signal: the handler writes a byte into a
/// socket pair, the event loop reads it. One a process, made by main(). Where there are no such signals it
/// never speaks, and the system's own way of ending a program stays as it is.
class UnixSignals : public QObject
{
    Q_OBJECT
public:
    UnixSignals();

Q_SIGNALS:
    void terminationAsked();
};

} // namespace Lanroom
