// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/unicode_text.h"

#include <algorithm>

#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uspoof.h>
#include <unicode/ustring.h>

namespace Lanroom::Chat {

namespace {

/// Calls an ICU function that writes text: convert(buffer, capacity, status) -> length needed.
template <typename Convert> QString filled(qsizetype guess, Convert convert)
{
    QString result(qMax<qsizetype>(guess, 1), Qt::Uninitialized);
    for (;;) {
        UErrorCode status = U_ZERO_ERROR;
        const qsizetype length =
            convert(reinterpret_cast<UChar *>(result.data()), int32_t(result.size()), &status);
        if (status != U_BUFFER_OVERFLOW_ERROR) {
            // ICU fails here only without its data, which is a broken installation.
            Q_ASSERT(U_SUCCESS(status));
            result.truncate(length);
            return result;
        }
        result.resize(length);
    }
}

const UChar *units(const QString &text)
{
    return reinterpret_cast<const UChar *>(text.utf16());
}

} // namespace

qsizetype codePoints(QStringView text)
{
    return u_countChar32(reinterpret_cast<const UChar *>(text.utf16()), int32_t(text.size()));
}

QString nfkc(const QString &text)
{
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2 *normalizer = unorm2_getNFKCInstance(&status);
    return filled(text.size(), [&](UChar *to, int32_t capacity, UErrorCode *error) {
        return unorm2_normalize(normalizer, units(text), int32_t(text.size()), to, capacity, error);
    });
}

QString storable(QString text)
{
    const auto first = std::find_if(text.cbegin(), text.cend(),
                                    [](QChar unit) { return unit != QChar(QChar::ByteOrderMark); });
    text.remove(0, first - text.cbegin());
    return text.replace(QChar(QChar::ByteOrderSwapped), QChar::ReplacementCharacter)
        .replace(QChar(0xffff), QChar::ReplacementCharacter);
}

QString casefold(const QString &text)
{
    return filled(text.size(), [&](UChar *to, int32_t capacity, UErrorCode *error) {
        return u_strFoldCase(to, capacity, units(text), int32_t(text.size()), U_FOLD_CASE_DEFAULT,
                             error);
    });
}

QString skeleton(const QString &text)
{
    static USpoofChecker *const checker = [] {
        UErrorCode status = U_ZERO_ERROR;
        return uspoof_open(&status);
    }();
    return filled(text.size(), [&](UChar *to, int32_t capacity, UErrorCode *error) {
        return uspoof_getSkeleton(checker, 0, units(text), int32_t(text.size()), to, capacity,
                                  error);
    });
}

bool isInvisible(char32_t codePoint)
{
    const UChar32 c = UChar32(codePoint);
    // Categories C* are controls, formats (which hold bidi and zero-width ones), private and
    // unassigned; U_GC_ZL and ZP are the two separators that break a line.
    return (U_GET_GC_MASK(c) & (U_GC_C_MASK | U_GC_ZL_MASK | U_GC_ZP_MASK)) != 0 ||
           u_hasBinaryProperty(c, UCHAR_DEFAULT_IGNORABLE_CODE_POINT) ||
           u_hasBinaryProperty(c, UCHAR_BIDI_CONTROL);
}

bool isBlank(char32_t codePoint)
{
    constexpr char32_t kBrailleBlank = 0x2800; // a symbol by its category, but nothing to see
    return u_isUWhiteSpace(UChar32(codePoint)) || codePoint == kBrailleBlank;
}

bool isMark(char32_t codePoint)
{
    return (U_GET_GC_MASK(UChar32(codePoint)) & U_GC_M_MASK) != 0;
}

bool isLetterOrDigit(char32_t codePoint)
{
    return (U_GET_GC_MASK(UChar32(codePoint)) & (U_GC_L_MASK | U_GC_ND_MASK)) != 0;
}

} // namespace Lanroom::Chat
