// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 4: opening handshakes that a server must accept, and what its answer must say.
#include "conformance/cases/chapters.h"
#include "conformance/kit/asking.h"
#include "conformance/kit/client.h"

#include <algorithm>

namespace Conformance {

namespace {

struct Legal
{
    const char *name;
    const char *section;
    const char *what;
    void (*change)(Request &, const Target &);
    Weight weight = Weight::Must;
};

const Legal kLegal[] = {
    {"plain", "6455 4.2.2", "A good handshake is answered 101 with the right accept value",
     [](Request &, const Target &) {}},
    {"sample-key", "6455 1.3", "The RFC's sample key gets the RFC's sample answer",
     [](Request &r, const Target &) { r.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="); }},
    {"key-of-zeros", "6455 4.2.1", "A nonce may be any 16 octets: all zero",
     [](Request &r, const Target &) { r.set("Sec-WebSocket-Key", base64(Octets(16, '\0'))); }},
    {"key-of-ones", "6455 4.2.1", "A nonce may be any 16 octets: all ones ('/' in base64)",
     [](Request &r, const Target &) { r.set("Sec-WebSocket-Key", base64(Octets(16, '\xff'))); }},
    {"key-white-space", "6455 4.2.2", "White space around the key is not part of it",
     [](Request &r, const Target &) {
         r.set("Sec-WebSocket-Key", " \tdGhlIHNhbXBsZSBub25jZQ== \t");
     }},
    {"names-upper-case", "6455 4.2.1", "Field names don't depend on case",
     [](Request &r, const Target &) {
         for (Field &field : r.fields) {
             for (char &c : field.name)
                 c = c >= 'a' && c <= 'z' ? char(c - 32) : c;
         }
     }},
    {"names-lower-case", "6455 4.2.1", "Field names don't depend on case",
     [](Request &r, const Target &) {
         for (Field &field : r.fields)
             field.name = lower(field.name);
     }},
    {"upgrade-mixed-case", "6455 4.2.1", "'websocket' is compared without case",
     [](Request &r, const Target &) { r.set("Upgrade", "WebSocKET"); }},
    {"connection-mixed-case", "6455 4.2.1", "'Upgrade' is compared without case",
     [](Request &r, const Target &) { r.set("Connection", "uPGRADE"); }},
    {"connection-list", "6455 4.2.1", "Connection is a list that includes 'Upgrade'",
     [](Request &r, const Target &) { r.set("Connection", "keep-alive, Upgrade"); }},
    {"connection-tight-list", "6455 4.2.1", "A list needs no white space",
     [](Request &r, const Target &) { r.set("Connection", "keep-alive,Upgrade,x"); }},
    {"connection-fields", "6455 4.2.1", "A list may stand in several fields (RFC 7230 3.2.2)",
     [](Request &r, const Target &) {
         r.set("Connection", "keep-alive").add("Connection", "Upgrade");
     }},
    {"upgrade-list", "6455 4.1", "Upgrade is a list that includes 'websocket'",
     [](Request &r, const Target &) { r.set("Upgrade", "websocket, foo"); }},
    {"upgrade-list-last", "6455 4.1", "'websocket' may stand anywhere in the list",
     [](Request &r, const Target &) { r.set("Upgrade", "foo/2, websocket"); }},
    {"absolute-target", "6455 4.2.1", "The target may be a whole http URI",
     [](Request &r, const Target &t) { r.target = "http://" + t.authority() + t.path; }},
    {"query", "6455 4.2.1", "A resource name may have a query",
     [](Request &r, const Target &) { r.target += "?a=1&b=%20"; }, Weight::Should},
    {"fields-reversed", "6455 4.1", "The order of the fields is not significant",
     [](Request &r, const Target &) { std::reverse(r.fields.begin(), r.fields.end()); }},
    {"other-fields", "6455 4.2.1", "Unknown fields, cookies and the like are no hindrance",
     [](Request &r, const Target &) {
         r.add("Cookie", "a=b; c=d").add("Authorization", "Basic eDp5").add("X-Empty", "");
         for (int i = 0; i < 40; ++i)
             r.add("X-Field-" + std::to_string(i), Octets(80, 'x'));
     }},
    {"empty-line-first", "7230 3.5", "An empty line before the request line is skipped",
     [](Request &r, const Target &) { r.method = "\r\nGET"; }, Weight::Should},
};

struct Asking
{
    const char *name;
    const char *section;
    const char *what;
    std::vector<Field> fields;
};

void addAnswers(Suite &suite)
{
    suite.add({"handshake/answer-fields", "6455 4.2.2",
               "The answer is HTTP/1.1 101 with Upgrade: websocket and Connection: Upgrade",
               [](Trial &trial) {
                   const Answer answer = expectOpen(trial, Request::upgrade(trial.options.target));
                   if (answer.version != "HTTP/1.1")
                       throw Failure("the answer speaks " + answer.version);
                   if (lower(answer.value("Upgrade")) != "websocket")
                       throw Failure("Upgrade is '" + answer.value("Upgrade") + '\'');
                   const std::vector<std::string> connection = answer.tokens("Connection");
                   if (std::find(connection.begin(), connection.end(), "upgrade") ==
                       connection.end())
                       throw Failure("Connection is '" + answer.value("Connection") + '\'');
                   for (const View once : {"Sec-WebSocket-Accept"sv, "Upgrade"sv}) {
                       if (answer.count(once) != 1)
                           throw Failure(std::string(once) + " stands there more than once");
                   }
                   if (answer.count("Content-Length") || answer.count("Transfer-Encoding"))
                       throw Failure("an answer of 101 has no body to tell about (RFC 7230 3.3)");
               }});
    static const Asking asking[] = {
        {"no-extension-unasked", "6455 9.1", "No extension is chosen that was not offered", {}},
        {"unknown-extension",
         "6455 9.1",
         "An extension that the server doesn't know is ignored",
         {{"Sec-WebSocket-Extensions", "x-nobody-has-this; level=\"7\"; x"}}},
        {"unknown-subprotocol",
         "6455 4.2.2",
         "A subprotocol that nobody speaks isn't chosen",
         {{"Sec-WebSocket-Protocol", "x-nobody-speaks-this"}}},
        {"many-subprotocols",
         "6455 11.3.4",
         "Subprotocols may come in several fields",
         {{"Sec-WebSocket-Protocol", "x-one, x-two"}, {"Sec-WebSocket-Protocol", "x-three"}}},
    };
    for (const Asking &one : asking)
        suite.add(
            {std::string("handshake/") + one.name, one.section, one.what, [&one](Trial &trial) {
                 Request request = Request::upgrade(trial.options.target);
                 for (const Field &field : one.fields)
                     request.add(field.name, field.value);
                 Tcp tcp(trial.options.target, trial.options.patience);
                 const Answer answer = ask(tcp, request.octets());
                 if (answer.status != 101 && answer.status >= 400) {
                     trial.lax("refuses who offers what it doesn't speak");
                     return;
                 }
                 expectOpen(tcp, answer, request.value("Sec-WebSocket-Key"));
                 if (answer.count("Sec-WebSocket-Extensions"))
                     throw Failure("the answer has extensions: '" +
                                   answer.value("Sec-WebSocket-Extensions") + '\'');
                 const std::string chosen = answer.value("Sec-WebSocket-Protocol");
                 const View asked = one.fields.empty() ? View() : one.fields.front().value;
                 if (answer.count("Sec-WebSocket-Protocol") &&
                     (chosen.empty() || asked.find(chosen) == View::npos))
                     throw Failure("the answer chooses the subprotocol '" + chosen + '\'');
                 if (answer.count("Sec-WebSocket-Protocol"))
                     trial.lax("speaks a subprotocol that it cannot know");
             }});
}

void addArrivals(Suite &suite)
{
    suite.add({"handshake/octet-by-octet", "6455 4.2.1", "A handshake may come in any pieces",
               [](Trial &trial) {
                   Tcp tcp(trial.options.target, trial.options.patience);
                   const Request request = Request::upgrade(trial.options.target);
                   tcp.sendInPieces(request.octets(), 1);
                   expectOpen(tcp, ask(tcp, {}), request.value("Sec-WebSocket-Key"));
               }});
    suite.add({"handshake/cut-anywhere", "6455 4.2.1",
               "A handshake may come in two pieces, parted at any octet", [](Trial &trial) {
                   const Request request = Request::upgrade(trial.options.target);
                   const Octets octets = request.octets();
                   for (std::size_t cut = 1; cut < octets.size(); ++cut) {
                       Tcp tcp(trial.options.target, trial.options.patience);
                       tcp.sendInPieces(View(octets).substr(0, cut), cut); // one piece, and a pause
                       tcp.send(View(octets).substr(cut));
                       expectOpen(tcp, ask(tcp, {}), request.value("Sec-WebSocket-Key"));
                   }
               }});
    suite.add({"handshake/frame-behind-it", "6455 4.1",
               "A frame that comes in one segment with the handshake is not lost",
               [](Trial &trial) {
                   Client client(trial, {}, encode({kText, "early"}));
                   client.expectText("early");
                   client.expectAlive();
               }});
    suite.add({"handshake/frames-behind-it", "6455 4.1",
               "Several frames in one segment with the handshake are not lost", [](Trial &trial) {
                   Client client(trial, {},
                                 encode({kPing, "first"}) + encode({kText, "se", false}) +
                                     encode({kContinuation, "cond"}) + encode({kBinary, "third"}));
                   client.expectPong("first");
                   client.expectText("second");
                   client.expectEcho(kBinary, "third");
               }});
    suite.add({"handshake/half-a-frame-behind-it", "6455 4.1",
               "Half a frame in one segment with the handshake is not lost", [](Trial &trial) {
                   const Octets early = encode({kText, "early"});
                   Client client(trial, {}, View(early).substr(0, 7));
                   client.tcp().send(View(early).substr(7));
                   client.expectText("early");
               }});
    suite.add({"handshake/close-behind-it", "6455 7.1.2", "A close frame may come at once",
               [](Trial &trial) {
                   Client client(trial, {}, encode({kClose, closePayload(1000)}));
                   client.expectClosed();
               }});
    suite.add({"handshake/early-octet-by-octet", "6455 5.2",
               "Handshake and first frames may come octet by octet", [](Trial &trial) {
                   Tcp tcp(trial.options.target, trial.options.patience);
                   const Request request = Request::upgrade(trial.options.target);
                   tcp.sendInPieces(request.octets() + encode({kText, "a"}), 1);
                   const Answer answer = ask(tcp, {});
                   while (answer.status == 101 && tcp.received().size() < 3 && tcp.receive()) {
                   }
                   tcp.received().erase(0, 3);
                   expectOpen(tcp, answer, request.value("Sec-WebSocket-Key"));
               }});
}

} // namespace

void addHandshake(Suite &suite)
{
    for (const Legal &one : kLegal)
        suite.add({std::string("handshake/") + one.name, one.section, one.what,
                   [&one](Trial &trial) {
                       Request request = Request::upgrade(trial.options.target);
                       one.change(request, trial.options.target);
                       expectOpen(trial, request);
                   },
                   one.weight});
    addAnswers(suite);
    addArrivals(suite);
}

} // namespace Conformance
