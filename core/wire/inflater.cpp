// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/inflater.h"

#include <utility>

#include <zlib.h>

namespace Lanroom {

namespace {

// What every message's sender took off its end (RFC 7692 7.2.1): an empty stored block's lengths.
constexpr QByteArrayView kTail("\x00\x00\xff\xff", 4);

// zlib.h on inflate()'s data_type: between two blocks, not in the last one, no bits left over.
constexpr int kBetweenBlocks = 128;

// Room is made for this much at least, or this many times the input, before more is asked for.
constexpr qsizetype kMinStep = 256;
constexpr qsizetype kLikelyRatio = 4;

} // namespace

struct Inflater::Stream : z_stream
{
    // The largest window, whatever was agreed: zlib looks back further than that in what it gave
    // out in the same call, so with a smaller one it would matter how a message is cut into pieces.
    Stream() : z_stream{}
    {
        if (inflateInit2(this, -15) != Z_OK) // negative: no zlib header
            qBadAlloc();
    }
    ~Stream() { inflateEnd(this); }
    Q_DISABLE_COPY_MOVE(Stream)

    bool betweenBlocks = true; // and at a byte's start
};

Inflater::Inflater(const DeflateTerms &terms)
    : m_windowBits(qint8(terms.clientWindowBits)), m_takeover(terms.clientTakeover)
{
}
Inflater::~Inflater() = default;
Inflater::Inflater(Inflater &&) noexcept = default;
Inflater &Inflater::operator=(Inflater &&) noexcept = default;

Inflater::Status Inflater::append(QByteArrayView compressed, bool endOfMessage, QByteArray &out,
                                  qsizetype maxOut)
{
    if (m_status != Status::Ok)
        return m_status;
    if (!compressed.isEmpty()) {
        if (!m_stream)
            begin();
        m_taken += compressed.size();
        m_status = inflate(compressed, out, maxOut);
    }
    if (m_status == Status::Ok && endOfMessage)
        m_status = end(out, maxOut);
    return m_status == Status::Ok ? m_status : fail(m_status);
}

void Inflater::begin()
{
    m_stream = std::make_unique<Stream>();
    const QByteArray window = std::exchange(m_window, {});
    if (!window.isEmpty() &&
        inflateSetDictionary(m_stream.get(), reinterpret_cast<const Bytef *>(window.data()),
                             uInt(window.size())) != Z_OK)
        qBadAlloc();
}

Inflater::Status Inflater::inflate(QByteArrayView compressed, QByteArray &out, qsizetype maxOut)
{
    Stream &stream = *m_stream;
    // zlib's own type lacks the const (it doesn't write there).
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(compressed.data()));
    stream.avail_in = uInt(compressed.size());
    do {
        const qsizetype before = out.size();
        const qsizetype wanted = qMax(kMinStep, kLikelyRatio * qsizetype(stream.avail_in));
        const qsizetype step = qBound<qsizetype>(0, maxOut - m_given, wanted);
        // At the limit one byte more is asked for, aside: does the message go on?
        Bytef beyond = 0;
        const qsizetype room = step > 0 ? step : 1;
        out.resize(before + step);
        stream.next_out = step > 0 ? reinterpret_cast<Bytef *>(out.data() + before) : &beyond;
        stream.avail_out = uInt(room);
        const int result = ::inflate(&stream, Z_SYNC_FLUSH);
        const qsizetype got = room - stream.avail_out;
        if (got > step)
            return Status::TooBig;
        out.truncate(before + got);
        m_given += got;
        if (m_given > kFreeBytes && m_given > kMaxRatio * m_taken)
            return Status::TooBig;

        // Z_BUF_ERROR: there was nothing to do, which is no error, but spoils data_type.
        const bool final = result == Z_STREAM_END;
        if (result != Z_BUF_ERROR)
            stream.betweenBlocks = final || stream.data_type == kBetweenBlocks;
        if (result != Z_OK && result != Z_BUF_ERROR && !final)
            return Status::Corrupt;
        // After a block with BFINAL another may follow, and refers back past it. Keeping the window
        // costs nothing here; handing it over and back would, with 30,000 such blocks in 64 KiB.
        if (final && inflateResetKeep(&stream) != Z_OK)
            return Status::Corrupt;
    } while (stream.avail_in > 0 || stream.avail_out == 0);
    return Status::Ok;
}

Inflater::Status Inflater::end(QByteArray &out, qsizetype maxOut)
{
    // An empty message is one octet (7.2.3.6), but zlib, asked to flush twice, gives none at all.
    if (m_stream) {
        const Status status = inflate(kTail, out, maxOut);
        if (status != Status::Ok)
            return status;
        if (!m_stream->betweenBlocks)
            return Status::Corrupt;
        if (m_takeover)
            keepWindow();
        m_stream.reset();
    }
    m_taken = 0;
    m_given = 0;
    return Status::Ok;
}

void Inflater::keepWindow()
{
    uInt size = 0;
    inflateGetDictionary(m_stream.get(), nullptr, &size);
    QByteArray window(qsizetype(size), Qt::Uninitialized);
    inflateGetDictionary(m_stream.get(), reinterpret_cast<Bytef *>(window.data()), &size);
    m_window = window.right(qsizetype(1) << m_windowBits);
}

Inflater::Status Inflater::fail(Status status)
{
    m_stream.reset();
    m_window = {};
    return m_status = status;
}

} // namespace Lanroom
