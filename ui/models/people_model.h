// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/clients.h"
#include "ui/models/snapshot_table.h"

#include <QtCore/qcache.h>

namespace Lanroom {

/// Who is connected, for the window: a row a connection. Follows Clients, which outlives it, and
/// asks it only when it says that something changed. Window's thread.
class PeopleModel : public SnapshotTable<ClientRow, ClientId>
{
    Q_OBJECT
public:
    enum Column { Name, Address, Device, Room, Since, ColumnCount };

    explicit PeopleModel(Clients &clients, QObject *parent = nullptr);

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

    /// How a connection is called where no name is known yet.
    static QString nameOf(const ClientRow &row);
    /// The rooms it is in or looks on at, in words; empty when there is nothing to say.
    static QString placeOf(const ClientRow &row);

protected:
    ClientId keyOf(const ClientRow &row) const override { return row.id; }

private:
    QString words(const ClientRow &row, int column) const;
    QString device(const QString &agent) const;

    Clients &m_clients;
    mutable QCache<QString, QString> m_devices; // by User-Agent: a network has few different ones
};

} // namespace Lanroom
