// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/turn_end.h"
#include "gateway/transport.h"

#include <QtCore/qsocketnotifier.h>
#include <QtCore/qvarlengtharray.h>

namespace Lanroom {

/// A transport over a bare POSIX descriptor. Against QTcpSocket it saves the buffer between kernel
/// and reader, and for an idle client some kilobytes: there is no buffer at all, only the notifier.
class DescriptorTransport final : public Transport, private TurnTask
{
public:
    static std::unique_ptr<Transport> adopt(int descriptor);
    ~DescriptorTransport() override;

    qint64 read(char *into, qint64 size) override;
    void setReading(bool on) override;
    void send(const QByteArray &bytes) override;
    void offer() override { m_untold += writeOut(); }
    qint64 queuedBytes() const override { return m_queued; }
    qsizetype queuedPieces() const override { return m_queue.size(); }
    bool isStalled() const override { return m_writer && m_writer->isEnabled(); }
    void halfClose() override;
    void abort() override;
    bool isOpen() const override { return m_descriptor >= 0 && !m_ended; }
    QHostAddress peerAddress() const override;
    QHostAddress localAddress() const override;

private:
    /// Tells its owner straight from its event: without a signal, whose connection would cost every
    /// idle client memory (see endpoint_trim.h) and every message a look-up.
    class Reader final : public QSocketNotifier
    {
    public:
        Reader(int descriptor, DescriptorTransport &owner)
            : QSocketNotifier(descriptor, QSocketNotifier::Read), m_owner(owner)
        {
        }

    private:
        bool event(QEvent *event) override;

        DescriptorTransport &m_owner;
    };

    explicit DescriptorTransport(int descriptor);

    void endTurn() override { flush(); }
    void flush();
    qint64 writeOut();
    void setStalled(bool stalled);
    qint64 writeSome();
    void drop(qint64 written);
    void discardQueue();
    void end();
    void close();

    Reader m_reader;
    std::unique_ptr<QSocketNotifier> m_writer; // once the kernel took no more; enabled while so
    QVarLengthArray<QByteArray, 2> m_queue;
    qint64 m_firstSent = 0; // of m_queue's first, already written
    qint64 m_queued = 0;
    qint64 m_untold = 0; // written within send() and offer(), of which the user hears at the turn's end
    int m_descriptor;
    bool m_toldStalled = false; // what isStalled() was when the user last heard
    bool m_ended = false; // gone() was said, or is about to be
};

} // namespace Lanroom
