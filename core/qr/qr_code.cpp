// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qr/qr_code.h"

#include <qrencode.h>

#include <memory>

namespace Lanroom {

Result<QrCode> QrCode::encode(const QByteArray &bytes)
{
    if (bytes.isEmpty())
        return {ErrorCode::BadRequest, QStringLiteral("a QR code needs a text")};
    if (bytes.size() > kMaxBytes)
        return {ErrorCode::TooLarge, QStringLiteral("the text is too long for a QR code")};

    const auto *data = reinterpret_cast<const unsigned char *>(bytes.constData());
    const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
        QRcode_encodeData(int(bytes.size()), data, 0, QR_ECLEVEL_M), QRcode_free);
    if (!code)
        return {ErrorCode::System, QStringLiteral("the QR code could not be made")};

    QrCode result;
    result.m_size = code->width;
    result.m_dark.resize(qsizetype(code->width) * code->width);
    for (qsizetype i = 0; i < result.m_dark.size(); ++i)
        result.m_dark.setBit(i, code->data[i] & 1); // the other bits say what a module is for
    return result;
}

bool QrCode::isDark(int x, int y) const
{
    if (x < 0 || y < 0 || x >= m_size || y >= m_size)
        return false;
    return m_dark.testBit(qsizetype(y) * m_size + x);
}

QString QrCode::toTerminal() const
{
    // 30;107: black on bright white, understood by consoles of 16 colours.
    const QString begin = QStringLiteral("\x1b[30;107m");
    const QString end = QStringLiteral("\x1b[0m\n");
    QString text;
    for (int y = -kQuietZone; y < m_size + kQuietZone; y += 2) {
        text += begin;
        for (int x = -kQuietZone; x < m_size + kQuietZone; ++x) {
            const bool upper = isDark(x, y);
            const bool lower = isDark(x, y + 1);
            text += upper ? (lower ? u'\u2588' : u'\u2580') : (lower ? u'\u2584' : u' ');
        }
        text += end;
    }
    return text;
}

QByteArray QrCode::toSvg() const
{
    const QByteArray side = QByteArray::number(m_size + 2 * kQuietZone);
    QByteArray svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + ' ' +
                     side + "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" +
                     side + 'v' + side + "H0z\"/><path d=\"";
    // A run is some 15 bytes, and there is one for every four modules.
    svg.reserve(svg.size() + m_dark.size() * 4);
    for (int y = 0; y < m_size; ++y)
        addRow(svg, y);
    return svg.append("\"/></svg>\n");
}

/// Each run of dark modules is a box. By appending alone: there are thousands in a large code.
void QrCode::addRow(QByteArray &svg, int y) const
{
    const QByteArray line = QByteArray::number(y + kQuietZone);
    for (int x = 0; x < m_size; ++x) {
        const int start = x;
        while (isDark(x, y))
            ++x;
        if (x == start)
            continue;
        const QByteArray length = QByteArray::number(x - start);
        svg.append('M').append(QByteArray::number(start + kQuietZone)).append(' ').append(line);
        svg.append('h').append(length).append("v1h-").append(length).append('z');
    }
}

} // namespace Lanroom
