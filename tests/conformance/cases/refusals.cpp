// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 6455 4.2: opening handshakes that a server must refuse, by an answer of HTTP.
#include "conformance/cases/chapters.h"
#include "conformance/kit/asking.h"

namespace Conformance {

namespace {

struct Spoiled
{
    const char *name;
    const char *section;
    const char *what;
    void (*change)(Request &);
    Weight weight = Weight::Must;
};

const Spoiled kSpoiled[] = {
    {"post", "6455 4.2.1", "The method is GET: no POST", [](Request &r) { r.method = "POST"; }},
    {"put", "6455 4.2.1", "The method is GET: no PUT", [](Request &r) { r.method = "PUT"; }},
    {"method-lower-case", "6455 4.2.1", "The method is GET, and methods depend on case",
     [](Request &r) { r.method = "get"; }},
    {"http-1.0", "6455 4.2.1", "HTTP is 1.1 or higher", [](Request &r) { r.version = "HTTP/1.0"; }},
    {"http-0.9", "6455 4.2.1", "HTTP is 1.1 or higher", [](Request &r) { r.version = "HTTP/0.9"; }},
    {"no-host", "6455 4.2.1", "There is a Host field", [](Request &r) { r.remove("Host"); }},
    {"other-upgrade", "6455 4.2.1", "Upgrade includes 'websocket'",
     [](Request &r) { r.set("Upgrade", "h2c"); }},
    {"upgrade-prefix", "6455 4.2.1", "'websocket' is a whole word",
     [](Request &r) { r.set("Upgrade", "websockets"); }},
    {"no-connection", "6455 4.2.1", "There is a Connection field",
     [](Request &r) { r.remove("Connection"); }},
    {"connection-without-upgrade", "6455 4.2.1", "Connection includes 'Upgrade'",
     [](Request &r) { r.set("Connection", "keep-alive"); }},
    {"no-key", "6455 4.2.1", "There is a Sec-WebSocket-Key",
     [](Request &r) { r.remove("Sec-WebSocket-Key"); }},
    {"key-empty", "6455 4.2.1", "The key is not empty",
     [](Request &r) { r.set("Sec-WebSocket-Key", ""); }},
    {"key-twice", "6455 11.3.1", "There is one key",
     [](Request &r) { r.add("Sec-WebSocket-Key", base64(randomOctets(16))); }},
    {"key-short", "6455 4.2.1", "The key decodes to 16 octets, not 15",
     [](Request &r) { r.set("Sec-WebSocket-Key", base64(randomOctets(15))); }, Weight::Should},
    {"key-long", "6455 4.2.1", "The key decodes to 16 octets, not 17",
     [](Request &r) { r.set("Sec-WebSocket-Key", base64(randomOctets(17))); }, Weight::Should},
    {"key-no-base64", "6455 4.2.1", "The key is base64",
     [](Request &r) { r.set("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZ!=="); }, Weight::Should},
};

/// Upgrade missing altogether makes it an ordinary request, which may be answered as one.
void addNoUpgrade(Suite &suite)
{
    suite.add({"refusal/no-upgrade", "6455 4.2.1", "Without Upgrade nothing is upgraded",
               [](Trial &trial) {
                   const Request plain = Request::upgrade(trial.options.target).remove("Upgrade");
                   Tcp tcp(trial.options.target, trial.options.patience);
                   tcp.send(plain.octets());
                   const std::optional<Answer> answer = Answer::readFrom(tcp);
                   if (!answer)
                       trial.lax("answers nothing to a plain GET");
                   else if (answer->status == 101)
                       throw Failure("answered 101");
               }});
    suite.add({"refusal/head", "6455 4.2.1", "The method is GET: no HEAD", [](Trial &trial) {
                   Request request = Request::upgrade(trial.options.target);
                   request.method = "HEAD";
                   Tcp tcp(trial.options.target, trial.options.patience);
                   tcp.send(request.octets());
                   while (tcp.received().find("\r\n") == Octets::npos && tcp.receive()) {
                   }
                   if (tcp.received().substr(9, 3) == "101" || tcp.received().size() < 12)
                       throw Failure("answered '" + tcp.received().substr(0, 12) + '\'');
               }});
}

void addVersions(Suite &suite)
{
    for (const char *version : {"0", "7", "8", "12", "14", "255", "256", "-13", "13.0", "x"}) {
        suite.add({std::string("refusal/version-") + version, "6455 4.2.2",
                   "A version other than 13 gets an error that names the version spoken",
                   [version](Trial &trial) {
                       Request request = Request::upgrade(trial.options.target);
                       request.set("Sec-WebSocket-Version", version);
                       const Answer answer = ask(trial, request.octets());
                       if (answer.status == 101 && (version == "7"sv || version == "8"sv)) {
                           trial.lax("still speaks a draft's version");
                           return;
                       }
                       if (answer.status < 400 || answer.status > 599)
                           throw Failure("answered " + std::to_string(answer.status));
                       if (answer.tokens("Sec-WebSocket-Version").empty())
                           throw Failure(std::to_string(answer.status) +
                                         " without Sec-WebSocket-Version");
                       if (answer.status != 426)
                           trial.lax("answers " + std::to_string(answer.status) +
                                     " instead of 426 (4.4)");
                   }});
    }
    suite.add(
        {"refusal/no-version", "6455 4.2.1", "There is a Sec-WebSocket-Version", [](Trial &trial) {
             Request request = Request::upgrade(trial.options.target);
             expectRefused(trial, request.remove("Sec-WebSocket-Version").octets());
         }});
}

} // namespace

void addRefusals(Suite &suite)
{
    for (const Spoiled &one : kSpoiled)
        suite.add({std::string("refusal/") + one.name, one.section, one.what,
                   [&one](Trial &trial) {
                       Request request = Request::upgrade(trial.options.target);
                       one.change(request);
                       expectRefused(trial, request.octets());
                   },
                   one.weight});
    addNoUpgrade(suite);
    addVersions(suite);
}

} // namespace Conformance
