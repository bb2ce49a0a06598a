// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/supervised_worker.h"

#include "link/channel.h"
#include "link/environment.h"
#include "link/messages.h"
#include "supervisor/child_setup.h"
#include "supervisor/control_server.h"
#include "supervisor/log.h"

#include <QtCore/qrandom.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using Link::FrameType;

namespace {

/// Process and link end together, in either order; the first to end waits so long for the other.
constexpr int kGraceMs = 100;
/// A worker's own words about its end or its trouble are cut here.
constexpr qsizetype kMaxWords = 500;

double random01()
{
    return QRandomGenerator::global()->generateDouble();
}

} // namespace

SupervisedWorker::SupervisedWorker(Spec spec, ControlServer &control, const Clock &clock,
                                   QObject *parent)
    : QObject(parent), m_spec(std::move(spec)), m_control(control), m_clock(clock),
      m_policy(m_spec.kind, random01), m_resources(m_spec.program.confinement), m_output(m_spec.name), m_generation(m_spec.firstGeneration - 1)
{
    m_watchTimer.setInterval(HeartbeatWatch::kCheckMs);
    m_lookTimer.setInterval(ResourceWatch::kLookMs);
    m_delayTimer.setSingleShot(true);
    m_patience.setSingleShot(true);
    connect(&m_watchTimer, &QTimer::timeout, this, &SupervisedWorker::check);
    connect(&m_lookTimer, &QTimer::timeout, this, &SupervisedWorker::checkResources);
    connect(&m_delayTimer, &QTimer::timeout, this, &SupervisedWorker::start);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_process.isAlive())
            kill();
        else if (m_channel)
            m_channel->close(u"its process ended"_s);
    });
    connect(&m_process, &ChildProcess::said, &m_output, &WorkerOutput::take);
    connect(&m_process, &ChildProcess::ended, this, &SupervisedWorker::processEnded);
    connect(&m_control, &ControlServer::arrived, this, &SupervisedWorker::arrive);
    connect(&m_control, &ControlServer::dropped, this, [this](qint64 pid, const QString &why) {
        if (pid != 0 && pid == m_process.pid() && !m_channel)
            violation(why);
    });
}

SupervisedWorker::~SupervisedWorker()
{
    m_control.withdrawToken(m_token);
}

QString SupervisedWorker::stateName(State state)
{
    switch (state) {
    case State::Stopped:
        return u"stopped"_s;
    case State::Starting:
        return u"starting"_s;
    case State::Running:
        return u"running"_s;
    case State::Restarting:
        return u"restarting"_s;
    case State::Failed:
        return u"failed"_s;
    }
    Q_UNREACHABLE();
}

void SupervisedWorker::start()
{
    if (isUp())
        return;
    ++m_generation;
    for (QString *text : {&m_how, &m_killReason, &m_ownWords})
        text->clear();
    m_ending = m_startAgain = m_stoodBy = m_killed = false;
    m_delayTimer.stop();
    m_policy.started();
    m_watch.started(m_clock.monotonicMs());
    m_watchTimer.start();
    m_token = m_control.issueToken();
    m_process.start(m_spec.program,
                    {{QString::fromLatin1(Link::kSocketVariable), m_control.address()},
                     {QString::fromLatin1(Link::kTokenVariable), QString::fromLatin1(m_token)}});
    m_output.begin(m_process.pid());
    m_resources.started();
    if (m_resources.isNeeded())
        m_lookTimer.start();
    setState(State::Starting);
}

void SupervisedWorker::stop(int withinMs)
{
    m_startAgain = false;
    m_delayTimer.stop();
    if (!isUp()) {
        setState(State::Stopped);
        return;
    }
    if (m_ending)
        return;
    m_ending = true;
    if (!m_channel) {
        m_process.kill();
        return;
    }
    Link::sendEmpty(*m_channel, FrameType::Stop);
    if (m_channel) // one that reads nothing may have been overrun by this
        m_channel->flush();
    m_patience.start(withinMs);
}

void SupervisedWorker::restart(int withinMs)
{
    m_policy.reset();
    if (!isUp()) {
        start();
        return;
    }
    stop(withinMs);
    m_startAgain = true;
    setState(State::Restarting);
}

void SupervisedWorker::takeOver()
{
    m_policy.started();
    m_watch.started(m_clock.monotonicMs());
    m_trouble.clear(); // that was the one's who let go; this one begins with none
    Link::sendEmpty(*m_channel, FrameType::TakeOver);
    setState(State::Starting);
}

void SupervisedWorker::command(const QString &name, const QCborMap &arguments, ClientId client,
                               const CommandDone &done)
{
    if (!m_channel) {
        done(Error{ErrorCode::Closed, u"%1 is not running"_s.arg(m_spec.name)});
        return;
    }
    const Result<qint64> id = m_commands.add(done);
    if (!id) {
        done(id.error());
        return;
    }
    Link::Command command;
    command.id = *id;
    command.name = name;
    command.arguments = arguments;
    Link::sendMessage(*m_channel, command, client);
}

void SupervisedWorker::arrive(const QByteArray &token, Link::Channel *channel)
{
    if (token != m_token || !m_process.isAlive() || m_channel)
        return;
    if (const qint64 pid = channel->peerPid(); pid != 0 && pid != m_process.pid()) {
        channel->deleteLater();
        violation(u"gave its token to process %1"_s.arg(pid));
        return;
    }
    m_channel = channel;
    channel->setParent(this);
    connect(channel, &Link::Channel::frameReceived, this, &SupervisedWorker::receive);
    connect(channel, &Link::Channel::closed, this, &SupervisedWorker::linkEnded);
    Q_EMIT greeted();
}

