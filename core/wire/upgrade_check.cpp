// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/upgrade_check.h"

namespace Lanroom {

namespace {

bool goodKey(const RequestHead &head)
{
    if (head.count("Sec-WebSocket-Key") != 1)
        return false;
    const auto decoded = QByteArray::fromBase64Encoding(head.header("Sec-WebSocket-Key"),
                                                        QByteArray::AbortOnBase64DecodingErrors);
    return decoded && (*decoded).size() == 16;
}

} // namespace

UpgradeRequest checkUpgrade(const RequestHead &head)
{
    // HTTP/1.0 knows no upgrade, and the field is to be overlooked there (RFC 9110 7.8).
    if (head.version < 11 || !head.tokens("Upgrade").contains("websocket"))
        return UpgradeRequest::None;
    if (head.method != "GET" || head.hasBody || !head.tokens("Connection").contains("upgrade"))
        return UpgradeRequest::Malformed;
    if (head.count("Sec-WebSocket-Version") != 1 || head.header("Sec-WebSocket-Version") != "13")
        return UpgradeRequest::WrongVersion;
    return goodKey(head) ? UpgradeRequest::Good : UpgradeRequest::Malformed;
}

} // namespace Lanroom
