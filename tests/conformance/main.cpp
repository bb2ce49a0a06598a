// SPDX-License-Identifier: LGPL-3.0-or-later
// ws_conformance: holds the echo endpoint at ws://HOST:PORT/PATH against RFC 6455 and RFC 7692.
// README.md tells how to use it.
#include "conformance/cases/chapters.h"
#include "conformance/kit/report.h"

#include <fnmatch.h>

#include <cstdlib>
#include <fstream>
#include <iostream>

using namespace Conformance;

namespace {

constexpr char kUsage[] =
    "usage: ws_conformance ws://HOST:PORT/PATH [options]\n"
    "  --case GLOB         only the cases whose names match, such as 'utf8/*'; may be repeated\n"
    "  --list              names and rules of the cases; runs none\n"
    "  --policy            also the HTTP cases that no WebSocket RFC decides\n"
    "  --slow              also the cases that take seconds\n"
    "  --strict            non-strict results count as failures\n"
    "  --require deflate   a permessage-deflate offer that is not taken up is a failure\n"
    "  --max-message N     the longest message the server takes; longer ones must get 1009\n"
    "  --patience SECONDS  how long to wait for an answer (10)\n"
    "  --jobs N            how many cases run at once (32)\n"
    "  --json FILE         write every result there\n"
    "Status: 0 when nothing failed, 1 when something did, 2 for a wrong command line.\n";

struct Arguments
{
    std::string url;
    std::vector<std::string> globs;
    std::string json;
    Options options;
    unsigned jobs = 32;
    bool list = false;
    bool policy = false;
    bool slow = false;
    bool strict = false;
};

bool read(int argc, char **argv, Arguments &to)
{
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const auto value = [&]() -> std::string { return i + 1 < argc ? argv[++i] : ""; };
        if (word == "--case")
            to.globs.push_back(value());
        else if (word == "--json")
            to.json = value();
        else if (word == "--list")
            to.list = true;
        else if (word == "--policy")
            to.policy = true;
        else if (word == "--slow")
            to.slow = true;
        else if (word == "--strict")
            to.strict = true;
        else if (word == "--require" && value() == "deflate")
            to.options.requireDeflate = true;
        else if (word == "--max-message")
            to.options.maxMessage = std::strtoul(value().c_str(), nullptr, 10);
        else if (word == "--patience")
            to.options.patience = std::chrono::seconds(std::atoi(value().c_str()));
        else if (word == "--jobs")
            to.jobs = unsigned(std::atoi(value().c_str()));
        else if (to.url.empty() && Target::parse(word, to.options.target))
            to.url = word;
        else
            return false;
    }
    return to.jobs > 0 && to.options.patience > 0s && (to.list || !to.url.empty());
}

bool wanted(const Case &one, const Arguments &by)
{
    const bool included = (one.weight != Weight::Policy || by.policy) && (!one.slow || by.slow);
    if (!included && !by.list)
        return false;
    for (const std::string &glob : by.globs) {
        if (fnmatch(glob.c_str(), one.name.c_str(), 0) == 0)
            return true;
    }
    return by.globs.empty();
}

Suite wholeSuite()
{
    Suite suite;
    addHandshake(suite);
    addRefusals(suite);
    addHttp(suite);
    addFraming(suite);
    addFragments(suite);
    addControl(suite);
    addClosing(suite);
    addUtf8(suite);
    addSizes(suite);
    addDelivery(suite);
    addDeflateOffers(suite);
    addDeflateData(suite);
    addDeflateErrors(suite);
    return suite;
}

} // namespace

int main(int argc, char **argv)
{
    Arguments arguments;
    if (!read(argc, argv, arguments)) {
        std::cerr << kUsage;
        return 2;
    }
    const Suite suite = wholeSuite();
    std::vector<const Case *> cases;
    for (const Case &one : suite.cases()) {
        if (wanted(one, arguments))
            cases.push_back(&one);
    }
    if (arguments.list) {
        printList(std::cout, cases);
        return 0;
    }
    if (cases.empty()) {
        std::cerr << "no case of that name\n";
        return 2;
    }
    const std::vector<Result> results = run(cases, arguments.options, arguments.jobs);
    printTable(std::cout, results);
    if (!arguments.json.empty()) {
        std::ofstream file(arguments.json);
        printJson(file, arguments.url, results);
        if (!file.flush()) {
            std::cerr << "cannot write " << arguments.json << '\n';
            return 2;
        }
    }
    for (const Result &result : results) {
        if (result.verdict == Verdict::Fail || (arguments.strict && result.verdict == Verdict::Lax))
            return 1;
    }
    return 0;
}
