// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What a worker writes to its link: frames, and the maps in them. Input: the bytes of a link.
#include "fuzz_target.h"
#include "link/frame_codec.h"
#include "link/messages.h"

#include <QtCore/qcborvalue.h>
#include <QtCore/qlist.h>

using namespace Lanroom;
using namespace Lanroom::Fuzz;
using namespace Lanroom::Link;
using Status = FrameDecoder::Status;

namespace {

/// A frame that outlives its decoder's buffer.
struct KeptFrame
{
    FrameType type;
    quint8 flags;
    ClientId client;
    QByteArray topic;
    QByteArray payload;

    friend bool operator==(const KeptFrame &, const KeptFrame &) = default;
};

struct Decoded
{
    QList<KeptFrame> frames;
    Status last = Status::Incomplete;
    qsizetype pending = 0;
};

template <typename NextPiece> Decoded decode(QByteArrayView bytes, NextPiece nextPiece)
{
    Decoded decoded;
    FrameDecoder decoder;
    for (qsizetype at = 0; at < bytes.size();) {
        const QByteArrayView piece = bytes.sliced(at, qMin(nextPiece(), bytes.size() - at));
        at += piece.size();
        decoder.feed(piece);
        Frame frame;
        while ((decoded.last = decoder.next(frame)) == Status::Ok) {
            require(frame.topic.size() <= kMaxTopicBytes, "a topic keeps to its limit");
            decoded.frames.append({frame.type, frame.flags, frame.client, frame.topic.toByteArray(),
                                   frame.payload.toByteArray()});
        }
    }
    decoded.pending = decoder.pendingBytes();
    require((decoded.last == Status::Error) == (decoder.errorText() != nullptr),
            "an error has a text");
    return decoded;
}

template <Message M> void readAs(const Frame &frame)
{
    if (frame.type != M::kType)
        return;
    const Result<M> message = decodeMessage<M>(frame);
    if (!message.ok())
        return;
    // What was understood can be said again, and is understood as the same.
    const QByteArray again = encodeMessage(*message);
    const Result<M> back = decodeMessage<M>(Frame{M::kType, 0, {}, {}, again});
    require(back.ok(), "what was decoded can be encoded and decoded");
    require(encodeMessage(*back) == again, "it is the same then");
}

template <Message... M> void readAsAny(const Frame &frame)
{
    (readAs<M>(frame), ...);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    const Decoded whole = decode(bytes, [&bytes] { return bytes.size(); });
    const Decoded parts =
        decode(bytes, [pieces = Pieces{quint32(size)}]() mutable { return pieces.next(); });
    require(whole.frames == parts.frames && whole.last == parts.last,
            "it does not matter how a link's bytes are cut");

    QByteArray again;
    for (const KeptFrame &kept : whole.frames) {
        const Frame frame{kept.type, kept.flags, kept.client, kept.topic, kept.payload};
        require(encodeFrame(frame, again), "what was decoded can be encoded");
        readAsAny<Hello, HelloOk, Failure, ServiceList, GatewayList, Health, GatewayStats,
                  ClientOpened, ClientInfo, TopicInfo, Command, CommandResult, WorkerFault,
                  ClientAttach, ClientDetach, CloseClient>(frame);
    }
    require(bytes.startsWith(again), "frames encode to what they came from");
    if (whole.last == Status::Incomplete)
        require(again.size() + whole.pending == bytes.size(), "no byte is lost");
    return 0;
}
