// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/fit_label.h"

#include "ui/widgets/theme.h"

#include <QtGui/qevent.h>
#include <QtGui/qpainter.h>

namespace Lanroom {

namespace {

constexpr int kLargest = 48; // pixels
constexpr int kSmallest = 16;

} // namespace

FitLabel::FitLabel(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setFocusPolicy(Qt::StrongFocus);
    setAccessibleName(tr("Address"));
}

void FitLabel::setText(const QString &text)
{
    m_text = text;
    setAccessibleDescription(text);
    update();
}

QFont FitLabel::fitting() const
{
    QFont result = font();
    result.setWeight(QFont::Bold);
    result.setLetterSpacing(QFont::PercentageSpacing, 98);
    for (int pixels = kLargest; pixels > kSmallest; --pixels) {
        result.setPixelSize(pixels);
        if (QFontMetrics(result).horizontalAdvance(m_text) <= width() - 4)
            return result;
    }
    return result;
}

void FitLabel::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setFont(fitting());
    const QString scheme =
        m_text.startsWith(QLatin1StringView("http://")) ? m_text.left(7) : QString();
    const QRect area = rect().adjusted(1, 0, -1, 0);
    painter.setPen(theme.inkSoft);
    painter.drawText(area, Qt::AlignVCenter | Qt::AlignLeft, scheme);
    const int offset = painter.fontMetrics().horizontalAdvance(scheme);
    painter.setPen(theme.ink);
    painter.drawText(area.adjusted(offset, 0, 0, 0), Qt::AlignVCenter | Qt::AlignLeft,
                     m_text.mid(scheme.size()));
    if (hasFocus()) {
        const int end = 1 + painter.fontMetrics().horizontalAdvance(m_text);
        painter.setPen(QPen(theme.accent, 2));
        painter.drawLine(1, height() - 2, end, height() - 2);
    }
}

void FitLabel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy))
        Q_EMIT copyRequested();
    else
        QWidget::keyPressEvent(event);
}

} // namespace Lanroom
