// SPDX-License-Identifier: LGPL-3.0-or-later
#include "sdk/service_host.h"

#include "link/channel.h"
#include "sdk/log.h"
#include "storage/home.h"

#include <algorithm>
#include <utility>

namespace Lanroom {

Q_LOGGING_CATEGORY(lcSdk, "lanroom.service")

using Link::Frame;
using Link::FrameType;

ServiceHost::ServiceHost(std::unique_ptr<Service> service, const Link::HelloOk &config,
                         Link::Channel &control, const Clock &clock)
    : m_clock(clock), m_ticker(clock, [this] { m_service->tick(); }), m_service(std::move(service)),
      m_config(config), m_control(control)
{
    m_home = Storage::Home::here();
    if (m_home) {
        m_home->setBrake([this] { return isFarBehind(); });
        m_home->setTroubleListener(
            [this](const void *database, const QString &words) { setTrouble(database, words); });
    }
    m_service->m_host = this;
    m_attachWait.setSingleShot(true);
    m_attachWait.setInterval(kAttachWaitMs);
    connect(&m_attachWait, &QTimer::timeout, this, &ServiceHost::finishAttaching);
    m_reportTimer.setSingleShot(true);
    m_reportTimer.setInterval(kReportMs);
    connect(&m_reportTimer, &QTimer::timeout, this, &ServiceHost::report);
}

ServiceHost::~ServiceHost()
{
    if (m_home) {
        m_home->setBrake({});
        m_home->setTroubleListener({});
        m_home->goOn();
    }
    m_pool.reset();    // its work may point to the service
    m_service.reset(); // while what it may still ask for is there
    for (auto &[key, gateway] : m_gateways) {
        gateway.channel->disconnect(this);
        delete gateway.channel;
    }
}

void ServiceHost::start()
{
    m_service->start();
}

void ServiceHost::stop()
{
    if (!std::exchange(m_stopping, true))
        m_service->stopping();
}

void ServiceHost::checkDrained()
{
    const bool all = std::all_of(m_gateways.begin(), m_gateways.end(),
                                 [](const auto &entry) { return entry.second.drained; });
    // The one gateway that drained may have gone meanwhile.
    if (!all || !m_drainBegan || m_stopping)
        return;
    m_drained = true;
    stop();
}

QList<Link::Channel *> ServiceHost::releaseGateways()
{
    QList<Link::Channel *> channels;
    for (auto &[key, gateway] : m_gateways) {
        gateway.channel->disconnect(this);
        gateway.channel->setReading(true);
        gateway.channel->setParent(nullptr);
        channels.append(gateway.channel);
    }
    m_gateways.clear();
    return channels;
}

void ServiceHost::addGateway(Link::Channel *channel, int slot, int generation)
{
    const quint32 key = TopicTable::gatewayOf(ClientId::make(quint8(slot), quint32(generation), 0));
    dropGateway(key); // the same life of the same gateway connects anew: its old link is dead
    channel->setParent(this);
    m_gateways[key].channel = channel;
    connect(channel, &Link::Channel::frameReceived, this,
            [this, key, channel](const Frame &frame) {
                receive(key, frame);
                if (const auto it = m_gateways.find(key);
                    it != m_gateways.end() && it->second.channel == channel)
                    keepPace(it->second);
            });
    // Queued: a send() may find the link overrun, and its caller holds references to clients.
    const auto drop = [this, key, channel] {
        if (const auto it = m_gateways.find(key); it != m_gateways.end() && it->second.channel == channel)
            dropGateway(key);
    };
    connect(channel, &Link::Channel::closed, this, drop, Qt::QueuedConnection);
    // Queued: it comes from within send(), too, where a publication is on its way to the next gateway.
    connect(channel, &Link::Channel::drained, this, &ServiceHost::goOn, Qt::QueuedConnection);
}

/// A gateway that reads more slowly than we answer leaves its clients unread meanwhile. One that reads much more
/// slowly than others make us publish holds them up, too, rather than lose it all; if it reads no more at all it is
/// ended by the server after 5 s. And what the first gateway's clients say waits for the clients of the others:
/// published before those are there, it would never reach them.
bool ServiceHost::mayRead(const Gateway &gateway, bool isFar) const
{
    return !isFar && gateway.channel->queuedBytes() <= Link::Channel::kHighWaterBytes &&
           (m_attached || !gateway.attachDone);
}

void ServiceHost::keepPace(const Gateway &asker)
{
    if (!mayRead(asker, isFarBehind()))
        asker.channel->setReading(false);
}

void ServiceHost::goOn()
{
    const bool isFar = isFarBehind();
    for (const auto &[key, gateway] : m_gateways)
        gateway.channel->setReading(mayRead(gateway, isFar));
    if (m_home && !isFar)
        m_home->goOn();
    if (!isBehind())
        m_service->caughtUp();
}

void ServiceHost::receive(quint32 key, const Frame &frame)
{
    const auto found = m_gateways.find(key);
    if (found == m_gateways.end())
        return;
    Gateway &gateway = found->second;
    switch (frame.type) {
    case FrameType::ClientAttach:
        if (TopicTable::gatewayOf(frame.client) == key) {
            attach(gateway, frame);
            return;
        }
        break;
    case FrameType::AttachDone:
        gateway.attachDone = true;
        checkAttached();
        return;
    case FrameType::Drain:
        gateway.drained = m_drainBegan = true;
        checkDrained();
        return;
    case FrameType::ClientDetach:
        if (const auto end = Link::decodeMessage<Link::ClientDetach>(frame)) {
            if (gateway.clients.contains(frame.client))
                detach(frame.client, end->code);
            return;
        }
        break;
    case FrameType::MessageText:
    case FrameType::MessageBinary:
        // A message may cross our own close() of its client on the way: then nobody is there.
        if (Client *client = m_service->client(frame.client))
            m_service->message(*client, {frame.payload, frame.type == FrameType::MessageBinary});
        return;
    case FrameType::Flushed:
        if (Client *client = m_service->client(frame.client))
            m_service->flushed(*client);
        return;
    default:
        break;
    }
    qCWarning(lcSdk) << "gateway" << (key >> 24) << "sent an unexpected"
                     << Link::frameTypeName(frame.type) << "frame; its link is dropped";
    gateway.channel->close(QStringLiteral("unexpected frame"));
}

void ServiceHost::attach(Gateway &gateway, const Frame &frame)
{
    const auto info = Link::decodeMessage<Link::ClientAttach>(frame);
    if (!info || info->state.size() > Link::kMaxSessionBytes || m_service->client(frame.client)) {
        gateway.channel->close(QStringLiteral("bad client_attach"));
        return;
    }
    std::unique_ptr<Client> owned(new Client(*this));
    Client &client = *owned;
    client.m_id = frame.client;
    client.m_channel = gateway.channel;
    client.m_address = m_texts.share(info->address);
    client.m_agent = m_texts.share(info->agent);
    client.m_path = m_texts.share(info->path);
    client.m_query = m_texts.share(info->query);
    client.m_subprotocol = m_texts.share(info->subprotocol);
    client.m_local = info->local;
    client.m_sinceMs = info->sinceMs;
    client.m_session = info->state;
    m_clients.emplace(frame.client.raw(), std::move(owned));
    gateway.clients.insert(frame.client);
    if (m_everybody)
        subscribe(client, kEverybody, TopicTable::As::Observer);
    m_service->enter(client, info->resumed);
}

void ServiceHost::detach(ClientId id, int code)
{
    const auto it = m_clients.find(id.raw());
    if (it == m_clients.end())
        return;
    Client &client = *it->second;
    const QSet<QByteArray> topics = client.m_topics + client.m_observed + QSet{kEverybody};
    for (const QByteArray &topic : topics)
        m_topics.unsubscribe(id, topic);
    scheduleReport();
    client.m_channel = nullptr;
    if (const auto gateway = m_gateways.find(TopicTable::gatewayOf(id)); gateway != m_gateways.end())
        gateway->second.clients.remove(id);
    // Out of the table first: what the service asks about it now is that it has gone.
    const std::unique_ptr<Client> last = std::move(it->second);
    m_clients.erase(it);
    m_service->exit(*last, code);
}

void ServiceHost::dropGateway(quint32 key)
{
    const auto it = m_gateways.find(key);
    if (it == m_gateways.end())
        return;
    const QSet<ClientId> clients = it->second.clients;
    it->second.channel->disconnect(this);
    it->second.channel->deleteLater();
    m_gateways.erase(it);
    for (const ClientId id : clients)
        m_clients.at(id.raw())->m_channel = nullptr;
    for (const ClientId id : clients)
        detach(id, 1006);
    checkDrained(); // the others may have waited for this one
    goOn();
}

bool ServiceHost::isBehind() const
{
    return someHolds(Link::Channel::kHighWaterBytes);
}

/// So far that every one must be held up before that link is lost.
bool ServiceHost::isFarBehind() const
{
    return someHolds(Link::Channel::kDefaultMaxQueuedBytes / 2);
}

/// Whether for some gateway more than that waits.
bool ServiceHost::someHolds(qsizetype bytes) const
{
    return std::any_of(m_gateways.begin(), m_gateways.end(), [bytes](const auto &gateway) {
        return gateway.second.channel->queuedBytes() > bytes;
    });
}

void ServiceHost::receiveControl(const Frame &frame)
{
    if (frame.type == FrameType::Command) {
        runCommand(frame);
    } else if (frame.type == FrameType::GatewayList) {
        const auto list = Link::decodeMessage<Link::GatewayList>(frame);
        if (!list)
            return;
        m_expected.clear();
        for (const qint64 gateway : list->gateways)
            m_expected.insert(quint32(gateway));
        m_expectedKnown = true;
        checkAttached();
    }
}

void ServiceHost::runCommand(const Frame &frame)
{
    const auto command = Link::decodeMessage<Link::Command>(frame);
    if (!command)
        return;
    const qint64 id = command->id;
    m_service->command(command->name, command->arguments, [this, id](const Result<QCborMap> &result) {
        Link::CommandResult answer;
        answer.re = id;
        if (result) {
            answer.data = *result;
        } else {
            answer.error = errorName(result.error().code);
            answer.message = result.error().message;
        }
        Link::sendMessage(m_control, answer);
    });
}

void ServiceHost::setTrouble(const void *whose, const QString &message)
{
    if (message.isEmpty())
        m_troubles.remove(whose);
    else
        m_troubles.insert(whose, message);
    const QString told = m_troubles.isEmpty() ? QString() : m_troubles.first();
    if (told != std::exchange(m_toldTrouble, told))
        Link::sendMessage(m_control, Link::Trouble{told});
}

void ServiceHost::reportReady()
{
    if (m_ready)
        return;
    m_ready = true;
    Q_EMIT ready();
    m_attachWait.start();
    checkAttached();
}

void ServiceHost::checkAttached()
{
    if (!m_ready || !m_expectedKnown)
        return;
    for (const quint32 key : std::as_const(m_expected)) {
        const auto it = m_gateways.find(key);
        if (it == m_gateways.end() || !it->second.attachDone)
            return;
    }
    finishAttaching();
}

void ServiceHost::finishAttaching()
{
    if (m_attached)
        return;
    m_attached = true;
    m_attachWait.stop();
    m_service->attached();
    goOn();
}

} // namespace Lanroom
