// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "gateway/client_rates.h"
#include "gateway/client_watch.h"
#include "gateway/outbox_budget.h"
#include "gateway/transport.h"
#include "link/bound_counts.h"
#include "wire/message_reader.h"

#include <QtNetwork/qtcpsocket.h>

#include <memory>
#include <optional>
#include <span>

namespace Lanroom {

class OutgoingRun;
struct ClientCommons;

/// What a handshake leads to.
struct UpgradeTerms
{
    QByteArray early;        // what came after the request's head
    QByteArray answerFields; // whole lines for the 101, beside what Qt writes: extensions and such
    std::optional<DeflateTerms> deflate;
    qsizetype messageBytes = 0; // the longest from this client
};

/// Stands between a client's connection and QWebSocket, which takes it for the connection: a
/// QTcpSocket that is never connected itself and owns the real one. (readData() overridden on a
/// connected QTcpSocket does nothing: Qt's own buffer goes past it.) Every rule about bytes that Qt
/// lacks has its place here or in the MessageReader:
///  - Qt makes the handshake, answers pings and says the last word; messages are read here, to the
///    letter of RFC 6455, and go past it, so that nothing is decoded twice;
///  - frames that came with the handshake wait until begin(), when somebody listens;
///  - permessage-deflate (RFC 7692), of which Qt knows nothing, is agreed, inflated and deflated;
///  - reading can pause anywhere, and a flooding client leaves its neighbours their turn;
///  - what waits to be written is bounded, Qt's own pongs included, for this client and for all;
///  - who sends too fast waits or is closed (ClientRates);
///  - what must happen in time does, or the client is closed or cut off (ClientWatch).
/// When the transport is gone the guard becomes unconnected and says so, once: by disconnected()
/// to Qt, by ended() to its user.
///
/// Lives on the gateway's event-loop thread; owned by ClientSocket, until then by
/// WebSocketEndpoint.
class WireGuard : public QTcpSocket,
                  private TransportUser,
                  private ClientWatch::Owner,
                  private OutboxBudget::Share::Owner
{
    Q_OBJECT
public:
    enum class Rates { Unlimited, Limited };

    /// Who is told what happens. Not by signals: ten thousand idle clients would pay for their
    /// connections, and every message for looking them up.
    class User
    {
    public:
        /// A whole message, good until the call returns. Text is valid UTF-8.
        virtual void messageReceived(QByteArrayView message, bool binary) = 0;
        /// The other side's close frame (1005: without a code), to be answered.
        virtual void peerClosed(int code, const QString &reason) = 0;
        /// The other side broke a rule, or sent too much; nothing more is read.
        virtual void violated(int code, const QString &reason, Link::Bound bound) = 0;
        /// It was cut off: there was no time or no room for words.
        virtual void cutOff(Link::Bound bound) = 0;
        /// It sends too fast, and isn't read for a moment.
        virtual void throttled() = 0;
        /// Nothing waits any more; after tellWhenSent().
        virtual void allSent() = 0;
        /// The transport is gone. Once, and the last word.
        virtual void ended() = 0;

    protected:
        ~User() = default;
    };

    /// head: the request as Qt shall see it.
    WireGuard(std::unique_ptr<Transport> transport, const QByteArray &head,
              const UpgradeTerms &terms, std::shared_ptr<ClientCommons> commons, Rates rates);
    ~WireGuard() override;

    /// From now on messages flow in. user outlives the guard.
    void begin(User &user);
    /// While paused nothing is handed out; a little is still read, to notice when the client goes. Where
    /// its end is to wait behind what it has said, nothing is.
    void pauseReading(bool paused, bool itsEndToo = false);
    /// Queues the messages, compressed where that was agreed. False, and nothing written, where the
    /// outbox has no room for them.
    bool send(const OutgoingRun &messages);
    /// User::allSent() follows when the kernel has everything that was sent; at once if it has.
    void tellWhenSent();

    qint64 bytesAvailable() const override;
    qint64 bytesToWrite() const override { return m_transport->queuedBytes(); }
    void close() override;
    void disconnectFromHost() override { close(); }

protected:
    qint64 readData(char *data, qint64 maxSize) override;
    qint64 writeData(const char *data, qint64 size) override;

private:
    enum class Stage { Handshake, Open, Closing, Gone };

    void readable() override;
    void written() override;
    void gone() override;
    void askForLife() override;
    void lifeless() override { cut(Link::Bound::Silence); }
    void messageTooSlow() override;
    void closeTooSlow() override { cut(Link::Bound::CloseTime); }
    void readAgain() override;
    void outboxesAreFull() override { cut(Link::Bound::OutboxTotal); }

    bool isWaiting() const { return m_paused || m_throttled; }
    void goOn();
    void countEvent(MessageReader::Event event);
    void throttle();
    void tooFast(Link::Bound bound);
    void cut(Link::Bound bound);
    bool hasRoom(qint64 bytes, qint64 extra);
    void queue(const QByteArray &frame);
    void take(std::span<char> bytes);
    void judge(MessageReader::Event event);
    void passPingToQt();
    QByteArray ownAnswer(QByteArrayView answer);
    bool canWrite() const { return !m_overrun && m_transport->isOpen(); }
    void sayGoodbye();
    void sayAllSent();

    const std::shared_ptr<ClientCommons> m_commons;
    User *m_user = nullptr; // from begin() on
    std::unique_ptr<Transport> m_transport;
    MessageReader m_reader;
    ClientWatch m_watch;
    OutboxBudget::Share m_share;
    std::optional<ClientRates> m_rates;
    QByteArray m_answerFields;     // until the 101 is written
    const qint8 m_deflateBits = 0; // 0: not agreed
    QByteArray m_forQt;            // the handshake's head, later pings
    QByteArray m_later;            // what came while nothing may be handed out
    Stage m_stage = Stage::Handshake;
    bool m_paused = false;    // by the service's wish
    bool m_throttled = false; // by its own speed
    bool m_stalled = false;   // something waits that the kernel didn't take
    bool m_overrun = false;
    bool m_tellWhenSent = false;
    bool m_heardAll = false; // their close frame came, or nothing that means anything will
    bool m_halfClosed = false;
    bool m_tooFast = false; // it is closed for it, and quickly
};

} // namespace Lanroom
