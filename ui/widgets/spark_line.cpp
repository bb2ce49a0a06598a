// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/spark_line.h"

#include "ui/widgets/theme.h"

#include <QtGui/qpainter.h>
#include <QtGui/qpainterpath.h>

#include <algorithm>

namespace Lanroom {

namespace {

// Below this a graph would magnify single messages into mountains.
constexpr double kLeastTop = 5.0;

} // namespace

SparkLine::SparkLine(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
}

void SparkLine::setValues(const QList<double> &values)
{
    m_values = values;
    update();
}

void SparkLine::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 6, -4, -2);
    painter.setPen(QPen(theme.line, 1));
    painter.drawLine(area.bottomLeft(), area.bottomRight());
    if (m_values.size() < 2)
        return;

    const double top = qMax(kLeastTop, *std::max_element(m_values.begin(), m_values.end()));
    const auto point = [&](qsizetype i) {
        const double x = area.left() + area.width() * double(i) / double(m_values.size() - 1);
        return QPointF(x, area.bottom() - area.height() * m_values.at(i) / top);
    };
    QPainterPath line(point(0));
    for (qsizetype i = 1; i < m_values.size(); ++i)
        line.lineTo(point(i));
    QPainterPath under = line;
    under.lineTo(area.bottomRight());
    under.lineTo(area.bottomLeft());

    QColor fill = theme.accent;
    fill.setAlphaF(0.14f);
    painter.fillPath(under, fill);
    painter.setPen(QPen(theme.accent, 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.accent);
    painter.drawEllipse(point(m_values.size() - 1), 3.5, 3.5);
}

} // namespace Lanroom
