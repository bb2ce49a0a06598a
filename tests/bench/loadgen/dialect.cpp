// SPDX-License-Identifier: LGPL-3.0-or-later
#include "dialect.h"

#include <algorithm>

namespace Bench {

namespace {

Dialect::Step readyAtOnce(std::string_view, unsigned)
{
    return {true, {}};
}

/// Engine.IO 4 over WebSocket alone: '0' opens it, '40' connects to the namespace '/'.
Dialect::Step enterSocketIo(std::string_view text, unsigned)
{
    if (text.starts_with('0'))
        return {false, "40"};
    return {text.starts_with("40"), {}};
}

Dialect::Step enterChat(std::string_view text, unsigned number)
{
    if (text.empty())
        return {false, R"({"type":"hello","id":1,"protocol":1,"name":"Sender )" +
                           std::to_string(number) + R"("})"};
    const std::string_view type = chatTypeOf(text);
    if (type == "welcome")
        return {false, R"({"type":"join","id":2,"room":"lobby"})"};
    return {type == "joined", {}};
}

constexpr Dialect kDialects[] = {
    {"plain", "", "", "", "", readyAtOnce},
    {"socket.io", R"(42["m",")", R"("])", "2", "3", enterSocketIo},
    {"chat", "", "", "", "", enterChat},
};

} // namespace

const Dialect *dialectNamed(std::string_view name)
{
    const auto found = std::ranges::find(kDialects, name, &Dialect::name);
    return found == std::end(kDialects) ? nullptr : found;
}

std::string_view chatTypeOf(std::string_view text)
{
    constexpr std::string_view kKey = R"("type":")";
    constexpr std::size_t kNear = 32; // where it is in what comes often, whose body may be long
    std::size_t at = text.substr(0, kNear).find(kKey);
    if (at == text.npos)
        at = text.rfind(kKey);
    if (at == text.npos)
        return {};
    const std::string_view value = text.substr(at + kKey.size());
    return value.substr(0, value.find('"'));
}

} // namespace Bench
