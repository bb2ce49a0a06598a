// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/client_table.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

ClientTable::ClientTable(Kick kick, RoomsOf roomsOf, RoomsOf observedOf, qint64 maxPerGateway)
    : m_kick(std::move(kick)), m_roomsOf(std::move(roomsOf)), m_observedOf(std::move(observedOf)),
      m_maxPerGateway(maxPerGateway)
{
    connect(&m_notice, &ChangeNotice::due, this, &Clients::changed);
}

QList<ClientRow> ClientTable::rows() const
{
    if (!m_snapshotValid) {
        const QHash<ClientId, QStringList> rooms = m_roomsOf();
        const QHash<ClientId, QStringList> observed = m_observedOf();
        m_snapshot.clear();
        m_snapshot.reserve(count());
        for (const auto &[place, row] : m_order) {
            m_snapshot.append(row);
            m_snapshot.last().rooms = rooms.value(row.id);
            m_snapshot.last().observes = observed.value(row.id);
        }
        m_snapshotValid = true;
    }
    return m_snapshot;
}

Result<void> ClientTable::opened(ClientId id, const Link::ClientOpened &info)
{
    if (m_place.contains(id))
        return {};
    if (countOfGateway(id.slot()) >= m_maxPerGateway)
        return Error{ErrorCode::TooLarge, u"reports more than %1 clients"_s.arg(m_maxPerGateway)};
    ClientRow row;
    row.id = id;
    row.address = m_texts.share(info.address.left(kMaxText));
    row.agent = m_texts.share(info.agent.left(kMaxText));
    row.service = m_texts.share(info.service.left(kMaxText));
    row.path = m_texts.share(info.path.left(kMaxText));
    row.sinceMs = info.sinceMs;
    m_place.insert(id, ++m_arrivals);
    m_order.emplace(m_arrivals, row);
    ++m_perSlot[id.slot()];
    ++m_perService[row.service];
    const auto early = std::find_if(m_earlyInfos.begin(), m_earlyInfos.end(),
                                    [id](const EarlyInfo &entry) { return entry.id == id; });
    if (early != m_earlyInfos.end()) {
        introduced(id, early->service, early->info);
        m_earlyInfos.erase(early);
    }
    rowsChanged();
    return {};
}

void ClientTable::closed(ClientId id)
{
    if (m_place.contains(id))
        erase(id);
    rowsChanged();
}

void ClientTable::introduced(ClientId id, const QString &service, const Link::ClientInfo &info)
{
    const auto place = m_place.constFind(id);
    if (place == m_place.cend()) {
        m_earlyInfos.removeIf([id](const EarlyInfo &entry) { return entry.id == id; });
        if (size_t(m_earlyInfos.size()) >= kMaxEarlyInfos)
            m_earlyInfos.removeFirst();
        m_earlyInfos.append(
            {id, service, {.user = info.user.left(kMaxText), .name = info.name.left(kMaxText)}});
        return;
    }
    ClientRow &row = m_order.at(*place);
    if (row.service != service)
        return;
    row.user = info.user.left(kMaxText);
    row.name = info.name.left(kMaxText);
    rowsChanged();
}

void ClientTable::dropGateway(int slot, int generation)
{
    const auto isIts = [slot, generation](ClientId id) {
        return id.slot() == slot && id.generation() == quint32(generation);
    };
    QList<ClientId> gone;
    for (const auto &[place, row] : m_order) {
        if (isIts(row.id))
            gone.append(row.id);
    }
    for (const ClientId id : std::as_const(gone))
        erase(id);
    m_earlyInfos.removeIf([isIts](const EarlyInfo &entry) { return isIts(entry.id); });
    rowsChanged();
}

void ClientTable::clear()
{
    m_place.clear();
    m_order.clear();
    m_perSlot.clear();
    m_perService.clear();
    m_earlyInfos.clear();
    rowsChanged();
}

void ClientTable::rowsChanged()
{
    m_snapshotValid = false;
    m_notice.touch();
}

void ClientTable::erase(ClientId id)
{
    const auto place = m_order.find(m_place.take(id));
    --m_perSlot[id.slot()];
    const QString service = place->second.service;
    if (--m_perService[service] == 0)
        m_perService.remove(service);
    m_order.erase(place);
}

} // namespace Lanroom
