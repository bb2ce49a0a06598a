// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What a WebSocket client sends once it is one. Input: a byte for the largest message, then the
// bytes of the connection.
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

template <typename NextPiece>
QList<KeptEvent> read(QByteArrayView input, qsizetype maxMessage, NextPiece nextPiece)
{
    QList<KeptEvent> events;
    MessageReader reader(maxMessage);
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
            // A fragment has no payload to look at.
            events.append({event,
                           event == Event::Fragment ? QByteArray() : reader.payload().toByteArray(),
                           over ? reader.code() : 0});
        }
    }
    return events;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    Input input(data, size);
    const qsizetype maxMessage = kLimits[input.byte() % std::size(kLimits)];
    const QByteArrayView bytes = input.rest();
    const QList<KeptEvent> whole = read(bytes, maxMessage, [&bytes] { return bytes.size(); });
    const QList<KeptEvent> parts = read(
        bytes, maxMessage, [pieces = Pieces{quint32(size)}]() mutable { return pieces.next(); });
    require(whole == parts, "it does not matter how the bytes are cut");
    if (size < 1000) // or it takes long
        require(whole == read(bytes, maxMessage, [] { return qsizetype(1); }), "byte by byte, too");
    return 0;
}
