// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace Bench {

/// What a server wants said around our messages, and before the first of them.
struct Dialect
{
    struct Step
    {
        bool ready = false;
        std::string say; // empty: nothing
    };

    std::string_view name;
    std::string_view before; // a message is before + payload + after
    std::string_view after;
    std::string_view ping; // a text of the server's that wants 'pong' as its answer; may be empty
    std::string_view pong;
    /// How connection 'number' goes on having heard 'text'; empty right after the handshake.
    Step (*enter)(std::string_view text, unsigned number);

    /// The payload of a message; empty when the text is none.
    std::string_view payloadOf(std::string_view text) const
    {
        if (!text.starts_with(before) || text.size() < before.size() + after.size())
            return {};
        return text.substr(before.size(), text.size() - before.size() - after.size());
    }
};

/// plain, socket.io or chat; null for others.
const Dialect *dialectNamed(std::string_view name);

/// The "type" of one of the chat's messages.
std::string_view chatTypeOf(std::string_view text);

} // namespace Bench
