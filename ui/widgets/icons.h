// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtGui/qcolor.h>
#include <QtGui/qicon.h>

namespace Lanroom {

/// The sign of the program, for windows and the first page.
QIcon programIcon();

/// One of our line drawings (resources/icons/line) in a colour, sharp on every display. An unknown
/// name is a bug.
QIcon lineIcon(QLatin1StringView name, const QColor &color);

} // namespace Lanroom
