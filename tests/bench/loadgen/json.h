// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace Bench {

/// A flat JSON object of numbers.
class Json
{
public:
    void add(std::string_view key, double value)
    {
        char number[32];
        std::snprintf(number, sizeof number, "%.9g", value);
        m_members += m_members.empty() ? "\"" : ", \"";
        m_members += key;
        m_members += "\": ";
        m_members += number;
    }
    std::string text() const { return "{" + m_members + "}"; }

private:
    std::string m_members;
};

} // namespace Bench
