// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/rooms.h"
#include "ui/models/snapshot_table.h"

#include <utility>

namespace Lanroom {

/// A room with its members looked up, as the window shows it: somebody with two devices is there once.
struct NamedRoom
{
    RoomRow room;
    qsizetype people = 0;
    QStringList names; // of those with a row among the clients, sorted

    friend bool operator==(const NamedRoom &, const NamedRoom &) = default;
};

/// The rooms of every service that described some, with who is in them. Follows Rooms for the rooms
/// and Clients for the names; both outlive it. Window's thread.
class RoomsModel : public SnapshotTable<NamedRoom, std::pair<QString, QString>>
{
    Q_OBJECT
public:
    enum Column { Title, Service, Members, Who, ColumnCount };
    /// Names shown of one room; more are counted ("and 12 more").
    static constexpr qsizetype kNamesShown = 20;

    RoomsModel(Rooms &rooms, Clients &clients, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

protected:
    std::pair<QString, QString> keyOf(const NamedRoom &row) const override
    {
        return {row.room.service, row.room.topic};
    }

private:
    void refresh();
    static QString words(const NamedRoom &row, int column);

    Rooms &m_rooms;
    Clients &m_clients;
};

} // namespace Lanroom
