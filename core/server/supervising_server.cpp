// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/supervising_server.h"

#include "server/health_report.h"
#include "server/operator_socket.h"
#include "server/premises.h"
#include "server/report_router.h"
#include "server/settings_check.h"
#include "supervisor/log.h"
#include "supervisor/supervisor.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kRetryMs = 50;
constexpr int kLookMs = 1000;
const QString kChat = u"chat"_s;
}

struct SupervisingServer::Run
{
    Run(SupervisingServer &server, std::unique_ptr<Premises> opened)
        : premises(std::move(opened)),
          supervisor({premises->gateways, premises->gatewayProgram, *premises->socket, server.m_settings},
                     {server.m_dataDir, *premises->runDir, server.m_settings}),
          router(supervisor, server.m_clients, server.m_rooms, server.m_traffic),
          operatorSocket(server)
    {
    }

    std::unique_ptr<Premises> premises;
    Supervisor supervisor;
    ReportRouter router;
    OperatorSocket operatorSocket;
    bool settling = false; // serving, and waiting for the gateways to know it
    QTimer look;           // whether the folder of sockets is there
    bool homeless = false; // it isn't, and could not be made
};

std::unique_ptr<Server> Server::create()
{
    return std::make_unique<SupervisingServer>();
}

SupervisingServer::SupervisingServer()
    : m_clients(
          [this](ClientId id, const CommandDone &done) {
              SupervisedWorker *gateway = m_run ? m_run->supervisor.gateways().ofClient(id) : nullptr;
              if (gateway)
                  gateway->command(u"kick"_s, {}, id, done);
              else
                  done(Error{ErrorCode::NotFound, u"%1 is not connected"_s.arg(id.toString())});
          },
          [this] { return m_rooms.titlesByClient(); }, [this] { return m_rooms.titlesByObserver(); }),
      m_rooms([this](const QString &topic, const QString &text, const CommandDone &done) {
          HostedService *chat = m_run ? m_run->supervisor.services().find(kChat) : nullptr;
          if (chat)
              chat->worker().command(u"say"_s, {{u"room"_s, topic}, {u"text"_s, text}}, {}, done);
          else
              done(Error{ErrorCode::NotFound, u"there is no chat service"_s});
      }),
      m_workers(m_clients)
{
    m_startTimer.setSingleShot(true);
    connect(&m_rooms, &Rooms::changed, &m_clients, &ClientTable::rowsChanged);
    connect(&m_workers, &Workers::changed, this, &SupervisingServer::pushHealth);
    connect(&m_addresses, &Addresses::changed, this, &SupervisingServer::pushHealth);
    connect(&m_startTimer, &QTimer::timeout, this, [this] {
        if (!m_run)
            openPremises();
        else
            failStart({ErrorCode::Timeout, u"the gateways or services did not get ready in time"_s});
    });
}

SupervisingServer::~SupervisingServer()
{
    m_workers.setRun(nullptr, nullptr);
}

quint16 SupervisingServer::port() const
{
    return m_run ? m_run->premises->socket->port() : 0;
}

void SupervisingServer::start(const QString &dataDir, const Settings &settings)
{
    if (m_state != State::Stopped)
        return;
    m_dataDir = dataDir;
    m_settings = settings;
    m_startedAt.start();
    m_inherits = false;
    // Not now: whoever called is told of a failure after start() has returned.
    m_startTimer.start(0);
    setState(State::Starting);
}

void SupervisingServer::openPremises()
{
    // It says so until its very end, but not of the moment in which it lets go of the rest.
    m_inherits |= Premises::mayBeInherited(m_dataDir);
    Result<std::unique_ptr<Premises>> premises = Premises::open(m_dataDir, m_settings);
    if (!premises) {
        const ErrorCode code = premises.error().code;
        const bool again = (code == ErrorCode::Taken || code == ErrorCode::Busy) && m_inherits
            && !m_startedAt.hasExpired(kInheritMs);
        if (again)
            m_startTimer.start(kRetryMs);
        else
            failStart(premises.error());
        return;
    }
    if (const Result<void> begun = begin(std::make_unique<Run>(*this, std::move(*premises))); !begun)
        failStart(begun.error());
}

Result<void> SupervisingServer::begin(std::unique_ptr<Run> run)
{
    m_run = std::move(run);
    const RunDir &runDir = *m_run->premises->runDir;
    connectRun();
    if (const Result<void> listening = m_run->operatorSocket.listen(
            runDir.socketPath(u"operator"_s), m_dataDir);
        !listening)
        return listening;
    ServiceWatch &found = *m_run->premises->services;
    m_workers.setRun(&m_run->supervisor, &found);
    const ListenSocket &socket = *m_run->premises->socket;
    m_addresses.start(socket.address(), socket.port());
    m_startTimer.start(kStartMs);
    for (const QString &sentence : settingsWithoutEffect(m_settings, m_dataDir))
        qCWarning(lcSupervisor).noquote() << sentence;
    return m_run->supervisor.start(runDir.socketPath(u"control"_s), found.choice().manifests);
}

