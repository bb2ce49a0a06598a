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
    QHash<ClientId, QStringList> titles;
    for (const auto &[key, row] : m_rooms) {
        for (const ClientId member : row.members)
            titles[member].append(row.title);
    }
    return titles;
}

QHash<ClientId, QStringList> RoomTable::titlesByObserver() const
{
    QHash<ClientId, QStringList> titles;
    for (const auto &[key, row] : m_rooms) {
        for (const ClientId observer : row.observers)
            titles[observer].append(row.title);
    }
    return titles;
}

void RoomTable::described(const QString &service, QByteArrayView topic, const Link::TopicInfo &info)
{
    const Key key(service, QString::fromUtf8(topic));
    m_stale.erase(key);
    const auto known = m_rooms.find(key);
    if (info.gone) {
        if (known != m_rooms.end()) {
            m_rooms.erase(known);
            --m_perService[service];
        }
    } else if (known != m_rooms.end() || m_perService.value(service) < kMaxRooms) {
        if (known == m_rooms.end())
            ++m_perService[service];
        m_rooms[key] = {service, key.second, info.title.left(kMaxTitle),
                        info.members.first(qMin(info.members.size(), kMaxMembers)),
                        info.observers.first(qMin(info.observers.size(), kMaxMembers))};
    }
    m_notice.touch();
}

void RoomTable::serviceEnded(const QString &service)
{
    for (const auto &[key, row] : m_rooms) {
        if (key.first == service)
            m_stale.insert(key);
    }
    if (!m_stale.empty())
        QTimer::singleShot(kKeepStaleMs, this, [this, service] { dropStale(service); });
}

void RoomTable::dropStale(const QString &service)
{
    std::erase_if(m_stale, [this, &service](const Key &key) {
        if (key.first != service)
            return false;
        m_perService[service] -= qsizetype(m_rooms.erase(key));
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
