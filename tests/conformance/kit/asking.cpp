// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/asking.h"

#include "conformance/kit/frame.h"

namespace Conformance {

Answer ask(Tcp &tcp, View octets)
{
    tcp.send(octets);
    if (std::optional<Answer> answer = Answer::readFrom(tcp))
        return *answer;
    throw Failure(tcp.ended() ? "the server hung up without an HTTP answer"
                              : "no HTTP answer in time");
}

Answer ask(Trial &trial, View octets)
{
    Tcp tcp(trial.options.target, trial.options.patience);
    return ask(tcp, octets);
}

Answer expectOpen(Tcp &tcp, const Answer &answer, View key)
{
    if (answer.status != 101)
        throw Failure("answered " + std::to_string(answer.status) + " instead of 101");
    const std::string accept = answer.value("Sec-WebSocket-Accept");
    if (accept != acceptFor(key))
        throw Failure("Sec-WebSocket-Accept is '" + accept + "' instead of '" + acceptFor(key) +
                      '\'');
    tcp.send(encode({kText, "after the handshake"}));
    std::optional<Received> echo;
    while (!(echo = takeFrame(tcp.received())) && tcp.receive()) {
    }
    if (!echo || echo->opcode != kText || echo->payload != "after the handshake")
        throw Failure("the handshake was accepted, but no echo came after it");
    return answer;
}

Answer expectOpen(Trial &trial, const Request &request)
{
    Tcp tcp(trial.options.target, trial.options.patience);
    return expectOpen(tcp, ask(tcp, request.octets()), trimmed(request.value("Sec-WebSocket-Key")));
}

Answer expectRefused(Trial &trial, View octets)
{
    const Answer answer = ask(trial, octets);
    if (answer.status < 400 || answer.status > 599)
        throw Failure("answered " + std::to_string(answer.status) + " instead of an error");
    return answer;
}

} // namespace Conformance
