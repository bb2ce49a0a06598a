// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What a stranger's first bytes go through: the request parser, and all that judges its result.
// Input: the bytes of a connection.
#include "fuzz_target.h"
#include "wire/deflate_terms.h"
#include "wire/host_rules.h"
#include "wire/request_parser.h"
#include "wire/upgrade_check.h"

#include <algorithm>

using namespace Lanroom;
using namespace Lanroom::Fuzz;
using namespace Qt::StringLiterals;
using Status = RequestParser::Status;

namespace {

constexpr qsizetype kMaxHead = 2048; // small, so that the limit is met

void checkHead(const RequestParser &parser, QByteArrayView bytes)
{
    const RequestHead &head = parser.head();
    require(parser.headBytes() > 0 && parser.headBytes() <= qMin(bytes.size(), kMaxHead),
            "a head lies within the bytes and the limit");
    require(bytes.first(parser.headBytes()).endsWith("\r\n\r\n"), "a head ends with a blank line");
    require(!head.method.isEmpty(), "a head has a method");
    require(head.version == 10 || head.version == 11, "a version is known");
    require(std::none_of(head.path.cbegin(), head.path.cend(),
                         [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; }),
            "a path has no control characters");
    require(head.count("Host") <= 1, "there is one Host at most");
    require(head.version == 10 || !head.host.isEmpty(), "HTTP/1.1 names its host");
    require(!head.header("Content-Length").contains(','), "there is one length at most");
    for (const HttpHeader &field : head.headers) {
        require(!field.name.isEmpty(), "a field has a name");
        require(!field.value.contains('\r') && !field.value.contains('\n') &&
                    !field.value.contains('\0'),
                "a field is one line");
        require(head.header(field.name).size() <= kMaxHead, "a field is found by its name");
    }
}

void judge(const RequestHead &head)
{
    static const HostRules rules({u"box.example"_s}, {u"https://app.example"_s});
    require(!rules.hostAllowed(QByteArray(head.host + ".evil.example")),
            "a foreign name is not ours, whatever stands before it");
    const QByteArray origin = head.header("Origin");
    if (origin == "null" || !origin.contains("://"))
        require(!rules.originAllowed(origin, head.host, u"192.168.1.2"_s),
                "what is no origin is let in by nobody");
    else
        rules.originAllowed(origin, head.host, u"192.168.1.2"_s);

    if (checkUpgrade(head) == UpgradeRequest::Good)
        require(head.method == "GET" && head.version == 11 && !head.hasBody &&
                    !head.header("Sec-WebSocket-Key").isEmpty(),
                "a good upgrade is a GET of HTTP/1.1 with a key");
    const DeflateAnswer answer = negotiateDeflate(head, true);
    require((answer.outcome == DeflateAnswer::Outcome::Agreed) == !answer.header.isEmpty(),
            "there is an answer when something was agreed on");
    for (const int bits : {answer.terms.serverWindowBits, answer.terms.clientWindowBits})
        require(bits >= 8 && bits <= 15, "window bits are in range");
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *data, std::size_t size)
{
    const QByteArrayView bytes(reinterpret_cast<const char *>(data), qsizetype(size));
    RequestParser whole(kMaxHead);
    const Status status = whole.parse(bytes);

    RequestParser parts(kMaxHead);
    Pieces pieces{quint32(size)};
    Status last = Status::Incomplete;
    for (qsizetype at = 0; at < bytes.size() && last == Status::Incomplete;) {
        at = qMin(at + pieces.next(), bytes.size());
        last = parts.parse(bytes.first(at));
    }
    // What is wrong may be seen at once, or only with the whole head there; that is all.
    require((last == Status::Ok) == (status == Status::Ok), "it does not matter how a head is cut");
    if (status == Status::Error)
        require(whole.errorStatus() >= 400 && whole.errorStatus() <= 505, "an error has a status");
    if (status != Status::Ok)
        return 0;

    require(whole.headBytes() == parts.headBytes() && whole.head().host == parts.head().host &&
                whole.head().path == parts.head().path &&
                whole.head().headers.size() == parts.head().headers.size(),
            "a head is the same however it was cut");
    checkHead(whole, bytes);
    judge(whole.head());
    return 0;
}
