// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/text_pool.h"
#include "link/messages.h"
#include "sdk/ticker.h"
#include "sdk/topic_table.h"
#include "sdk/work_pool.h"

#include <lanroom/service.h>

#include <QtCore/qmap.h>
#include <QtCore/qobject.h>
#include <QtCore/qset.h>
#include <QtCore/qtimer.h>

#include <memory>
#include <unordered_map>

namespace Lanroom {

namespace Link {
class Channel;
}
namespace Storage {
class Home;
}

/// Drives one Service: keeps its clients and topics, speaks the data link with every gateway and the
/// operator's part of the control link with the server. It makes no socket itself: channels are given
/// to it, so a unit test drives a service in memory. In the worker's process, on its event-loop
/// thread; owns the service. A gateway that breaks the protocol is dropped with its clients.
///
/// A message costs one look-up of its client, a publication one of its topic. With this, with frames
/// decoded where they were read to, and with epoll 1.12 times as many messages are relayed to 11
/// members per second of CPU, gateway and service together, as with searches, copies and Qt's dispatcher.
class ServiceHost : public QObject
{
    Q_OBJECT
public:
    /// How long attached() waits for a live gateway that does not hand over its clients.
    static constexpr int kAttachWaitMs = 2000;
    /// How often described topics are reported to the operator at most.
    static constexpr int kReportMs = 250;

    /// control: the link to the server after its hello; it and clock must outlive the host.
    ServiceHost(std::unique_ptr<Service> service, const Link::HelloOk &config, Link::Channel &control,
                const Clock &clock = systemClock());
    ~ServiceHost() override;

    /// Calls Service::start(); ready() or failed() follows.
    void start();
    /// Calls Service::stopping(), unless the gateways' Drain has brought that about; stopped() follows.
    void stop();
    /// Every gateway said that it sends no more, for a successor waits: stopped() is then the end of
    /// this service, but not of the process.
    bool isDrained() const { return m_drained; }
    /// The gateways' links, for the last words to them; the caller owns them. Nothing comes from them
    /// any more; the host is only good for destroying.
    QList<Link::Channel *> releaseGateways();
    /// A gateway's data link after its hello; the host owns the channel from here.
    void addGateway(Link::Channel *channel, int slot, int generation);
    /// A frame of the control link.
    void receiveControl(const Link::Frame &frame);

    Service &service() { return *m_service; }
    Ticker &ticker() { return m_ticker; }

Q_SIGNALS:
    void ready();
    void failed(const QString &why);
    void stopped();

private:
    friend class Service;
    friend class Client;

    static const QByteArray kEverybody; // the topic of broadcasts

    struct Gateway
    {
        Link::Channel *channel = nullptr;
        QSet<ClientId> clients;
        bool attachDone = false;
        bool drained = false; // sends no more
    };

    void receive(quint32 gateway, const Link::Frame &frame);
    void attach(Gateway &gateway, const Link::Frame &frame);
    void detach(ClientId id, int code);
    void dropGateway(quint32 gateway);
    void runCommand(const Link::Frame &frame);
    void checkDrained();
    bool isBehind() const;
    bool isFarBehind() const;
    bool someHolds(qsizetype bytes) const;
    bool mayRead(const Gateway &gateway, bool isFar) const;
    void keepPace(const Gateway &asker);
    void goOn();
    void checkAttached();
    void finishAttaching();
    void setTrouble(const void *whose, const QString &message);
    void scheduleReport();
    void report();

    // What Service and Client ask for.
    void reportReady();
    void publish(Link::FrameType type, const QByteArray &topic, QByteArrayView data, ClientId except);
    void broadcast(Link::FrameType type, QByteArrayView data, ClientId except);
    void subscribe(Client &client, const QByteArray &topic, TopicTable::As as);
    void unsubscribe(Client &client, const QByteArray &topic);

    const Clock &m_clock;
    Ticker m_ticker;
    std::shared_ptr<Storage::Home> m_home; // where the outcomes of the database's jobs come in
    std::unique_ptr<Service> m_service;
    Link::HelloOk m_config;
    Link::Channel &m_control;
    std::unordered_map<quint32, Gateway> m_gateways; // by TopicTable::gatewayOf()
    std::unordered_map<quint64, std::unique_ptr<Client>> m_clients;
    TopicTable m_topics;
    TextPool m_texts;
    QSet<quint32> m_expected; // gateways the server says are alive
    QMap<const void *, QString> m_troubles; // by the database that has it; null: the service's own
    QString m_toldTrouble;
    QTimer m_attachWait;
    QTimer m_reportTimer;
    std::unique_ptr<WorkPool> m_pool; // made when it is first needed
    bool m_ready = false;
    bool m_expectedKnown = false;
    bool m_attached = false;
    bool m_stopping = false;
    bool m_hasStopped = false; // the service has said so
    bool m_drainBegan = false; // a gateway has drained
    bool m_drained = false;
    bool m_everybody = false; // every client is subscribed to kEverybody
};

} // namespace Lanroom
