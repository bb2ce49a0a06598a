// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/status_dot.h"

#include "ui/widgets/theme.h"

#include <QtGui/qpainter.h>

namespace Lanroom {

StatusDot::StatusDot(QWidget *parent) : QWidget(parent)
{
    setFixedSize(sizeHint());
}

void StatusDot::setState(const QString &state)
{
    m_state = state;
    update();
}

void StatusDot::paint(QPainter &painter, const QPointF &center, const QColor &color)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QColor halo = color;
    halo.setAlphaF(0.22f);
    painter.setBrush(halo);
    painter.drawEllipse(center, 7.5, 7.5);
    painter.setBrush(color);
    painter.drawEllipse(center, 4, 4);
    painter.restore();
}

void StatusDot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paint(painter, QRectF(rect()).center(), Theme::current().forState(m_state));
}

} // namespace Lanroom