void SupervisingServer::connectRun()
{
    Run *run = m_run.get();
    Supervisor *supervisor = &run->supervisor;
    connect(supervisor, &Supervisor::changed, this, &SupervisingServer::workersChanged);
    connect(supervisor, &Supervisor::stopped, this, &SupervisingServer::end, Qt::QueuedConnection);

    // Also before whatever has ended is started in vain, so often that its service were given up; but not
    // while it says so, since it may be another that starts instead.
    connect(&run->look, &QTimer::timeout, this, &SupervisingServer::restoreRunDir);
    run->look.start(kLookMs);
    const auto lookNow = [this] { restoreRunDir(); };
    connect(&supervisor->gateways(), &GatewayPool::ended, &run->look, lookNow, Qt::QueuedConnection);
    connect(&supervisor->services(), &ServicePool::ended, &run->look, lookNow, Qt::QueuedConnection);

    GatewayPool *gateways = &supervisor->gateways();
    connect(gateways, &GatewayPool::frameReceived, this,
            [run](SupervisedWorker &gateway, int slot, const Link::Frame &frame) {
                run->router.fromGateway(gateway, slot, frame);
            });
    connect(gateways, &GatewayPool::ended, this, [this](int slot, int generation) {
        m_clients.dropGateway(slot, generation);
        m_traffic.gatewayEnded(slot);
    });

    ServicePool *services = &supervisor->services();
    ServiceWatch *found = run->premises->services.get();
    connect(found, &ServiceWatch::changed, services,
            [found, services] { services->setManifests(found->choice().manifests); });
    connect(found, &ServiceWatch::programChanged, services, &ServicePool::renew);
    connect(&m_clients, &Clients::changed, services, [this, services] {
        services->countClients([this](const QString &name) { return m_clients.countOfService(name); });
    });
    connect(services, &ServicePool::frameReceived, this,
            [run](SupervisedWorker &service, const Link::Frame &frame) {
                run->router.fromService(service, frame);
            });
    connect(services, &ServicePool::ended, this,
            [this](const QString &service) { m_rooms.serviceEnded(service); });
}

/// Somebody has cleared the folder of sockets away: nothing that is started would find us again.
void SupervisingServer::restoreRunDir()
{
    RunDir &runDir = *m_run->premises->runDir;
    Result<bool> anew = runDir.restore();
    if (anew && *anew) {
        qCWarning(lcSupervisor).noquote() << "the folder of sockets was removed; the new one is" << runDir.path();
        if (const Result<void> moved = m_run->supervisor.moveTo(runDir.socketPath(u"control"_s)); !moved)
            anew = moved.error();
        else if (const Result<void> told = m_run->operatorSocket.moveTo(runDir.socketPath(u"operator"_s)); !told)
            anew = told.error();
    }
    if (!anew && !m_run->homeless)
        qCCritical(lcSupervisor).noquote() << "the folder of sockets was removed:" << anew.error().message;
    m_run->homeless = !anew;
}

void SupervisingServer::workersChanged()
{
    pushHealth(); // at once: the subject's own notice may come a moment after a command was answered
    if (m_state != State::Starting || m_run->settling || !m_run->supervisor.isServing())
        return;
    // Whoever hears that we run may ask /healthz at once: every gateway must know by then.
    m_run->settling = true;
    m_run->supervisor.gateways().sync([this] { settled(); });
}

void SupervisingServer::settled()
{
    if (m_state != State::Starting)
        return;
    m_run->settling = false;
    if (!m_run->supervisor.isServing())
        return; // a gateway ended meanwhile; its successor's start brings us here again
    m_startTimer.stop();
    setState(State::Running);
}

void SupervisingServer::pushHealth()
{
    if (!m_run || m_state == State::Stopping)
        return;
    const bool whole = m_run->supervisor.isWhole();
    Link::Health health;
    health.ok = whole;
    health.startedMs = systemClock().monotonicMs() - m_startedAt.elapsed();
    health.detail = healthDetail(m_workers);
    health.place = m_settings.text("place.name"_L1);
    health.address = m_addresses.best();
    m_run->supervisor.gateways().setHealth(health);
}

void SupervisingServer::stop()
{
    if (m_state == State::Stopped || m_state == State::Stopping)
        return;
    m_startTimer.stop();
    setState(State::Stopping);
    if (m_run)
        m_run->supervisor.stop();
    else
        end();
}

Result<void> SupervisingServer::change(QStringView key, const QString &value)
{
    if (const Result<void> set = m_settings.set(key, value); !set)
        return set;
    if (m_run && Settings::find(key)->applies == SettingInfo::Applies::AtOnce) {
        m_run->supervisor.sendSettings();
        pushHealth();
    }
    return {};
}

void SupervisingServer::failStart(const Error &error)
{
    const Error why = error; // may live in what ends now
    m_startTimer.stop();
    end();
    Q_EMIT startFailed(why);
}

void SupervisingServer::end()
{
    m_addresses.stop();
    m_workers.setRun(nullptr, nullptr);
    m_run.reset();
    m_clients.clear();
    m_rooms.clear();
    m_traffic.clear();
    setState(State::Stopped);
}

void SupervisingServer::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged(state);
}

} // namespace Lanroom
