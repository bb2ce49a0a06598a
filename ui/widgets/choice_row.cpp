// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/choice_row.h"

#include "ui/widgets/manner.h"
#include "ui/widgets/theme.h"

#include <QtGui/qpainter.h>

namespace Lanroom {

void ChoiceRow::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked();
    const QColor border = chosen || hasFocus()          ? theme.accent
                          : underMouse() && isEnabled() ? theme.lineStrong
                                                        : theme.line;
    painter.setPen(QPen(border, hasFocus() ? 2 : 1));
    painter.setBrush(chosen ? theme.accentSoft : theme.raised);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 10, 10);

    const QPointF center(23, height() / 2.0);
    painter.setPen(QPen(chosen ? theme.accent : theme.lineStrong, 1.5));
    painter.setBrush(chosen ? theme.accent : theme.sheet);
    painter.drawEllipse(center, 8, 8);
    if (chosen) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.onAccent);
        painter.drawEllipse(center, 3.2, 3.2);
    }
    painter.setPen(isEnabled() ? theme.ink : theme.inkSoft);
    painter.drawText(rect().adjusted(44, 0, -12, 0),
                     Qt::AlignVCenter | Qt::AlignLeft | Manner::mnemonicFlag(this), text());
}

} // namespace Lanroom
