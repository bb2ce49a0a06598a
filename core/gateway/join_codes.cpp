// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/join_codes.h"

#include "qr/qr_code.h"

#include <algorithm>

namespace Lanroom {

JoinCodes::Code JoinCodes::of(const QByteArray &address, qint64 nowMs)
{
    const auto known =
        std::find_if(m_remembered.begin(), m_remembered.end(),
                     [&address](const Remembered &one) { return one.address == address; });
    if (known != m_remembered.end()) {
        std::rotate(m_remembered.begin(), known, known + 1);
        return {Outcome::Found, m_remembered.constFirst().picture};
    }
    if (address.size() > kMaxAddressBytes)
        return {Outcome::TooLong, {}};
    if (!m_making.take(nowMs, double(address.size())))
        return {Outcome::TooFast, {}};
    const Result<QrCode> code = QrCode::encode(address);
    if (!code) // out of memory: later, then
        return {Outcome::TooFast, {}};
    ++m_made;
    if (m_remembered.size() >= kRemembered)
        m_remembered.removeLast();
    m_remembered.prepend(
        {address, Assets::made(QByteArrayLiteral("image/svg+xml; charset=utf-8"), code->toSvg())});
    return {Outcome::Found, m_remembered.constFirst().picture};
}

} // namespace Lanroom
