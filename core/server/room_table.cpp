// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/room_table.h"

#include <QtCore/qtimer.h>

#include <algorithm>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

RoomTable::RoomTable(Say say) : m_say(std::move(say))
{
    connect(&m_notice, &ChangeNotice::due, this, &Rooms::changed);
}

QList<RoomRow> RoomTable::rows() const
{
    QList<RoomRow> rows;
    rows.reserve(qsizetype(m_rooms.size()));
    for (const auto &[key, row] : m_rooms)
        rows.append(row);
    std::stable_sort(rows.begin(), rows.end(), [](const RoomRow &a, const RoomRow &b) {
        return a.service != b.service ? a.service < b.service
                                      : a.title.compare(b.title, Qt::CaseInsensitive) < 0;
    });
    return rows;
}

void RoomTable::say(const QString &room, const QString &text, const CommandDone &done)
{
    m_say(room, text,
          done); // names and titles are the chat's: it knows which room is meant, or none
}

QHash<ClientId, QStringList> RoomTable::titlesByClient() const
{
    return titlesBy(&RoomRow::members);
}

QHash<ClientId, QStringList> RoomTable::titlesByObserver() const
{
    return titlesBy(&RoomRow::observers);
}

QHash<ClientId, QStringList> RoomTable::titlesBy(QList<ClientId> RoomRow::*clients) const
{
    QHash<ClientId, QStringList> titles;
    for (const auto &[key, row] : m_rooms) {
        for (const ClientId client : row.*clients)
            titles[client].append(row.title);
    }
    return titles;
}

void RoomTable::described(const QString &service, QByteArrayView topic, const Link::TopicInfo &info)
{
    const Key key(service, QString::fromUtf8(topic));
    m_stale.erase(key);
    take(key);
    if (!info.gone && m_perService.value(service).rooms < kMaxRooms)
        put(key, info);
    m_notice.touch();
}

void RoomTable::put(const Key &key, const Link::TopicInfo &info)
{
    Count &count = m_perService[key.first];
    const auto shown = [&count](const QList<ClientId> &clients) {
        const qsizetype most = qMin(kMaxMembers, kMaxMembersInAll - count.members);
        const QList<ClientId> first = clients.first(qMin(clients.size(), most));
        count.members += first.size();
        return first;
    };
    ++count.rooms;
    // In braces: members first.
    m_rooms[key] = RoomRow{key.first, key.second, info.title.left(kMaxTitle), shown(info.members),
                           shown(info.observers)};
}

void RoomTable::take(const Key &key)
{
    const auto known = m_rooms.find(key);
    if (known == m_rooms.end())
        return;
    Count &count = m_perService[key.first];
    --count.rooms;
    count.members -= known->second.members.size() + known->second.observers.size();
    m_rooms.erase(known);
}

void RoomTable::serviceEnded(const QString &service)
{
    for (const auto &[key, row] : m_rooms) {
        if (key.first == service)
            m_stale.insert(key);
    }
    const int end = ++m_ends[service];
    QTimer::singleShot(kKeepStaleMs, this, [this, service, end] {
        if (m_ends.value(service) == end) // else a later end's time runs
            dropStale(service);
    });
}

void RoomTable::dropStale(const QString &service)
{
    std::erase_if(m_stale, [this, &service](const Key &key) {
        if (key.first != service)
            return false;
        take(key);
        return true;
    });
    m_notice.touch();
}

void RoomTable::clear()
{
    m_rooms.clear();
    m_perService.clear();
    m_stale.clear();
    m_notice.touch();
}

} // namespace Lanroom
