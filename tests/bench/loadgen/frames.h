// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace Bench {

enum class Opcode : std::uint8_t {
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10
};

/// Appends one whole masked client frame.
void appendFrame(std::string &out, Opcode opcode, std::string_view payload, std::uint32_t mask);

struct Frame
{
    Opcode opcode;
    std::string_view payload;
    std::size_t size; // with its head
    bool last;        // FIN
    bool masked;      // which a server must not do
};

/// The frame at the beginning of 'bytes'; nothing while it is not whole.
std::optional<Frame> firstFrame(std::string_view bytes);

} // namespace Bench
