// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/attendance.h"

#include <QtNetwork/qhostaddress.h>

#include <algorithm>

namespace Lanroom {

namespace {

constexpr QLatin1StringView kChat("chat"); // the one service that asks everybody for a name

} // namespace

Visitor visitorOf(const ClientRow &row)
{
    // Before its name: a wall says hello as everybody does, and calls itself something.
    if (row.rooms.isEmpty() && !row.observes.isEmpty())
        return Visitor::Wall;
    if (!row.name.isEmpty())
        return Visitor::Person;
    return row.service == kChat ? Visitor::Unnamed : Visitor::Service;
}

bool Heads::add(const ClientRow &row)
{
    if (row.user.isEmpty())
        return true;
    const qsizetype before = m_known.size();
    m_known.insert({row.service, row.user});
    return m_known.size() > before;
}

qsizetype countPeople(const QList<ClientRow> &rows)
{
    Heads heads;
    return std::count_if(rows.begin(), rows.end(), [&heads](const ClientRow &row) {
        return visitorOf(row) == Visitor::Person && heads.add(row);
    });
}

bool closingDisturbs(const QList<ClientRow> &rows)
{
    return std::any_of(rows.begin(), rows.end(), [](const ClientRow &row) {
        return visitorOf(row) == Visitor::Person || !QHostAddress(row.address).isLoopback();
    });
}

} // namespace Lanroom
