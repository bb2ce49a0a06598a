// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstring.h>

namespace Lanroom {

/// Text that came from a browser or a worker, fit for one line of the window: control, bidi and
/// other invisible characters are replaced, and at most 'most' characters are kept ('…' follows).
/// The result is still text, never markup: show it as Qt::PlainText or escape it.
QString oneLine(const QString &hostile, qsizetype most = 200);

/// The text as a tool tip shows it: Qt takes for markup what looks like it, and wraps only that.
/// Empty for an empty text.
QString plainToolTip(const QString &text);

} // namespace Lanroom
