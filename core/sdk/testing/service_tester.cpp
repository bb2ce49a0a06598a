// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/service_tester.h>

#include "sdk/testing/fake_gateways.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qtemporarydir.h>
#include <QtCore/qtimer.h>

namespace Lanroom::Testing {

using Link::Channel;
using Link::Frame;
using Link::FrameType;

/// The server's part: it makes the service, gives it its gateways when it is ready, and hears what
/// it tells the operator.
class ServiceTester::Private
{
public:
    Private(Make make, const Options &options) : m_make(std::move(make)), gateways(options.gateways)
    {
        m_config.protocol = Link::kProtocolVersion;
        m_config.name = QStringLiteral("tested");
        m_config.settings = options.settings;
        m_config.dataDir = options.dataDir.isEmpty() ? m_folder.path() : options.dataDir;
        begin();
    }

    ~Private() { end(); }

    void begin()
    {
        ready = stopped = false;
        trouble.clear();
        auto [ours, theirs] = Link::MemoryChannel::pair();
        control = std::move(ours);
        m_hostControl = std::move(theirs);
        QObject::connect(control.get(), &Channel::frameReceived, control.get(),
                         [this](const Frame &frame) { receive(frame); });
        host = std::make_unique<ServiceHost>(m_make(), m_config, *m_hostControl, clock);
        QObject::connect(m_hostControl.get(), &Channel::frameReceived, host.get(),
                         &ServiceHost::receiveControl);
        QObject::connect(host.get(), &ServiceHost::ready, host.get(), [this] {
            ready = true;
            Link::sendMessage(*control, gateways.attachTo(*host));
        });
        QObject::connect(host.get(), &ServiceHost::failed, host.get(),
                         [this](const QString &why) { failure = why; });
        QObject::connect(host.get(), &ServiceHost::stopped, host.get(), [this] { stopped = true; });
        host->start();
    }

    void end()
    {
        gateways.detach();
        host.reset();
        m_hostControl.reset();
        control.reset();
    }

    void receive(const Frame &frame)
    {
        if (frame.type == FrameType::CommandResult) {
            const auto answer = Link::decodeMessage<Link::CommandResult>(frame);
            answers.append({answer->re, answer->error, answer->message, answer->data});
        } else if (frame.type == FrameType::TopicInfo) {
            const auto room = Link::decodeMessage<Link::TopicInfo>(frame);
            rooms[frame.topic.toByteArray()] = {room->title, room->gone, room->members};
        } else if (frame.type == FrameType::ClientInfo) {
            const auto person = Link::decodeMessage<Link::ClientInfo>(frame);
            names[frame.client] = {person->user, person->name};
        } else if (frame.type == FrameType::Trouble) {
            trouble = Link::decodeMessage<Link::Trouble>(frame)->message;
        }
    }

    FakeClock clock;

private:
    Make m_make;
    QTemporaryDir m_folder;
    Link::HelloOk m_config;
    std::unique_ptr<Link::MemoryChannel> m_hostControl; // the worker's end

public:
    std::unique_ptr<Link::MemoryChannel> control; // the server's end
    FakeGateways gateways;
    std::unique_ptr<ServiceHost> host;
    QList<CommandAnswer> answers;
    std::map<QByteArray, ShownRoom> rooms;
    QHash<ClientId, ShownPerson> names;
    qint64 commands = 0;
    bool ready = false;
    bool stopped = false;
    QString failure;
    QString trouble;
};

QList<QJsonObject> FakeClient::objects() const
{
    QList<QJsonObject> all;
    for (const QByteArray &text : received)
        all.append(QJsonDocument::fromJson(text).object());
    return all;
}

ServiceTester::ServiceTester(Make make, const Options &options)
    : d(std::make_unique<Private>(std::move(make), options))
{
}

ServiceTester::~ServiceTester() = default;

FakeClient &ServiceTester::connect(const QString &path, int gateway)
{
    return d->gateways.connect(path, gateway);
}

void ServiceTester::send(const FakeClient &client, const Utf8 &text)
{
    d->gateways.send(client, FrameType::MessageText, text.view());
}

void ServiceTester::sendBinary(const FakeClient &client, QByteArrayView bytes)
{
    d->gateways.send(client, FrameType::MessageBinary, bytes);
}

void ServiceTester::disconnect(FakeClient &client, int code)
{
    d->gateways.disconnect(client, code);
}

void ServiceTester::takeAll(FakeClient &client)
{
    client.reads = true;
    d->gateways.send(client, FrameType::Flushed, {});
}

QByteArray ServiceTester::next(FakeClient &client)
{
    if (!waitFor([&client] { return client.received.size() > client.taken; }))
        return {};
    return client.received.at(client.taken++);
}

QJsonObject ServiceTester::nextObject(FakeClient &client)
{
    return QJsonDocument::fromJson(next(client)).object();
}

bool ServiceTester::waitFor(const std::function<bool()> &condition, int patienceMs)
{
    const QDeadlineTimer patience(patienceMs);
    QTimer tick; // what the condition looks at may change without an event of this thread
    tick.start(10);
    for (settle(); !condition(); QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents)) {
        if (patience.hasExpired())
            return false;
    }
    return true;
}

void ServiceTester::settle()
{
    // In-memory links pass frames on by posted events, four from a client to the service and back.
    constexpr int kHops = 100;
    for (int i = 0; i < kHops; ++i)
        QCoreApplication::sendPostedEvents();
}

FakeClock &ServiceTester::clock()
{
    return d->clock;
}

void ServiceTester::advance(qint64 ms)
{
    const qint64 until = d->clock.monotonicMs() + ms;
    settle();
    for (qint64 due = d->host->ticker().dueMs(); due >= 0 && due <= until;
         due = d->host->ticker().dueMs()) {
        d->clock.advance(due - d->clock.monotonicMs());
        d->host->ticker().check();
        settle();
    }
    d->clock.advance(until - d->clock.monotonicMs());
}

void ServiceTester::restart()
{
    d->end();
    d->begin();
}

void ServiceTester::stop()
{
    d->host->stop();
}

bool ServiceTester::ready() const
{
    return d->ready;
}

bool ServiceTester::stopped() const
{
    return d->stopped;
}

QString ServiceTester::trouble() const
{
    return d->trouble;
}

QString ServiceTester::failure() const
{
    return d->failure.isEmpty() ? d->gateways.complaint() : d->failure;
}

Service &ServiceTester::service()
{
    return d->host->service();
}

void ServiceTester::command(const QString &name, const QCborMap &arguments)
{
    Link::Command command;
    command.id = ++d->commands;
    command.name = name;
    command.arguments = arguments;
    Link::sendMessage(*d->control, command);
}

const QList<CommandAnswer> &ServiceTester::answers() const
{
    return d->answers;
}

const std::map<QByteArray, ShownRoom> &ServiceTester::rooms() const
{
    return d->rooms;
}

const QHash<ClientId, ShownPerson> &ServiceTester::names() const
{
    return d->names;
}

} // namespace Lanroom::Testing
