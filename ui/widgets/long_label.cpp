// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/long_label.h"

#include <QtGui/qaction.h>
#include <QtGui/qclipboard.h>
#include <QtGui/qguiapplication.h>
#include <QtGui/qpainter.h>
#include <QtGui/qtextlayout.h>

#include <cmath>

namespace Lanroom {

LongLabel::LongLabel(QWidget *parent) : QLabel(parent), m_copy(new QAction(tr("&Copy"), this))
{
    setTextFormat(Qt::PlainText);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    addAction(m_copy);
    connect(m_copy, &QAction::triggered, this, [this] { QGuiApplication::clipboard()->setText(text()); });
    setCopyable(false);
}

void LongLabel::setCopyable(bool copyable)
{
    setContextMenuPolicy(copyable ? Qt::ActionsContextMenu : Qt::DefaultContextMenu);
}

qreal LongLabel::layOut(QTextLayout &layout, int width) const
{
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(option);
    qreal height = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

int LongLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    QTextLayout layout(text(), font());
    const qreal height = layOut(layout, width - margins.left() - margins.right());
    return qMax(fontMetrics().height(), int(std::ceil(height))) + margins.top() + margins.bottom();
}

QSize LongLabel::sizeHint() const
{
    const QMargins margins = contentsMargins();
    const int most = fontMetrics().averageCharWidth() * 32;
    const int line = fontMetrics().horizontalAdvance(text()) + margins.left() + margins.right() + 1;
    const int width = qMin(line, most);
    return {width, heightForWidth(width)};
}

QSize LongLabel::minimumSizeHint() const
{
    const int few = fontMetrics().averageCharWidth() * 8;
    return {qMin(few, sizeHint().width()), fontMetrics().height()};
}

void LongLabel::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(palette().color(foregroundRole()));
    QTextLayout layout(text(), font());
    const QRect area = contentsRect();
    const qreal height = layOut(layout, area.width());
    layout.draw(&painter, {qreal(area.left()), area.top() + qMax(0.0, (area.height() - height) / 2)});
}

} // namespace Lanroom
