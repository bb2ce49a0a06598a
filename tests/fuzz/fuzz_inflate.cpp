// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Compressed messages of one client, held against zlib itself, which is given the same bytes as one
// endless stream. Then what came out (or went in) is deflated and inflated again.
// Input: the extension header up to a line end, a byte for the limit, then pieces: a byte with the
// end of the message (bit 7) and the piece's length, or 127 for two bytes of length; the piece.
#include "fuzz_target.h"
#include "wire/deflater.h"
#include "wire/inflater.h"

#include <zlib.h>

using namespace Lanroom;
using namespace Lanroom::Fuzz;
using Status = Inflater::Status;

namespace {

constexpr qsizetype kLimits[] = {0, 1, 300, 4096, 64 * 1024, 200'000};

/// zlib without anything around it: no limits, nothing saved or restored.
class Reference
{
public:
    Reference() { inflateInit2(&m_stream, -15); }
    ~Reference() { inflateEnd(&m_stream); }
    Q_DISABLE_COPY_MOVE(Reference)

    /// False when zlib finds it corrupt.
    bool append(QByteArrayView compressed, QByteArray &out)
    {
        m_stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(compressed.data()));
        m_stream.avail_in = uInt(compressed.size());
        int result = Z_OK;
        do {
            Bytef buffer[4096];
            m_stream.next_out = buffer;
            m_stream.avail_out = sizeof buffer;
            result = inflate(&m_stream, Z_SYNC_FLUSH);
            out.append(reinterpret_cast<char *>(buffer),
                       qsizetype(sizeof buffer - m_stream.avail_out));
            if (result != Z_BUF_ERROR)
                m_betweenBlocks = result == Z_STREAM_END || m_stream.data_type == 128;
            if (result == Z_STREAM_END)
                inflateResetKeep(&m_stream);
        } while (result == Z_STREAM_END ? m_stream.avail_in > 0 : result == Z_OK);
        return result == Z_STREAM_END || result == Z_BUF_ERROR;
    }
    bool endMessage(QByteArray &out)
    {
        return append(QByteArrayView("\0\0\xff\xff", 4), out) && m_betweenBlocks;
    }
    void forget() { inflateReset(&m_stream); }

private:
    z_stream m_stream{};
    bool m_betweenBlocks = true;
};

DeflateTerms termsOf(QByteArrayView extensions)
{
    RequestHead request;
    request.headers.append(HttpHeader{"Sec-WebSocket-Extensions", extensions.toByteArray()});
    return negotiateDeflate(request, true).terms;
}

/// Feeds both; returns what became of the messages, for the way back.
QByteArray compare(Input &input, const DeflateTerms &terms, qsizetype maxOut)
{
    Inflater inflater(terms);
    Reference reference;
    QByteArray out;
    QByteArray expected;
    qsizetype taken = 0; // of this message
    while (!input.atEnd()) {
        const quint8 control = input.byte();
        const bool end = control & 0x80;
        qsizetype length = control & 0x7f;
        if (length == 0x7f) {
            length = qsizetype(input.byte()) << 8;
            length |= input.byte();
        }
        const QByteArrayView piece = input.bytes(length);
        const Status status = inflater.append(piece, end, out, maxOut);
        taken += piece.size();
        const bool sound = (piece.isEmpty() || reference.append(piece, expected)) &&
                           (!end || taken == 0 || reference.endMessage(expected));

        require(out.size() <= maxOut, "a message keeps to its limit");
        require(expected.startsWith(out), "what came out is what zlib gives");
        if (status == Status::TooBig)
            require(expected.size() > qMin(maxOut, Inflater::kFreeBytes),
                    "what is refused as too big is large");
        else
            require(sound == (status == Status::Ok), "it judges as zlib does");
        if (status != Status::Ok)
            return expected;
        require(out == expected, "nothing is held back");
        require(inflater.keptBytes() <=
                    (terms.clientTakeover ? qsizetype(1) << terms.clientWindowBits : 0),
                "it keeps one window, or nothing");
        if (!end)
            continue;
        if (!terms.clientTakeover)
            reference.forget();
        taken = 0;
        if (input.atEnd())
            return expected;
        out.clear();
        expected.clear();
    }
    return expected;
}

void goAndReturn(QByteArrayView message, const DeflateTerms &terms)
{
    const QByteArray compressed = Deflater::compress(message, terms.serverWindowBits);
    if (compressed.isNull())
        return;
    require(compressed.size() < message.size(), "compressing makes smaller");
    DeflateTerms back = terms;
    back.clientWindowBits = terms.serverWindowBits;
    Inflater inflater(back);
    QByteArray out;
    // A run may well be denser than the ratio allows, which is not what this is about.
    const Status status = inflater.append(compressed, true, out, message.size());
    require(status == Status::TooBig ? message.size() > Inflater::kFreeBytes
                                     : status == Status::Ok && out == message,
            "what is compressed comes back");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    DeflateTerms terms = termsOf(input.line());
    const quint8 limit = input.byte();
    goAndReturn(input.rest(), terms);
    // Where less than the largest window was agreed on and is kept, zlib alone keeps more.
    if (terms.clientTakeover)
        terms.clientWindowBits = DeflateTerms::kMaxWindowBits;
    goAndReturn(compare(input, terms, kLimits[limit % std::size(kLimits)]), terms);
    return 0;
}
