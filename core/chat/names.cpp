// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/names.h"

#include "chat/unicode_text.h"

#include <QtCore/qlist.h>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

namespace {

using CodePoints = QList<uint>;

QString toText(const CodePoints &points)
{
    return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.constData()), points.size());
}

CodePoints trimmed(CodePoints points)
{
    while (!points.isEmpty() && isBlank(points.constLast()))
        points.removeLast();
    const auto first = std::find_if_not(points.cbegin(), points.cend(), isBlank);
    points.erase(points.cbegin(), first);
    return points;
}

/// A name's length in code units is at most this multiple of its code points, before and after
/// NFKC (which grows a code point to at most 18): what is longer is not worth normalising.
constexpr int kMaxGrowth = 2 * 18;

std::optional<Name> toName(const CodePoints &points, const Limits &limits)
{
    if (points.isEmpty() || points.size() > limits.name || isMark(points.constFirst()) ||
        std::any_of(points.cbegin(), points.cend(), isInvisible))
        return std::nullopt;
    const QString text = toText(points);
    return Name{text, skeleton(text), skeleton(casefold(text))};
}

} // namespace

std::optional<Name> parseName(const QString &raw, const Limits &limits)
{
    // Far too long to be one even if NFKC were to shorten it.
    if (raw.size() > limits.name * kMaxGrowth)
        return std::nullopt;
    return toName(trimmed(nfkc(raw).toUcs4()), limits);
}

std::optional<Name> repairName(const QString &raw, const Limits &limits)
{
    CodePoints points = nfkc(raw.left(limits.name * kMaxGrowth)).toUcs4();
    points.removeIf(isInvisible);
    points = trimmed(points);
    points.erase(points.cbegin(), std::find_if_not(points.cbegin(), points.cend(), isMark));
    return toName(trimmed(points.mid(0, limits.name)), limits);
}

std::optional<Name> numberedName(const Name &base, int number, const Limits &limits)
{
    const QString tail = u" %1"_s.arg(number);
    const CodePoints head = trimmed(base.text.toUcs4().mid(0, limits.name - tail.size()));
    return parseName(toText(head) + tail, limits);
}

QString parseRoomName(const QString &raw, const Limits &limits)
{
    if (raw.size() > limits.roomName * kMaxGrowth)
        return {};
    // Folding may undo the normal form, so it is made again.
    const QString name = nfkc(casefold(nfkc(raw)));
    const CodePoints points = name.toUcs4();
    const auto allowed = [](uint c) {
        return isLetterOrDigit(c) || c == U'-' || c == U'_' || c == U'.' ||
               (isMark(c) && !isInvisible(c));
    };
    if (points.isEmpty() || points.size() > limits.roomName || isMark(points.constFirst()) ||
        !std::all_of(points.cbegin(), points.cend(), allowed))
        return {};
    return name;
}

QString parseTitle(const QString &raw, const Limits &limits)
{
    const QString title = raw.simplified();
    const CodePoints points = title.toUcs4();
    if (points.isEmpty() || points.size() > limits.title ||
        std::any_of(points.cbegin(), points.cend(), isInvisible))
        return {};
    return title;
}

} // namespace Lanroom::Chat
