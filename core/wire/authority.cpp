// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/authority.h"

#include "wire/ascii.h"

#include <algorithm>

namespace Lanroom {

namespace {

/// RFC 3986 2.3 and 2.2: unreserved, or sub-delims.
bool isNameCharacter(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           QByteArrayView("-._~!$&'()*+,;=").contains(c);
}

bool isName(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%') {
            if (i + 2 >= text.size() || !isHexDigit(text[i + 1]) || !isHexDigit(text[i + 2]))
                return false;
            i += 2;
        } else if (!isNameCharacter(text[i])) {
            return false;
        }
    }
    return !text.isEmpty();
}

/// What stands in brackets: no perfect address, and with a zone (RFC 6874, or without its %25), as
/// HostRules takes them. There is no 'future' address (RFC 3986's "v1.x") yet.
bool isLiteral(QByteArrayView inside)
{
    const qsizetype percent = inside.indexOf('%');
    const QByteArrayView address = percent < 0 ? inside : inside.first(percent);
    const QByteArrayView zone = percent < 0 ? QByteArrayView() : inside.sliced(percent);
    return address.contains(':') &&
           std::all_of(address.begin(), address.end(),
                       [](char c) { return isHexDigit(c) || c == ':' || c == '.'; }) &&
           std::all_of(zone.begin(), zone.end(),
                       [](char c) { return c == '%' || isNameCharacter(c); });
}

/// Also none: "host:" is legal (RFC 3986 3.2.3).
bool isPort(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), isDigit);
}

} // namespace

bool isAuthority(QByteArrayView text)
{
    const bool literal = text.startsWith('[');
    const qsizetype end = literal ? text.indexOf(']') + 1 : text.indexOf(':');
    if (literal && end == 0)
        return false;
    const QByteArrayView host = end < 0 ? text : text.first(end);
    const QByteArrayView rest = text.sliced(host.size());
    if (!rest.isEmpty() && (!rest.startsWith(':') || !isPort(rest.sliced(1))))
        return false;
    return literal ? isLiteral(host.sliced(1, host.size() - 2)) : isName(host);
}

} // namespace Lanroom
