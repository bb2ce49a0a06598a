// SPDX-License-Identifier: LGPL-3.0-or-later
// Group 'policy': HTTP (RFC 7230, 7231, 6585) around the handshake, and which answer exactly
// Lanroom promises. Every refusal is an answer, also where a server might just hang up.
#include "conformance/cases/chapters.h"
#include "conformance/kit/asking.h"

#include <algorithm>

namespace Conformance {

namespace {

constexpr std::size_t kHeadLimit = 16 * 1024;

struct Promise
{
    const char *name;
    const char *section;
    const char *what;
    std::vector<int> statuses;
    void (*change)(Request &);
    bool ends = false; // what follows can't be understood any more: the connection ends
};

const Promise kPromises[] = {
    {"version-missing",
     "6455 4.4",
     "No version: 426",
     {426},
     [](Request &r) { r.remove("Sec-WebSocket-Version"); }},
    {"version-twice",
     "6455 11.3.5",
     "Two versions: 426 or 400",
     {426, 400},
     [](Request &r) { r.add("Sec-WebSocket-Version", "13"); }},
    {"version-list",
     "6455 11.3.5",
     "A list of versions: 426",
     {426},
     [](Request &r) { r.set("Sec-WebSocket-Version", "13, 8"); }},
    {"no-key",
     "6455 4.2.1",
     "No key: 400",
     {400},
     [](Request &r) { r.remove("Sec-WebSocket-Key"); }},
    {"key-short",
     "6455 4.2.1",
     "A key of 15 octets: 400",
     {400},
     [](Request &r) { r.set("Sec-WebSocket-Key", base64(randomOctets(15))); }},
    {"key-long",
     "6455 4.2.1",
     "A key of 17 octets: 400",
     {400},
     [](Request &r) { r.set("Sec-WebSocket-Key", base64(randomOctets(17))); }},
    {"key-twice",
     "6455 11.3.1",
     "Two keys: 400",
     {400},
     [](Request &r) { r.add("Sec-WebSocket-Key", base64(randomOctets(16))); }},
    {"no-connection",
     "6455 4.2.1",
     "No Connection: 400",
     {400},
     [](Request &r) { r.remove("Connection"); }},
    {"post", "7231 6.5.5", "POST: 405 or 400", {405, 400}, [](Request &r) { r.method = "POST"; }},
    {"other-method",
     "7231 4.1",
     "A method that nobody knows: 501, 405 or 400",
     {501, 405, 400},
     [](Request &r) { r.method = "BREW"; }},
    {"no-upgrade",
     "7231 6.5.15",
     "A plain GET of the endpoint: 426",
     {426},
     [](Request &r) { r.remove("Upgrade").remove("Connection"); }},
    {"unknown-path",
     "7231 6.5.4",
     "Another path: 404",
     {404},
     [](Request &r) { r.target = "/x-nothing-here"; }},
    {"encoded-traversal",
     "7231 6.5.4",
     "A path that climbs: 404 or 400",
     {404, 400},
     [](Request &r) { r.target = "/%2e%2e/%2e%2e/etc/passwd"; }},
    {"http-1.0",
     "6455 4.2.1",
     "HTTP/1.0: 400, 426 or 505",
     {400, 426, 505},
     [](Request &r) { r.version = "HTTP/1.0"; }},
    {"http-2.0",
     "7231 6.6.6",
     "HTTP/2.0: 505 or 400",
     {505, 400},
     [](Request &r) { r.version = "HTTP/2.0"; },
     true},
    {"no-http",
     "7230 3.1.1",
     "A version that is none: 400 or 505",
     {400, 505},
     [](Request &r) { r.version = "HTTPS/1.1"; },
     true},
    {"foreign-host",
     "7230 5.4",
     "A name that isn't ours: 421 (DNS rebinding)",
     {421},
     [](Request &r) { r.set("Host", "evil.example"); }},
    {"foreign-origin",
     "6455 4.2.2",
     "A page of another site: 403",
     {403},
     [](Request &r) { r.add("Origin", "http://evil.example"); }},
    {"null-origin",
     "6455 4.2.2",
     "A page of nowhere: 403",
     {403},
     [](Request &r) { r.add("Origin", "null"); }},
    {"body",
     "7231 4.3.1",
     "A handshake with a body: 400 or 413",
     {400, 413},
     [](Request &r) { r.add("Content-Length", "5"); },
     true},
    {"no-host", "7230 5.4", "No Host: 400", {400}, [](Request &r) { r.remove("Host"); }, true},
    {"host-twice",
     "7230 5.4",
     "Two Hosts: 400",
     {400},
     [](Request &r) { r.add("Host", r.value("Host")); },
     true},
    {"host-malformed",
     "9112 3.2",
     "A Host that can be none: 400",
     {400},
     [](Request &r) { r.set("Host", "user@localhost"); },
     true},
    {"host-empty-absolute",
     "9110 4.2.1",
     "An address without a host: 400",
     {400},
     [](Request &r) { r.set("Host", "evil.example").target.insert(0, "http://"); },
     true},
    {"length-twice",
     "7230 3.3.3",
     "Two different Content-Lengths: 400",
     {400},
     [](Request &r) { r.add("Content-Length", "0").add("Content-Length", "5"); },
     true},
    {"same-length-twice",
     "7230 3.3.2",
     "Two equal Content-Lengths: 400",
     {400},
     [](Request &r) { r.add("Content-Length", "0").add("Content-Length", "0"); },
     true},
    {"length-list",
     "9112 6.3",
     "A list of equal Content-Lengths: 400",
     {400},
     [](Request &r) { r.add("Content-Length", "5, 5"); },
     true},
    {"chunks-not-last",
     "9112 6.3",
     "A last transfer coding that isn't chunked: 400",
     {400},
     [](Request &r) {
         r.remove("Upgrade").remove("Connection").add("Transfer-Encoding", "chunked, gzip");
     },
     true},
    {"length-and-chunks",
     "7230 3.3.3",
     "Content-Length with Transfer-Encoding: 400",
     {400},
     [](Request &r) { r.add("Content-Length", "5").add("Transfer-Encoding", "chunked"); },
     true},
    {"length-negative",
     "7230 3.3.2",
     "A Content-Length that is no number: 400",
     {400},
     [](Request &r) { r.add("Content-Length", "-1"); },
     true},
    {"fold",
     "7230 3.2.4",
     "A folded field: 400",
     {400},
     [](Request &r) { r.add("X-Folded", "a\r\n b"); },
     true},
    {"fold-first",
     "7230 3",
     "White space before the first field: 400",
     {400},
     [](Request &r) { r.version += "\r\n X: y"; },
     true},
    {"space-before-colon",
     "7230 3.2.4",
     "White space between name and colon: 400",
     {400},
     [](Request &r) { r.add("X-Spaced ", "x"); },
     true},
    {"no-colon",
     "7230 3.2",
     "A field without a colon: 400",
     {400},
     [](Request &r) { r.version += "\r\nnonsense"; },
     true},
    {"name-empty",
     "7230 3.2",
     "A field without a name: 400",
     {400},
     [](Request &r) { r.add("", "x"); },
     true},
    {"name-no-token",
     "7230 3.2.6",
     "A field's name is a token: 400",
     {400},
     [](Request &r) { r.add("X(1)", "x"); },
     true},
    {"nul-in-value",
     "7230 3.2.6",
     "A zero octet in a field: 400",
     {400},
     [](Request &r) { r.add("X-Nul", "a\0b"sv); },
     true},
    {"bare-cr",
     "7230 3.5",
     "A CR alone in a field: 400",
     {400},
     [](Request &r) { r.add("X-Cr", "a\rb"); },
     true},
    {"target-with-space",
     "9112 3.2",
     "White space in the target: 400",
     {400},
     [](Request &r) { r.target += " x"; },
     true},
    {"bare-cr-first",
     "9112 2.2",
     "A CR alone after the version: 400",
     {400},
     [](Request &r) { r.version += "\rX: y"; },
     true},
    {"method-no-token",
     "7230 3.1.1",
     "A method is a token: 400",
     {400},
     [](Request &r) { r.method = "G(T"; },
     true},
    {"target-empty",
     "7230 5.3",
     "No target: 400",
     {400},
     [](Request &r) { r.target.clear(); },
     true},
    {"target-control",
     "7230 5.3",
     "A control character in the target: 400 or 404",
     {400, 404},
     [](Request &r) { r.target += "%00"; }},
    {"head-too-long",
     "6585 5",
     "A head over 16 KiB: 431",
     {431},
     [](Request &r) { r.add("X-Long", Octets(kHeadLimit, 'x')); },
     true},
    {"fields-too-many",
     "6585 5",
     "A head over 16 KiB in many fields: 431",
     {431},
     [](Request &r) {
         for (int i = 0; i < 1000; ++i)
             r.add("X-Field-" + std::to_string(i), "0123456789");
     },
     true},
    {"target-too-long",
     "7231 6.5.12",
     "A request line over 8 KiB: 414 or 431",
     {414, 431},
     [](Request &r) { r.target += '?' + Octets(kHeadLimit, 'x'); },
     true},
};

void addUnended(Suite &suite)
{
    suite.add({"http/bare-lf", "7230 3.5", "Lines that end in LF alone: 400",
               [](Trial &trial) {
                   Octets octets = Request::upgrade(trial.options.target).octets();
                   std::erase(octets, '\r');
                   if (const int status = ask(trial, octets).status; status != 400)
                       throw Failure("answered " + std::to_string(status));
               },
               Weight::Policy});
    suite.add({"http/head-that-never-ends", "6585 5", "431 comes before the head's end does",
               [](Trial &trial) {
                   Octets octets = Request::upgrade(trial.options.target).octets();
                   octets.insert(octets.size() - 2, "X: " + Octets(2 * kHeadLimit, 'x'));
                   octets.resize(octets.size() - 2);
                   if (const int status = ask(trial, octets).status; status != 431)
                       throw Failure("answered " + std::to_string(status));
               },
               Weight::Policy});
    suite.add({"http/head-just-fits", "6585 5", "A head of 16,000 octets is read",
               [](Trial &trial) {
                   Request request = Request::upgrade(trial.options.target);
                   expectOpen(trial, request.add("X-Long", Octets(15'500, 'x')));
               },
               Weight::Policy});
    suite.add({"http/slow-head", "7231 6.5.7", "A head that doesn't end in time: 408",
               [](Trial &trial) {
                   Options patient = trial.options;
                   patient.patience = std::max(patient.patience, std::chrono::milliseconds(30'000));
                   Tcp tcp(patient.target, patient.patience);
                   if (const int status = ask(tcp, "GET / HTTP/1.1\r\n").status; status != 408)
                       throw Failure("answered " + std::to_string(status));
               },
               Weight::Policy, true});
    suite.add({"http/refused-then-good", "7230 6.3",
               "After a refusal that could be understood the connection goes on",
               [](Trial &trial) {
                   Tcp tcp(trial.options.target, trial.options.patience);
                   Request request = Request::upgrade(trial.options.target);
                   request.set("Sec-WebSocket-Version", "8");
                   ask(tcp, request.octets());
                   request.set("Sec-WebSocket-Version", "13");
                   expectOpen(tcp, ask(tcp, request.octets()), request.value("Sec-WebSocket-Key"));
               },
               Weight::Policy});
}

void keep(const Promise &promise, Trial &trial)
{
    Request request = Request::upgrade(trial.options.target);
    promise.change(request);
    Tcp tcp(trial.options.target, trial.options.patience);
    const Answer answer = ask(tcp, request.octets());
    const auto &good = promise.statuses;
    if (std::find(good.begin(), good.end(), answer.status) == good.end())
        throw Failure("answered " + std::to_string(answer.status));
    if (answer.count("Content-Length") != 1 || answer.body.empty())
        throw Failure("the refusal has no body that says why");
    if (answer.status == 426 && answer.value("Sec-WebSocket-Version") != "13")
        throw Failure("426 without 'Sec-WebSocket-Version: 13'");
    if (promise.ends && !tcp.waitEnd(trial.options.patience))
        throw Failure("the connection stays open");
    if (!tcp.received().empty())
        throw Failure("something comes after the answer");
}

} // namespace

void addHttp(Suite &suite)
{
    for (const Promise &one : kPromises)
        suite.add({std::string("http/") + one.name, one.section, one.what,
                   [&one](Trial &trial) { keep(one, trial); }, Weight::Policy});
    addUnended(suite);
}

} // namespace Conformance
