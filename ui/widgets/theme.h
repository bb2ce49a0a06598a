// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtGui/qcolor.h>
#include <QtGui/qpalette.h>

class QWidget;

namespace Lanroom {

/// The window's colours, named for what they are used for; the same as the browser client's.
/// The system's palette decides: light or dark by its window colour. A stock palette (plain greys)
/// becomes our warm paper and ink; a scheme the person chose, coloured or of high contrast, is kept
/// and only the accent is ours. A plain value.
struct Theme
{
    static Theme of(const QPalette &system);

    bool dark = false;
    QColor paper;  // behind everything
    QColor sheet;  // cards, tables
    QColor raised; // fields, quiet buttons
    QColor hover;
    QColor line;
    QColor lineStrong; // borders of what can be edited
    QColor ink;
    QColor inkSoft;
    QColor accent;
    QColor accentHover;
    QColor accentSoft;
    QColor onAccent;
    QColor light; // attention, and the lamp of the sign
    QColor lightSoft;
    QColor onLightSoft;
    QColor danger;
    QColor dangerSoft;

    /// For a worker's state or a log line's level: "running", "failed", ...
    QColor forState(const QString &state) const;
    QPalette palette() const;
    QString styleSheet() const;

    /// That of the application's palette now, for what paints itself.
    static Theme current();
    /// Gives a window palette and style sheet of the application's palette. Call again when that
    /// changes (QEvent::ApplicationPaletteChange).
    static void apply(QWidget *window);
};

} // namespace Lanroom
