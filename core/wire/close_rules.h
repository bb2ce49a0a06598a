// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

namespace Lanroom {

/// Whether a close frame may carry the code (RFC 6455 7.4; 1012 to 1014 are later registrations
/// with IANA). 1004 to 1006 and 1015 never travel, 1016 to 2999 belong to nobody yet.
constexpr bool mayTravel(int closeCode)
{
    return (closeCode >= 1000 && closeCode <= 1003) || (closeCode >= 1007 && closeCode <= 1014) ||
           (closeCode >= 3000 && closeCode <= 4999);
}

/// RFC 6455 7.4.1.
namespace WireCode {
inline constexpr int kProtocolError = 1002;
inline constexpr int kNoStatus = 1005; // a close frame without a code; never travels
inline constexpr int kBadData = 1007;
inline constexpr int kTooBig = 1009;
} // namespace WireCode

} // namespace Lanroom
