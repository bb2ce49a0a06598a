// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qbitarray.h>
#include <QtCore/qbytearray.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// A QR code (ISO/IEC 18004): a square of dark and light modules that a phone's camera reads as a
/// text. A plain value, made once and then only read; used by the window and by the headless
/// server's terminal. Encoding can fail only for a text that is empty or too long.
class QrCode
{
public:
    /// Light modules that must surround the code for a camera to find it.
    static constexpr int kQuietZone = 4;
    /// More than a code holds at the middle level of error correction (15 % may be unreadable).
    static constexpr qsizetype kMaxBytes = 2331;

    /// Error: BadRequest for an empty text, TooLarge beyond kMaxBytes, System when out of memory.
    static Result<QrCode> encode(const QByteArray &bytes);
    static Result<QrCode> encode(const QString &text) { return encode(text.toUtf8()); }

    /// Modules along one side, without the quiet zone: 21, 25, ... 177.
    int size() const { return m_size; }
    /// False outside the code: the quiet zone is light.
    bool isDark(int x, int y) const;

    /// The code and its quiet zone for a terminal, two modules a character, each line ended by a
    /// newline. Black and white are asked for by ANSI colours, so that it reads the same on dark
    /// and on light terminals: an inverted code is one that many phones refuse.
    QString toTerminal() const;
    /// The code and its quiet zone, dark on white, as an SVG picture one unit a module.
    QByteArray toSvg() const;

private:
    QrCode() = default;

    void addRow(QByteArray &svg, int y) const;

    int m_size = 0;
    QBitArray m_dark; // row by row
};

} // namespace Lanroom
