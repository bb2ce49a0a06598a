// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/deflater.h"

#include "wire/deflate_terms.h"

#include <array>
#include <memory>

#include <zlib.h>

namespace Lanroom::Deflater {

namespace {

constexpr int kLevel = 1;
constexpr int kMemoryLevel = 8; // zlib's default; 6 is as fast for small messages, slower for large
constexpr qsizetype kTailBytes = 4; // 00 00 ff ff, which the receiver adds again

class State : public z_stream
{
public:
    explicit State(int windowBits) : z_stream{}
    {
        // zlib cannot do raw deflate in a window of 256 bytes. Runs alone ('match distances of
        // one') keep to any window.
        const bool tiny = windowBits == DeflateTerms::kMinWindowBits;
        if (deflateInit2(this, kLevel, Z_DEFLATED, tiny ? -9 : -windowBits, kMemoryLevel,
                         tiny ? Z_RLE : Z_DEFAULT_STRATEGY) != Z_OK)
            qBadAlloc();
    }
    ~State() { deflateEnd(this); }
    Q_DISABLE_COPY_MOVE(State)

    static State &ofThread(int windowBits)
    {
        constexpr int kSizes = DeflateTerms::kMaxWindowBits - DeflateTerms::kMinWindowBits + 1;
        thread_local std::array<std::unique_ptr<State>, kSizes> states;
        std::unique_ptr<State> &state = states.at(windowBits - DeflateTerms::kMinWindowBits);
        if (!state)
            state = std::make_unique<State>(windowBits);
        return *state;
    }
};

} // namespace

int sharedWindowBits(qsizetype bytes, int windowBits)
{
    return bytes <= qsizetype(1) << windowBits ? DeflateTerms::kMaxWindowBits : windowBits;
}

QByteArray compress(QByteArrayView message, int windowBits)
{
    if (message.isEmpty() || message.size() > kMaxBytes)
        return {};
    State &state = State::ofThread(sharedWindowBits(message.size(), windowBits));
    deflateReset(&state);
    // Exactly the room that is worth filling: when zlib fills it, the message has not shrunk.
    QByteArray out(message.size() + kTailBytes, Qt::Uninitialized);
    // zlib's own type lacks the const (it doesn't write there).
    state.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(message.data()));
    state.avail_in = uInt(message.size());
    state.next_out = reinterpret_cast<Bytef *>(out.data());
    state.avail_out = uInt(out.size());
    if (deflate(&state, Z_SYNC_FLUSH) != Z_OK || state.avail_out == 0)
        return {};
    out.truncate(out.size() - state.avail_out - kTailBytes);
    return out;
}

} // namespace Lanroom::Deflater
