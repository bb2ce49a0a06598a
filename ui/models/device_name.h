// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

namespace Lanroom {

/// A browser's User-Agent in words for people: "iPhone · Safari", "Windows computer · Edge".
/// Only words of our own come out, whatever the browser sent; "Unknown device" when nothing in it
/// is known. For show alone: a User-Agent is the client's own claim.
QString deviceInWords(const QString &userAgent);

} // namespace Lanroom
