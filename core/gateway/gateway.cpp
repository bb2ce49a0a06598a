// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/gateway.h"

#include "gateway/client_socket.h"
#include "gateway/close_codes.h"
#include "gateway/descriptor_limit.h"
#include "gateway/log.h"
#include "link/channel.h"
#include "worker/worker.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qfile.h>
#include <QtCore/qsysinfo.h>

namespace Lanroom {

using namespace Qt::StringLiterals;

namespace {

constexpr int kStatsMs = 250;
constexpr int kStopMs = 1000; // then clients that haven't closed are cut off
constexpr int kFailed = 1;

QStringList textList(const QCborMap &settings, QLatin1StringView key)
{
    QStringList list;
    const QCborArray values = settings.value(key).toArray();
    for (const QCborValue &value : values)
        list.append(value.toString());
    return list;
}

HostRules hostRules(const QCborMap &settings)
{
    QFile resolv(u"/etc/resolv.conf"_s); // not everywhere there; then there are no search domains
    const QByteArray text = resolv.open(QIODevice::ReadOnly) ? resolv.readAll() : QByteArray();
    return HostRules(HostRules::namesOf(QSysInfo::machineHostName(), text) +
                         textList(settings, "http.allowed_hosts"_L1),
                     textList(settings, "http.allowed_origins"_L1));
}

GatewayLimits limitsFrom(const QCborMap &settings)
{
    GatewayLimits limits = GatewayLimits::fromSettings(settings);
    // The rest of the descriptors is for links, files, partings.
    limits.connections = raiseDescriptorLimit() * 8 / 10;
    if (const qint64 wanted = settings.value("gateway.connections"_L1).toInteger(); wanted > 0)
        limits.connections = qMin(limits.connections, qsizetype(wanted));
    return limits;
}

} // namespace

Gateway::Gateway(Worker &worker) : m_worker(worker)
{
    connect(&worker, &Worker::configured, this, &Gateway::configure);
    connect(&worker, &Worker::frameReceived, this, &Gateway::receive);
    connect(&worker, &Worker::stopRequested, this, &Gateway::stop);
    connect(&worker, &Worker::lost, this, [](const QString &why) {
        qCWarning(lcGateway).noquote() << "ending:" << why;
        QCoreApplication::exit(Worker::kLinkLost);
    });
    m_statsTimer.setInterval(kStatsMs);
    connect(&m_statsTimer, &QTimer::timeout, this, &Gateway::reportStats);
}

Gateway::~Gateway() = default;

void Gateway::configure(const Link::HelloOk &config)
{
    const GatewayLimits limits = limitsFrom(config.settings);
    m_services = std::make_unique<ServiceDirectory>(config.slot, config.generation, limits.hold);
    Link::Channel &control = m_worker.control();
    connect(m_services.get(), &ServiceDirectory::clientOpened, this,
            [&control](const Link::ClientOpened &info, ClientId id) {
                Link::sendMessage(control, info, id);
            });
    connect(m_services.get(), &ServiceDirectory::clientClosed, this, [&control](ClientId id) {
        Link::sendEmpty(control, Link::FrameType::ClientClosed, id);
    });
    connect(m_services.get(), &ServiceDirectory::fault, this,
            [&control](const Link::WorkerFault &fault) { Link::sendMessage(control, fault); });
    connect(m_services.get(), &ServiceDirectory::wanted, this,
            [&control](const QString &service) { Link::sendMessage(control, Link::Wanted{service}); });

    m_door = std::make_unique<FrontDoor>(
        FrontDoor::Identity{config.slot, config.generation}, limits,
        Site(u":/web"_s, HostRules({}, {}),
             [this](const QString &path, bool local) { return m_services->resolve(path, local); }));
    m_door->site().setRules([settings = config.settings] { return hostRules(settings); });
    connect(m_door.get(), &FrontDoor::upgraded, m_services.get(), &ServiceDirectory::adopt);
    m_config = config;
}

/// Nothing, with a line in the log, for a frame that can't be read: the server is told of its own
/// bug.
template <typename M> std::optional<M> Gateway::read(const Link::Frame &frame)
{
    Result<M> message = Link::decodeMessage<M>(frame);
    if (message)
        return std::move(*message);
    qCWarning(lcGateway).noquote()
        << "unreadable" << Link::frameTypeName(frame.type) << message.error().message;
    return std::nullopt;
}

void Gateway::receive(const Link::Frame &frame)
{
    switch (frame.type) {
    case Link::FrameType::ServiceList:
        if (const auto list = read<Link::ServiceList>(frame))
            takeServices(*list);
        break;
    case Link::FrameType::Health:
        if (const auto health = read<Link::Health>(frame))
            m_door->site().setHealth(*health);
        break;
    case Link::FrameType::Command:
        if (const auto command = read<Link::Command>(frame))
            runCommand(*command, frame.client);
        break;
    default:
        break; // a newer server may say more than this gateway understands
    }
}

void Gateway::takeServices(const Link::ServiceList &list)
{
    m_services->update(list);
    m_door->site().setServices(list);
    if (m_ready)
        return;
    // Only now can a path be told from one that leads nowhere; till here the kernel kept who came.
    if (const Result<void> open =
            m_door->open(m_config.listenFd, m_config.host, quint16(m_config.port));
        !open) {
        fail(u"cannot listen: "_s + open.error().message);
        return;
    }
    m_ready = true;
    m_statsTimer.start();
    m_worker.reportReady();
}

void Gateway::runCommand(const Link::Command &command, ClientId client)
{
    Link::CommandResult result;
    result.re = command.id;
    if (command.name == u"settings") {
        // All else holds from the start on.
        m_door->site().setRules([settings = command.arguments] { return hostRules(settings); });
    } else if (command.name == u"sync") {
        // Its answer says that everything sent before it has been taken.
    } else if (command.name != u"kick") {
        result.error = errorName(ErrorCode::NotFound);
        result.message = u"a gateway knows no command '%1'"_s.arg(command.name);
    } else if (!m_services->close(client, CloseCode::kKicked, u"kicked"_s)) {
        result.error = errorName(ErrorCode::NotFound);
        result.message = u"%1 is not connected"_s.arg(client.toString());
    }
    Link::sendMessage(m_worker.control(), result);
}

void Gateway::reportStats()
{
    Link::GatewayStats stats = m_door->stats();
    stats.clients = m_services->clientCount();
    stats.heldBytes = m_services->heldBytes();
    if (stats == m_reported)
        return;
    m_reported = stats;
    Link::sendMessage(m_worker.control(), stats);
}

void Gateway::stop()
{
    if (!m_ready) {
        QCoreApplication::exit(0);
        return;
    }
    m_door->close();
    QTimer::singleShot(kStopMs, this, [] { QCoreApplication::exit(0); });
    const auto leaveWhenEmpty = [this] {
        if (m_services->clientCount() > 0)
            return;
        reportStats();
        m_worker.control().flush();
        QCoreApplication::exit(0);
    };
    connect(m_services.get(), &ServiceDirectory::clientClosed, this, leaveWhenEmpty);
    m_services->closeAll(CloseCode::kStopping, u"the server is stopping"_s);
    leaveWhenEmpty();
}

void Gateway::fail(const QString &why)
{
    qCCritical(lcGateway).noquote() << why;
    m_worker.reportFailure(why);
    QCoreApplication::exit(kFailed);
}

} // namespace Lanroom
