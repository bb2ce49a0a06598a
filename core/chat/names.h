// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/limits.h"

#include <QtCore/qstring.h>

#include <optional>

// The rules for names of people and rooms. Pure functions.
namespace Lanroom::Chat {

/// A person's name by the rules, with what it must not share with another's.
struct Name
{
    QString text;
    QString skeleton;       // of the text
    QString foldedSkeleton; // of its casefold
};

/// NFKC, trimmed, 1 to limits.name code points, nothing invisible, not beginning with a combining
/// mark; nothing when raw is no name.
std::optional<Name> parseName(const QString &raw, const Limits &limits);
/// What is left of raw when everything that may not be in a name is taken out; nothing when
/// nothing is.
std::optional<Name> repairName(const QString &raw, const Limits &limits);
/// base with a number behind it, shortened to fit: "Ada 2".
std::optional<Name> numberedName(const Name &base, int number, const Limits &limits);

/// The canonical name of a room: NFKC, casefolded, 1 to limits.roomName code points of letters,
/// digits, '-', '_', '.' (and marks, which letters of many scripts need). Null when it is none.
QString parseRoomName(const QString &raw, const Limits &limits);
/// A room's title: blanks made single, 1 to limits.title code points, nothing invisible. Null when
/// it is none.
QString parseTitle(const QString &raw, const Limits &limits);

} // namespace Lanroom::Chat
