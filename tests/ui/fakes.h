// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "server/addresses.h"
#include "server/clients.h"
#include "server/rooms.h"
#include "server/server.h"
#include "server/traffic.h"
#include "server/workers.h"

// A server without processes, whose state the tests write: fakes of the operator's subjects, each
// with public fields and set() that announces.
namespace Lanroom::Fake {

class Clients final : public Lanroom::Clients
{
public:
    QList<ClientRow> rows() const override { return m_rows; }
    qsizetype count() const override { return m_rows.size(); }
    void kick(ClientId id, const CommandDone &done) override
    {
        kicked.append(id);
        if (m_rows.removeIf([id](const ClientRow &row) { return row.id == id; }) == 0) {
            done({ErrorCode::NotFound, QStringLiteral("it has gone")});
            return;
        }
        done(QCborMap());
        Q_EMIT changed();
    }
    void set(const QList<ClientRow> &rows)
    {
        m_rows = rows;
        Q_EMIT changed();
    }

    QList<ClientId> kicked;

private:
    QList<ClientRow> m_rows;
};

class Rooms final : public Lanroom::Rooms
{
public:
    QList<RoomRow> rows() const override { return m_rows; }
    void say(const QString &, const QString &, const CommandDone &done) override
    {
        done(QCborMap());
    }
    void set(const QList<RoomRow> &rows)
    {
        m_rows = rows;
        Q_EMIT changed();
    }

private:
    QList<RoomRow> m_rows;
};

class Workers final : public Lanroom::Workers
{
public:
    QList<ServiceRow> services() const override { return m_services; }
    QList<GatewayRow> gateways() const override { return m_gateways; }
    void restartService(const QString &name, const CommandDone &done) override
    {
        restarted.append(name);
        done(QCborMap());
    }
    void updateService(const QString &name, const CommandDone &done) override
    {
        updated.append(name);
        done(Error{ErrorCode::System, QStringLiteral("ended with status 7")});
    }
    void set(const QList<ServiceRow> &services, const QList<GatewayRow> &gateways)
    {
        m_services = services;
        m_gateways = gateways;
        Q_EMIT changed();
    }

    QStringList restarted;
    QStringList updated;

private:
    QList<ServiceRow> m_services;
    QList<GatewayRow> m_gateways;
};

class Traffic final : public Lanroom::Traffic
{
public:
    Link::GatewayStats total() const override { return m_total; }
    bool outsideSeen() const override { return m_outside; }
    void setTotal(const Link::GatewayStats &total)
    {
        m_total = total;
        Q_EMIT changed();
    }
    void setOutsideSeen(bool seen)
    {
        m_outside = seen;
        Q_EMIT outsideSeenChanged();
    }

private:
    Link::GatewayStats m_total;
    bool m_outside = false;
};

class Addresses final : public Lanroom::Addresses
{
public:
    QStringList urls() const override { return m_urls; }
    void set(const QStringList &urls)
    {
        m_urls = urls;
        Q_EMIT changed();
    }

private:
    QStringList m_urls;
};

class Server final : public Lanroom::Server
{
public:
    void start(const QString &dir, const Settings &wanted) override
    {
        dataDir = dir;
        m_settings = wanted;
        m_port = quint16(wanted.number(QLatin1StringView("server.port")));
        ++starts;
        become(State::Starting);
    }
    void stop() override
    {
        ++stops;
        become(State::Stopping);
    }
    Result<void> change(QStringView key, const QString &value) override
    {
        return m_settings.set(key, value);
    }
    State state() const override { return m_state; }
    quint16 port() const override { return m_port; }
    const Settings &settings() const override { return m_settings; }
    Fake::Clients &clients() override { return m_clients; }
    Fake::Rooms &rooms() override { return m_rooms; }
    Fake::Workers &workers() override { return m_workers; }
    Fake::Traffic &traffic() override { return m_traffic; }
    Fake::Addresses &addresses() override { return m_addresses; }

    void become(State state)
    {
        m_state = state;
        if (state == State::Stopped)
            m_port = 0;
        Q_EMIT stateChanged(state);
    }
    void fail(ErrorCode code, const QString &message)
    {
        become(State::Stopped);
        Q_EMIT startFailed({code, message});
    }

    int starts = 0;
    int stops = 0;
    QString dataDir;

private:
    State m_state = State::Stopped;
    quint16 m_port = 0;
    Settings m_settings;
    Fake::Clients m_clients;
    Fake::Rooms m_rooms;
    Fake::Workers m_workers;
    Fake::Traffic m_traffic;
    Fake::Addresses m_addresses;
};

class Clock final : public Lanroom::Clock
{
public:
    qint64 monotonicMs() const override { return now; }
    qint64 wallMs() const override { return now; }

    qint64 now = 1'000'000;
};

} // namespace Lanroom::Fake
