// SPDX-License-Identifier: LGPL-3.0-or-later
// RFC 7692 5 and 7.1, RFC 6455 9.1: which offers of permessage-deflate a server may take up, and
// how its answer must say so.
#include "conformance/cases/chapters.h"
#include "conformance/kit/asking.h"
#include "conformance/kit/client.h"

namespace Conformance {

namespace {

/// The bounds that an answer to the offer must keep.
struct Bounds
{
    int serverBits = 15;
    int clientBits = 15;
    bool serverTakeover = true;
};

void expectAgreement(Trial &trial, View offer, const Bounds &bounds)
{
    Client client(trial, offer);
    if (!client.terms() && bounds.serverBits == 8)
        throw NotOffered("no window of 256 octets, which zlib has not");
    client.needDeflate();
    const DeflateTerms &terms = *client.terms();
    if (terms.serverBits > bounds.serverBits)
        throw Failure("the server's window is larger than the offer lets it be");
    if (terms.clientBits > bounds.clientBits)
        throw Failure("the client's window is larger than the client said");
    if (terms.serverTakeover && !bounds.serverTakeover)
        throw Failure("the answer accepts the offer without server_no_context_takeover");
    for (int i = 0; i < 3; ++i) {
        const Octets data = randomText(200);
        client.deflated(kText, data);
        client.expectText(data);
    }
}

void addGood(Suite &suite)
{
    const struct
    {
        const char *name;
        const char *section;
        const char *offer;
        Bounds bounds = {};
    } offers[] = {
        {"plain", "7692 7.1", "permessage-deflate"},
        {"client-bits", "7692 7.1.2.2", "permessage-deflate; client_max_window_bits"},
        {"server-takeover",
         "7692 7.1.1.1",
         "permessage-deflate; server_no_context_takeover",
         {.serverTakeover = false}},
        {"client-takeover", "7692 7.1.1.2", "permessage-deflate; client_no_context_takeover"},
        {"no-takeover",
         "7692 7.1.1",
         "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
         {.serverTakeover = false}},
        {"everything",
         "7692 7.1",
         "permessage-deflate; client_max_window_bits=12; server_max_window_bits=11; "
         "client_no_context_takeover; server_no_context_takeover",
         {11, 12, false}},
        {"any-order",
         "7692 7.1",
         "permessage-deflate; server_no_context_takeover; server_max_window_bits=10; "
         "client_max_window_bits",
         {10, 15, false}},
        {"quoted", "6455 9.1", "permessage-deflate; server_max_window_bits=\"10\"", {10}},
        {"quoted-pair", "6455 9.1", "permessage-deflate; server_max_window_bits=\"1\\0\"", {10}},
        {"tight",
         "6455 9.1",
         "permessage-deflate;client_max_window_bits;server_max_window_bits=12",
         {12}},
        {"wide",
         "6455 9.1",
         " permessage-deflate ;  client_max_window_bits ;\tserver_max_window_bits = 12 ",
         {12}},
        {"second-after-unknown", "6455 9.1", "x-other; a=b, permessage-deflate"},
        {"second-after-declined",
         "7692 5",
         "permessage-deflate; x-unknown, permessage-deflate; server_max_window_bits=12",
         {12}},
        {"fallback", "7692 5.2",
         "permessage-deflate; client_max_window_bits; server_max_window_bits=10, "
         "permessage-deflate; client_max_window_bits"},
        {"empty-elements", "7230 7", ", ,permessage-deflate,"},
    };
    for (const auto &one : offers)
        suite.add({std::string("deflate-offers/") + one.name, one.section,
                   "A good offer may be taken up, by an answer that fits it",
                   [offer = one.offer, bounds = one.bounds](Trial &trial) {
                       expectAgreement(trial, offer, bounds);
                   }});
    for (int bits = 8; bits <= 15; ++bits) {
        const std::string number = std::to_string(bits);
        suite.add({"deflate-offers/server-bits-" + number, "7692 7.1.2.1",
                   "The server's window is no larger than the client wants",
                   [bits, number](Trial &trial) {
                       expectAgreement(trial,
                                       "permessage-deflate; server_max_window_bits=" + number,
                                       {.serverBits = bits});
                   }});
        suite.add(
            {"deflate-offers/client-bits-" + number, "7692 7.1.2.2",
             "The client's window is no larger than the client says", [bits, number](Trial &trial) {
                 expectAgreement(trial, "permessage-deflate; client_max_window_bits=" + number,
                                 {.clientBits = bits});
             }});
    }
    suite.add({"deflate-offers/two-fields", "6455 9.1", "Offers may be spread over several fields",
               [](Trial &trial) {
                   Request request = Request::upgrade(trial.options.target);
                   request.add("Sec-WebSocket-Extensions", "x-other")
                       .add("Sec-WebSocket-Extensions", "permessage-deflate");
                   const Answer answer = ask(trial, request.octets());
                   if (answer.status != 101)
                       throw Failure("answered " + std::to_string(answer.status));
                   if (readTerms(answer, "permessage-deflate"))
                       return;
                   if (trial.options.requireDeflate)
                       throw Failure("the offer in the second field is not taken up");
                   throw NotOffered("no permessage-deflate");
               }});
}

/// RFC 7692 7.1: such an offer is declined, and the connection opens without the extension. A
/// server may refuse any handshake, but that is more than declining an offer.
void addDeclined(Suite &suite)
{
    const struct
    {
        const char *name;
        const char *offer;
    } offers[] = {
        {"unknown-parameter", "permessage-deflate; x-unknown"},
        {"unknown-parameter-value", "permessage-deflate; max_window_bits=10"},
        {"server-bits-bare", "permessage-deflate; server_max_window_bits"},
        {"server-bits-7", "permessage-deflate; server_max_window_bits=7"},
        {"server-bits-16", "permessage-deflate; server_max_window_bits=16"},
        {"server-bits-010", "permessage-deflate; server_max_window_bits=010"},
        {"server-bits-x", "permessage-deflate; server_max_window_bits=x"},
        {"server-bits-huge", "permessage-deflate; server_max_window_bits=4294967306"},
        {"client-bits-7", "permessage-deflate; client_max_window_bits=7"},
        {"client-bits-16", "permessage-deflate; client_max_window_bits=16"},
        {"client-bits-09", "permessage-deflate; client_max_window_bits=09"},
        {"server-takeover-value", "permessage-deflate; server_no_context_takeover=1"},
        {"client-takeover-value", "permessage-deflate; client_no_context_takeover=true"},
        {"server-bits-twice",
         "permessage-deflate; server_max_window_bits=10; server_max_window_bits=10"},
        {"client-bits-twice", "permessage-deflate; client_max_window_bits; client_max_window_bits"},
        {"server-takeover-twice",
         "permessage-deflate; server_no_context_takeover; server_no_context_takeover"},
    };
    for (const auto &one : offers)
        suite.add({std::string("deflate-offers/declined-") + one.name, "7692 7.1",
                   "An offer with a wrong parameter is declined: the connection opens without it",
                   [offer = one.offer](Trial &trial) {
                       Request request = Request::upgrade(trial.options.target);
                       request.add("Sec-WebSocket-Extensions", offer);
                       const Answer answer = ask(trial, request.octets());
                       if (answer.status != 101)
                           trial.lax("refuses the handshake (" + std::to_string(answer.status) +
                                     ") instead of declining the offer");
                       else if (answer.count("Sec-WebSocket-Extensions"))
                           throw Failure("taken up: '" + answer.value("Sec-WebSocket-Extensions") +
                                         '\'');
                   }});
}

/// RFC 6455 9.1: a field that isn't even in the grammar fails the connection.
void addMalformed(Suite &suite)
{
    const struct
    {
        const char *name;
        const char *offer;
    } fields[] = {
        {"no-parameter", "permessage-deflate; ; client_max_window_bits"},
        {"no-value", "permessage-deflate; server_max_window_bits="},
        {"open-quote", "permessage-deflate; server_max_window_bits=\"10"},
        {"no-name", "permessage-deflate; =10"},
        {"no-token", "permessage(deflate)"},
        {"quoted-no-token", "permessage-deflate; server_max_window_bits=\"1 0\""},
        {"only-parameter", "; client_max_window_bits"},
    };
    for (const auto &one : fields)
        suite.add({std::string("deflate-offers/malformed-") + one.name, "6455 9.1",
                   "A field outside of the grammar fails the connection",
                   [offer = one.offer](Trial &trial) {
                       Request request = Request::upgrade(trial.options.target);
                       request.add("Sec-WebSocket-Extensions", offer);
                       const Answer answer = ask(trial, request.octets());
                       if (answer.status == 101 && answer.count("Sec-WebSocket-Extensions"))
                           throw Failure("taken up: '" + answer.value("Sec-WebSocket-Extensions") +
                                         '\'');
                       if (answer.status == 101)
                           trial.lax("opens, without extension");
                   }});
}

} // namespace

void addDeflateOffers(Suite &suite)
{
    addGood(suite);
    addDeclined(suite);
    addMalformed(suite);
}

} // namespace Conformance
