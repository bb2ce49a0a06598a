// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/text_pool.h"
#include "link/messages.h"
#include "server/change_notice.h"
#include "server/clients.h"

#include <QtCore/qhash.h>

#include <map>

namespace Lanroom {

/// The clients as gateways and services report them. What a gateway says makes and ends a row; what a
/// service says fills it, whichever comes first. Main thread, owned by the server.
class ClientTable final : public Clients
{
    Q_OBJECT
public:
    using Kick = std::function<void(ClientId, const CommandDone &)>;
    using RoomsOf = std::function<QHash<ClientId, QStringList>()>;

    /// What services say of clients that no gateway has reported yet; over it the oldest is dropped,
    /// and that client stays without a name here.
    static constexpr size_t kMaxEarlyInfos = 1024;
    /// A gateway that reports more of them is broken, or somebody else's: as many as gateway.connections
    /// may be.
    static constexpr qint64 kMaxPerGateway = 1'000'000;
    /// Hostile text is cut to so many characters.
    static constexpr qsizetype kMaxText = 256;

    /// kick does what kick() says; roomsOf tells the titles of the rooms of every client, observedOf
    /// of those it only looks on at.
    ClientTable(Kick kick, RoomsOf roomsOf, RoomsOf observedOf = [] { return QHash<ClientId, QStringList>(); },
                qint64 maxPerGateway = kMaxPerGateway);

    QList<ClientRow> rows() const override;
    qsizetype count() const override { return qsizetype(m_order.size()); }
    void kick(ClientId id, const CommandDone &done) override { m_kick(id, done); }
    qint64 countOfGateway(int slot) const { return m_perSlot.value(slot); }
    /// Of an instance, where a service has several.
    qint64 countOfService(const QString &name) const { return m_perService.value(name); }

    /// TooLarge, and nothing kept, where its gateway has all that it may.
    Result<void> opened(ClientId id, const Link::ClientOpened &info);
    void closed(ClientId id);
    /// What a service says of a client; of another service's it has nothing to say.
    void introduced(ClientId id, const QString &service, const Link::ClientInfo &info);
    void dropGateway(int slot, int generation);
    void clear();
    /// Something in a row has changed: what is known here, or the rooms.
    void rowsChanged();

private:
    struct EarlyInfo
    {
        ClientId id;
        QString service;
        Link::ClientInfo info;
    };
    void erase(ClientId id);

    Kick m_kick;
    RoomsOf m_roomsOf;
    RoomsOf m_observedOf;
    const qint64 m_maxPerGateway;
    TextPool m_texts;
    QHash<ClientId, quint64> m_place;       // of a client in m_order
    std::map<quint64, ClientRow> m_order;   // by arrival
    quint64 m_arrivals = 0;
    QHash<int, qint64> m_perSlot;
    QHash<QString, qint64> m_perService; // without zeros
    QList<EarlyInfo> m_earlyInfos;
    mutable QList<ClientRow> m_snapshot;
    mutable bool m_snapshotValid = true;
    ChangeNotice m_notice;
};

} // namespace Lanroom
