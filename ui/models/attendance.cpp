// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/attendance.h"

#include <QtCore/qset.h>
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

qsizetype countPeople(const QList<ClientRow> &rows)
{
    QSet<std::pair<QString, QString>> known;
    qsizetype unknown = 0;
    for (const ClientRow &row : rows) {
        if (visitorOf(row) != Visitor::Person)
            continue;
        if (row.user.isEmpty())
            ++unknown;
        else
            known.insert({row.service, row.user});
    }
    return known.size() + unknown;
}

bool closingDisturbs(const QList<ClientRow> &rows)
{
    return std::any_of(rows.begin(), rows.end(), [](const ClientRow &row) {
        return visitorOf(row) == Visitor::Person || !QHostAddress(row.address).isLoopback();
    });
}

} // namespace Lanroom
