// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>
#include <QtCore/qloggingcategory.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// Categories are named 'lanroom.<component>' and declared by each component with
/// Q_LOGGING_CATEGORY; QT_LOGGING_RULES switches them.

/// Sends Qt's messages to stderr, one line each: 'HH:MM:SS.mmm program level category: text'.
/// Control characters in text are escaped: it may come from a browser. A line is cut after 4096 bytes.
/// What stderr does not take at once is left out, and the next line says how many were. Call once, first in main();
/// program is kept. Debug messages are off unless QT_LOGGING_RULES turns them on.
void installLogging(const char *program);

/// Text that may come from a browser, a worker or a file, for one line on a terminal, in UTF-8: it must not
/// forge a second line, nor steer the terminal. Control and format characters stand as '\u001b'. Thread-safe.
QByteArray printable(const QString &text);

} // namespace Lanroom
