// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

namespace Lanroom {

// RFC 5234 B.1: of these letters alone, whatever the locale.

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

constexpr bool isHexDigit(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

} // namespace Lanroom
