// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/rooms_model.h"

#include "ui/models/attendance.h"
#include "ui/models/people_model.h"
#include "ui/models/plain_text.h"
#include "ui/models/roles.h"

#include <QtCore/qlocale.h>

#include <algorithm>

namespace Lanroom {

RoomsModel::RoomsModel(Rooms &rooms, Clients &clients, QObject *parent)
    : SnapshotTable(parent), m_rooms(rooms), m_clients(clients)
{
    connect(&rooms, &Rooms::changed, this, &RoomsModel::refresh);
    connect(&clients, &Clients::changed, this, &RoomsModel::refresh);
    refresh();
}

void RoomsModel::refresh()
{
    QHash<ClientId, const ClientRow *> known;
    const QList<ClientRow> clients = m_clients.rows();
    known.reserve(clients.size());
    for (const ClientRow &client : clients)
        known.insert(client.id, &client);

    const QList<RoomRow> rooms = m_rooms.rows();
    QList<NamedRoom> fresh;
    fresh.reserve(rooms.size());
    for (const RoomRow &room : rooms) {
        NamedRoom named{room, 0, {}};
        Heads heads;
        for (const ClientId id : room.members) {
            const ClientRow *client = known.value(id);
            if (client && !heads.add(*client))
                continue;
            ++named.people;
            if (client)
                named.names.append(PeopleModel::nameOf(*client));
        }
        std::sort(named.names.begin(), named.names.end());
        fresh.append(std::move(named));
    }
    take(fresh);
}

int RoomsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RoomsModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const NamedRoom &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return words(row, index.column());
    case Qt::ToolTipRole: // a cell may be too narrow for its words
        return plainToolTip(words(row, index.column()));
    case SortRole:
        if (index.column() == Members)
            return row.people;
        return words(row, index.column());
    case MissingRole:
        return index.column() == Who && row.names.isEmpty();
    default:
        return {};
    }
}

QString RoomsModel::words(const NamedRoom &row, int column)
{
    switch (column) {
    case Title:
        return oneLine(row.room.title.isEmpty() ? row.room.topic : row.room.title, 80);
    case Service:
        return oneLine(row.room.service, 40);
    case Members:
        return QLocale().toString(row.people);
    case Who: {
        if (row.people == 0)
            return tr("Nobody now");
        const QString shown = row.names.mid(0, kNamesShown).join(QStringLiteral(", "));
        const qsizetype more = row.names.size() - kNamesShown;
        return more > 0 ? tr("%1 and %n more", nullptr, int(more)).arg(shown) : shown;
    }
    default:
        return {};
    }
}

QVariant RoomsModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Title:
        return tr("Room");
    case Service:
        return tr("Service");
    case Members:
        return tr("People");
    case Who:
        return tr("Who");
    default:
        return {};
    }
}

} // namespace Lanroom
