// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/clients.h"

#include <QtCore/qset.h>

#include <utility>

namespace Lanroom {

/// What a connection is to people. A page of a service and a wall are connections, too, but nobody sits
/// behind them who could be counted or greeted.
enum class Visitor {
    Person,  // a service knows the name
    Unnamed, // in the chat, and has not said who it is
    Wall,    // only looks on
    Service, // uses a service that knows no names: its page, or a program
};

Visitor visitorOf(const ClientRow &row);

/// Tells people from connections: those of whom their service knows that they are the same are one.
class Heads
{
public:
    /// Whether the connection is of somebody new.
    bool add(const ClientRow &row);

private:
    QSet<std::pair<QString, QString>> m_known; // service, user
};

qsizetype countPeople(const QList<ClientRow> &rows);

/// Whether closing the place would take it from somebody: people, and whatever other devices show. What
/// this computer itself has open, but for people, is the operator's own.
bool closingDisturbs(const QList<ClientRow> &rows);

} // namespace Lanroom
