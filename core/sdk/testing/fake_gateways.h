// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/memory_channel.h"
#include "link/messages.h"
#include "sdk/service_host.h"

#include <lanroom/service_tester.h>

namespace Lanroom::Testing {

/// The gateways' part of a ServiceTester: fake clients, their subscriptions, and fan-out as the real ones
/// do it, over in-memory links. Owned by the tester, on its thread. A frame that no gateway expects is
/// kept as complaint().
class FakeGateways
{
public:
    explicit FakeGateways(int count) : m_count(count) {}

    FakeClient &connect(const QString &path, int slot);
    void send(const FakeClient &client, Link::FrameType type, QByteArrayView data);
    void disconnect(FakeClient &client, int code);

    /// Links every gateway with a service that is ready, and hands it the clients there are.
    Link::GatewayList attachTo(ServiceHost &host);
    /// The service is gone, and every subscription with it.
    void detach();

    QString complaint() const { return m_complaint; }

private:
    void attach(const FakeClient &client, bool resumed);
    void receive(int slot, const Link::Frame &frame);
    FakeClient *find(ClientId id);

    int m_count;
    std::map<int, std::unique_ptr<Link::MemoryChannel>> m_links; // slot -> the gateway's end
    std::map<ClientId, FakeClient> m_clients;                    // references stay good
    QHash<QByteArray, QSet<ClientId>> m_topics;
    quint32 m_counter = 0;
    QString m_complaint;
};

} // namespace Lanroom::Testing
