// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/people_model.h"

#include "ui/models/attendance.h"
#include "ui/models/device_name.h"
#include "ui/models/plain_text.h"
#include "ui/models/roles.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qlocale.h>

namespace Lanroom {

namespace {

constexpr int kDevicesKept = 256;

/// The time of day, with the date when it was not today. A clock time, not "3 minutes ago", which
/// would have to be drawn anew while nothing happens.
QString since(qint64 ms)
{
    const QDateTime then = QDateTime::fromMSecsSinceEpoch(ms);
    const QLocale locale;
    if (then.date() == QDate::currentDate())
        return locale.toString(then.time(), QLocale::ShortFormat);
    return locale.toString(then, QLocale::ShortFormat);
}

} // namespace

PeopleModel::PeopleModel(Clients &clients, QObject *parent)
    : SnapshotTable(parent), m_clients(clients), m_devices(kDevicesKept)
{
    connect(&clients, &Clients::changed, this, [this] { take(m_clients.rows()); });
    take(clients.rows());
}

int PeopleModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString PeopleModel::nameOf(const ClientRow &row)
{
    switch (visitorOf(row)) {
    case Visitor::Person:
        return oneLine(row.name, 64);
    case Visitor::Unnamed:
        return tr("No name yet");
    case Visitor::Wall:
        return tr("Wall");
    case Visitor::Service:
        return tr("Service page");
    }
    return {};
}

/// Of a service that has no rooms its path says where somebody is.
QString PeopleModel::placeOf(const ClientRow &row)
{
    const QStringList titles = row.rooms + row.observes;
    if (!titles.isEmpty())
        return oneLine(titles.join(QStringLiteral(", ")));
    return visitorOf(row) == Visitor::Service ? oneLine(row.path, 64) : QString();
}

QVariant PeopleModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ClientRow &row = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return words(row, index.column());
    case Qt::ToolTipRole: // a cell may be too narrow for its words
        return plainToolTip(words(row, index.column()));
    case SortRole:
        if (index.column() == Since)
            return row.sinceMs;
        return words(row, index.column());
    case MissingRole:
        return (index.column() == Name && visitorOf(row) != Visitor::Person) ||
               (index.column() == Room && placeOf(row).isEmpty());
    case SignRole:
        if (index.column() != Name || visitorOf(row) == Visitor::Person)
            return {};
        return visitorOf(row) == Visitor::Unnamed ? QStringLiteral("?") : QString();
    default:
        return {};
    }
}

QString PeopleModel::words(const ClientRow &row, int column) const
{
    switch (column) {
    case Name:
        return nameOf(row);
    case Address:
        return oneLine(row.address, 64);
    case Device:
        return device(row.agent);
    case Room:
        return placeOf(row).isEmpty() ? tr("None") : placeOf(row);
    case Since:
        return since(row.sinceMs);
    default:
        return {};
    }
}

QString PeopleModel::device(const QString &agent) const
{
    if (const QString *known = m_devices.object(agent))
        return *known;
    auto *name = new QString(deviceInWords(agent)); // owned by the cache
    const QString result = *name;
    m_devices.insert(agent, name);
    return result;
}

QVariant PeopleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Name:
        return tr("Name");
    case Address:
        return tr("Address");
    case Device:
        return tr("Device");
    case Room:
        return tr("Room");
    case Since:
        return tr("Since");
    default:
        return {};
    }
}

} // namespace Lanroom
