// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/runner.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace Conformance {

namespace {

Result tryOut(const Case &one, const Options &options)
{
    using std::chrono::duration_cast, std::chrono::milliseconds;
    Result result{&one, Verdict::Pass, {}, {}};
    Trial trial(options);
    const auto start = Clock::now();
    try {
        one.run(trial);
    } catch (const NotOffered &why) {
        result.verdict = Verdict::NotOffered;
        result.note = why.what();
    } catch (const std::exception &why) {
        result.verdict = one.weight == Weight::Should ? Verdict::Lax : Verdict::Fail;
        result.note = why.what();
    }
    if (result.verdict == Verdict::Pass && !trial.laxities().empty()) {
        result.verdict = Verdict::Lax;
        result.note = trial.laxities().front();
    }
    result.took = duration_cast<milliseconds>(Clock::now() - start);
    return result;
}

} // namespace

std::vector<Result> run(const std::vector<const Case *> &cases, const Options &options,
                        unsigned threads)
{
    std::vector<Result> results(cases.size());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        for (std::size_t i; (i = next++) < cases.size();)
            results[i] = tryOut(*cases[i], options);
    };
    std::vector<std::jthread> workers;
    for (unsigned i = 0; i < std::min<std::size_t>(threads, cases.size()); ++i)
        workers.emplace_back(work);
    workers.clear(); // joins them
    return results;
}

} // namespace Conformance
