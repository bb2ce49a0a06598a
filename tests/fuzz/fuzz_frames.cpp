// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What a WebSocket client sends once it is one. Input: a byte for what was agreed, that is the
// largest message (bits 0 to 2), compression (3), takeover (4) and window (5 to 7); the
// connection's bytes.
#include "fuzz_target.h"
#include "wire/close_rules.h"
#include "wire/message_reader.h"

#include <QtCore/qlist.h>

using namespace Lanroom;
using namespace Lanroom::Fuzz;
using Event = MessageReader::Event;

namespace {

constexpr qsizetype kLimits[] = {0, 1, 125, 126, 1000, 70'000};

/// An event that outlives the reader's buffers.
struct KeptEvent
{
    Event event;
    QByteArray payload;
    int code;

    friend bool operator==(const KeptEvent &, const KeptEvent &) = default;
};

void check(const MessageReader &reader, Event event, qsizetype maxMessage)
{
    const QByteArrayView payload = reader.payload();
    switch (event) {
    case Event::NeedMore:
    case Event::Fragment:
        break;
    case Event::Text:
        require(payload.toByteArray().isValidUtf8(), "a text is UTF-8");
        [[fallthrough]];
    case Event::Binary:
        require(payload.size() <= maxMessage, "a message keeps to its limit");
        break;
    case Event::Ping:
    case Event::Pong:
        require(payload.size() <= 125, "a control frame is short");
        break;
    case Event::Close:
        require(payload.toByteArray().isValidUtf8() && payload.size() <= 123,
                "a reason is short and UTF-8");
        require(mayTravel(reader.code()) ||
                    (reader.code() == WireCode::kNoStatus && payload.isEmpty()),
                "a close frame's code may travel");
        break;
    case Event::Violation:
        require(reader.code() == WireCode::kProtocolError || reader.code() == WireCode::kBadData ||
                    reader.code() == WireCode::kTooBig,
                "a violation has a code to close with");
        require(!reader.reason().isEmpty(), "a violation has a reason");
        break;
    }
}

KeptEvent keep(Event event, const MessageReader &reader, bool deflate)
{
    if (event == Event::Fragment)
        return {event, {}, 0}; // it has no payload to look at
    const bool hasCode = event == Event::Close || event == Event::Violation;
    int code = hasCode ? reader.code() : 0;
    // A piece that inflates to too much may hold wrong text before, which a shorter one shows
    // first.
    if (deflate && event == Event::Violation && code == WireCode::kTooBig)
        code = WireCode::kBadData;
    return {event, reader.payload().toByteArray(), code};
}

template <typename NextPiece>
QList<KeptEvent> read(QByteArrayView input, quint8 agreed, NextPiece nextPiece)
{
    QList<KeptEvent> events;
    const qsizetype maxMessage = kLimits[(agreed & 7) % std::size(kLimits)];
    MessageReader reader(maxMessage);
    if (agreed & 8)
        reader.setDeflate({15, DeflateTerms::kMinWindowBits + (agreed >> 5), bool(agreed & 16)});
    bool over = false;
    for (qsizetype at = 0; at < input.size();) {
        // A copy of its own, so that the sanitizers see who reads beyond it.
        QByteArray piece = input.sliced(at, qMin(nextPiece(), input.size() - at)).toByteArray();
        at += piece.size();
        std::span<char> bytes(piece.data(), std::size_t(piece.size()));
        for (Event event = Event::Fragment; event != Event::NeedMore;) {
            const std::size_t before = bytes.size();
            event = reader.next(bytes);
            check(reader, event, maxMessage);
            require(bytes.size() <= before, "it takes from the front");
            if (event == Event::NeedMore) {
                require(bytes.empty(), "it takes all there is");
                continue;
            }
            require(!over, "nothing follows the end");
            over = event == Event::Close || event == Event::Violation;
            events.append(keep(event, reader, agreed & 8));
        }
    }
    return events;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    const quint8 agreed = input.byte();
    const QByteArrayView bytes = input.rest();
    const QList<KeptEvent> whole = read(bytes, agreed, [&bytes] { return bytes.size(); });
    const auto uneven = [pieces = Pieces{quint32(size)}]() mutable { return pieces.next(); };
    require(whole == read(bytes, agreed, uneven), "it does not matter how the bytes are cut");
    if (size < 1000) // or it takes long
        require(whole == read(bytes, agreed, [] { return qsizetype(1); }), "byte by byte, too");
    return 0;
}
