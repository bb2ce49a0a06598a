// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

// What ICU knows of text, in Qt's types. Pure functions, any thread. Text must be valid UTF-16.
namespace Lanroom::Chat {

qsizetype codePoints(QStringView text);
/// Normalisation form KC: one spelling for what is the same to a reader.
QString nfkc(const QString &text);
/// As every reader and database gives it back: without byte-order marks in front, and with U+FFFD for
/// the noncharacters U+FFFE and U+FFFF.
QString storable(QString text);
/// Full, locale-independent case folding.
QString casefold(const QString &text);
/// UTS #39: texts that look alike have the same skeleton. It is for comparing, never for showing.
QString skeleton(const QString &text);

/// Nothing can be seen of it, or it rearranges what stands around it: controls, bidi and zero-width
/// characters, unassigned and private code points.
bool isInvisible(char32_t codePoint);
bool isBlank(char32_t codePoint);
bool isMark(char32_t codePoint);
bool isLetterOrDigit(char32_t codePoint);

} // namespace Lanroom::Chat
