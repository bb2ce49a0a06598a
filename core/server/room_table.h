// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/messages.h"
#include "server/change_notice.h"
#include "server/rooms.h"

#include <QtCore/qhash.h>

#include <map>
#include <set>

namespace Lanroom {

/// The rooms as services report them. A service that is replaced keeps its rooms here for
/// kKeepStaleMs, in which its successor reports them anew; what it does not report by then is gone.
/// Main thread, owned by the server.
class RoomTable final : public Rooms
{
    Q_OBJECT
public:
    using Say = std::function<void(const QString &topic, const QString &text, const CommandDone &)>;

    /// Rooms of one service; over it further ones are not shown.
    static constexpr qsizetype kMaxRooms = 10'000;
    static constexpr qsizetype kMaxTitle = 256;
    static constexpr qsizetype kMaxMembers = 10'000; // of a room; further ones are not shown
    static constexpr qsizetype kMaxMembersInAll = 200'000; // and observers, of all rooms of one service
    static constexpr int kKeepStaleMs = 5'000;

    /// say has the chat service say text in the room of that name or title.
    explicit RoomTable(Say say);

    QList<RoomRow> rows() const override;
    void say(const QString &room, const QString &text, const CommandDone &done) override;
    QHash<ClientId, QStringList> titlesByClient() const;
    /// The same of those who only look on.
    QHash<ClientId, QStringList> titlesByObserver() const;

    void described(const QString &service, QByteArrayView topic, const Link::TopicInfo &info);
    void serviceEnded(const QString &service);
    void clear();

private:
    using Key = std::pair<QString, QString>; // service, topic

    struct Count
    {
        qsizetype rooms = 0;
        qsizetype members = 0; // and observers
    };

    QHash<ClientId, QStringList> titlesBy(QList<ClientId> RoomRow::*clients) const;
    void put(const Key &key, const Link::TopicInfo &info);
    void take(const Key &key);
    void dropStale(const QString &service);

    Say m_say;
    std::map<Key, RoomRow> m_rooms;
    QHash<QString, Count> m_perService;
    std::set<Key> m_stale;
    QHash<QString, int> m_ends; // of each service, so far
    ChangeNotice m_notice;
};

} // namespace Lanroom
