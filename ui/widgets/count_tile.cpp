// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/count_tile.h"

#include "ui/widgets/theme.h"

#include <QtCore/qlocale.h>
#include <QtGui/qpainter.h>

namespace Lanroom {

CountTile::CountTile(QWidget *parent) : QAbstractButton(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum); // as tall as its neighbours
}

void CountTile::setCount(qint64 count, const QString &words)
{
    if (count == m_count && words == m_words)
        return;
    m_count = count;
    m_words = words;
    setAccessibleName(QStringLiteral("%1 %2").arg(QLocale().toString(count), words));
    update();
}

void CountTile::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor border = hasFocus() ? theme.accent : underMouse() ? theme.lineStrong : theme.line;
    painter.setPen(QPen(border, hasFocus() ? 2 : 1));
    painter.setBrush(theme.sheet);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 14, 14);

    QFont large = font();
    large.setPixelSize(34);
    large.setWeight(QFont::Bold);
    painter.setFont(large);
    painter.setPen(m_count > 0 ? theme.accent : theme.inkSoft);
    const QRect area = rect().adjusted(18, 12, -18, -12);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignTop, QLocale().toString(m_count));
    painter.setFont(font());
    painter.setPen(theme.inkSoft);
    painter.drawText(area, Qt::AlignLeft | Qt::AlignBottom, m_words);
}

} // namespace Lanroom
