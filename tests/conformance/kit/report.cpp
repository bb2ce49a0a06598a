// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/report.h"

#include <array>
#include <iomanip>
#include <map>
#include <ostream>

namespace Conformance {

namespace {

const char *word(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Pass:
        return "pass";
    case Verdict::Lax:
        return "non-strict";
    case Verdict::NotOffered:
        return "not offered";
    case Verdict::Fail:
        break;
    }
    return "FAIL";
}

const char *word(Weight weight)
{
    switch (weight) {
    case Weight::Must:
        return "must";
    case Weight::Should:
        return "should";
    case Weight::Policy:
        break;
    }
    return "policy";
}

std::string chapter(const Result &result)
{
    const std::string name = result.one->name.substr(0, result.one->name.find('/'));
    return result.one->weight == Weight::Policy ? name + " (policy)" : name;
}

std::string jsonText(View text)
{
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\')
            out += '\\';
        if (static_cast<unsigned char>(c) >= 0x20)
            out += c;
        else
            out += ' ';
    }
    return out + '"';
}

} // namespace

void printTable(std::ostream &out, const std::vector<Result> &results)
{
    using Counts = std::array<int, 4>; // by Verdict
    std::map<std::string, Counts> chapters;
    std::vector<std::string> order;
    Counts all{};
    for (const Result &result : results) {
        if (result.verdict == Verdict::Fail || result.verdict == Verdict::Lax)
            out << word(result.verdict) << "  " << result.one->name << "  [" << result.one->section
                << "] " << result.one->what << "\n      " << result.note << '\n';
        const auto [place, isNew] = chapters.try_emplace(chapter(result));
        if (isNew)
            order.push_back(place->first);
        ++place->second[std::size_t(result.verdict)];
        ++all[std::size_t(result.verdict)];
    }
    const auto row = [&out](const std::string &name, const Counts &counts) {
        out << std::left << std::setw(26) << name << std::right << std::setw(7) << counts[0]
            << std::setw(12) << counts[1] << std::setw(13) << counts[2] << std::setw(7) << counts[3]
            << '\n';
    };
    out << std::left << std::setw(26) << "\nchapter" << std::right << std::setw(8) << "pass"
        << std::setw(12) << "non-strict" << std::setw(13) << "not offered" << std::setw(7) << "FAIL"
        << '\n';
    for (const std::string &name : order)
        row(name, chapters[name]);
    row("all " + std::to_string(results.size()), all);
}

void printJson(std::ostream &out, const std::string &url, const std::vector<Result> &results)
{
    out << "{\"url\": " << jsonText(url) << ", \"results\": [";
    const char *separator = "\n";
    for (const Result &result : results) {
        out << separator << "{\"name\": " << jsonText(result.one->name)
            << ", \"section\": " << jsonText(result.one->section)
            << ", \"what\": " << jsonText(result.one->what) << ", \"weight\": \""
            << word(result.one->weight) << "\", \"verdict\": \"" << word(result.verdict)
            << "\", \"note\": " << jsonText(result.note) << ", \"ms\": " << result.took.count()
            << '}';
        separator = ",\n";
    }
    out << "\n]}\n";
}

void printList(std::ostream &out, const std::vector<const Case *> &cases)
{
    for (const Case *one : cases)
        out << one->name << "  [" << one->section << ", " << word(one->weight)
            << (one->slow ? ", slow] " : "] ") << one->what << '\n';
}

} // namespace Conformance