void SupervisedWorker::receive(const Link::Frame &frame)
{
    // Whatever it sends, it sends from its event loop, which therefore turns.
    m_watch.beat(m_clock.monotonicMs());
    switch (frame.type) {
    case FrameType::Heartbeat:
        break;
    case FrameType::Ready:
        becomeReady();
        break;
    case FrameType::Standby:
        standBy();
        break;
    case FrameType::HandedOver:
        Q_EMIT handedOver();
        break;
    case FrameType::Error:
        if (const auto failure = Link::decodeMessage<Link::Failure>(frame))
            m_ownWords = failure->message.left(kMaxWords);
        break;
    case FrameType::Trouble:
        takeTrouble(frame);
        break;
    case FrameType::CommandResult:
        if (const auto result = Link::decodeMessage<Link::CommandResult>(frame))
            m_commands.answer(*result);
        else
            violation(result.error().message);
        break;
    default:
        Q_EMIT frameReceived(frame);
    }
}

/// From here on silence ends it, as one that serves; so it must be one that is waited for.
void SupervisedWorker::standBy()
{
    if (!m_onProbation || m_state != State::Starting || std::exchange(m_stoodBy, true)) {
        violation(u"stands by, and was not told to"_s);
        return;
    }
    m_watch.ready(m_clock.monotonicMs());
    Q_EMIT standingBy();
}

void SupervisedWorker::becomeReady()
{
    if (m_state != State::Starting || m_ending)
        return;
    const qint64 now = m_clock.monotonicMs();
    m_policy.ready(now);
    m_watch.ready(now);
    qCInfo(lcSupervisor).noquote() << m_spec.name << "serves, process" << pid();
    setState(State::Running);
}

void SupervisedWorker::takeTrouble(const Link::Frame &frame)
{
    const auto trouble = Link::decodeMessage<Link::Trouble>(frame);
    if (!trouble)
        return violation(trouble.error().message);
    const QString words = trouble->message.left(kMaxWords);
    if (words != std::exchange(m_trouble, words))
        Q_EMIT troubleChanged();
}

void SupervisedWorker::check()
{
    if (m_watch.isHung(m_clock.monotonicMs()) && !m_ending)
        killFor(m_state == State::Starting ? u"was not ready in time"_s : u"stopped responding"_s);
}

void SupervisedWorker::checkResources()
{
    const qint64 now = m_clock.monotonicMs();
    const bool whole = m_resources.wantsWhole(hasChildren(pid()), now);
    std::optional<SessionUsage> usage = whole ? sessionUsage(pid()) : processUsage(pid());
    if (!usage || !m_killReason.isEmpty())
        return;
    if (whole) // which has our guard in it
        usage->processes -= guardsOfAChild();
    if (const QString why = m_resources.check(*usage, whole, now); !why.isEmpty())
        killFor(why); // stopping is no excuse
}

void SupervisedWorker::violation(const QString &what)
{
    if (m_process.isAlive() && m_killReason.isEmpty() && !m_ending)
        killFor(what);
}

void SupervisedWorker::killFor(const QString &why)
{
    qCWarning(lcSupervisor).noquote() << m_spec.name << "is killed:" << why;
    m_killReason = why;
    kill();
}

void SupervisedWorker::kill()
{
    m_killed = true;
    m_process.kill();
}

void SupervisedWorker::linkEnded(const QString &reason)
{
    m_channel->deleteLater();
    m_channel = nullptr;
    if (!m_process.isAlive()) {
        finish();
    } else if (!m_ending) {
        if (m_killReason.isEmpty()) // else the link has ended because of it
            m_killReason = reason;
        m_patience.start(kGraceMs);
    }
}

void SupervisedWorker::processEnded(const QString &how)
{
    m_how = how;
    m_output.end();
    m_watchTimer.stop();
    m_lookTimer.stop();
    m_control.withdrawToken(m_token);
    m_token.clear();
    // Its last frames may still lie in the socket.
    if (m_channel)
        m_patience.start(kGraceMs);
    else
        finish();
}

void SupervisedWorker::finish()
{
    m_patience.stop();
    m_trouble.clear();
    const QList<CommandDone> unanswered = m_commands.takeAll();
    const Error why{ErrorCode::Closed, u"%1 ended"_s.arg(m_spec.name)};
    Q_EMIT ended();
    if (!m_ending)
        replaceLater();
    else if (m_startAgain)
        start();
    else
        setState(State::Stopped);
    // Last: whoever hears of it may ask for our state, or end us.
    for (const CommandDone &done : unanswered)
        done(why);
}

void SupervisedWorker::replaceLater()
{
    const bool byUs = m_killed && m_how == u"ended by signal 9"_s;
    m_lastError = !m_ownWords.isEmpty() ? m_ownWords : byUs ? m_killReason : m_how;
    if (m_onProbation) { // what that means for the service is said by whoever waits for it
        qCWarning(lcSupervisor).noquote().nospace()
            << m_spec.name << ", while it is replaced: " << m_lastError;
        setState(State::Failed);
        return;
    }
    const std::optional<qint64> delay = m_policy.ended(m_clock.monotonicMs());
    if (!delay) {
        qCCritical(lcSupervisor).noquote() << m_spec.name << "has failed:" << m_lastError;
        setState(State::Failed);
        return;
    }
    qCWarning(lcSupervisor).noquote().nospace()
        << m_spec.name << ": " << m_lastError << "; starts again in " << *delay << " ms";
    m_delayTimer.start(int(*delay));
    setState(State::Restarting);
}

bool SupervisedWorker::isUp() const
{
    return m_process.isAlive() || m_channel;
}

void SupervisedWorker::setState(State state)
{
    m_state = state;
    Q_EMIT stateChanged();
}

} // namespace Lanroom
