// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/channel.h"
#include "link/frame_codec.h"

#include <QtCore/qpointer.h>

#include <memory>
#include <utility>

namespace Lanroom::Link {

/// A link within one thread, for unit tests: two ends that pass the same bytes as a socket would,
/// delivered in the next event-loop turn. The peer is this very process.
class MemoryChannel final : public Channel
{
    Q_OBJECT
public:
    /// Both ends of a new link.
    static std::pair<std::unique_ptr<MemoryChannel>, std::unique_ptr<MemoryChannel>> pair();
    ~MemoryChannel() override;

    bool send(const Frame &frame) override;
    void flush() override;
    void close(const QString &reason) override;
    bool isOpen() const override { return m_open; }
    qsizetype queuedBytes() const override { return m_gathered.size(); }
    void setMaxQueuedBytes(qsizetype bytes) override { m_maxQueued = bytes; }
    void setReading(bool on) override;
    qint64 peerPid() const override;
    bool peerIsUs() const override { return true; }

private:
    MemoryChannel() = default;
    void receive(const QByteArray &bytes);
    void end(const QString &reason);

    QPointer<MemoryChannel> m_peer;
    FrameDecoder m_decoder;
    QByteArray m_gathered;
    qsizetype m_maxQueued = kDefaultMaxQueuedBytes;
    bool m_open = true;
    bool m_reading = true;
    bool m_ending = false;
};

} // namespace Lanroom::Link
