// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/fit_label.h"

#include "ui/widgets/theme.h"

#include <QtGui/qevent.h>
#include <QtGui/qpainter.h>
#include <QtGui/qtextlayout.h>

namespace Lanroom {

namespace {

constexpr int kLargest = 48; // pixels
constexpr int kSmallestOfOne = 16; // smaller on one line than this, it is larger on two
constexpr int kLargestOfTwo = 26; // two lines of it are as high as the label
constexpr int kSmallest = 13;
const QLatin1StringView kScheme("http://");

/// Breaks the layout's text anywhere, as an address has no words, into lines of this width; how many.
int breakInto(QTextLayout &layout, int width)
{
    QTextOption option(Qt::AlignLeft);
    option.setWrapMode(QTextOption::WrapAnywhere);
    layout.setTextOption(option);
    int lines = 0;
    qreal top = 0;
    layout.beginLayout();
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, top});
        top += line.height();
        ++lines;
    }
    layout.endLayout();
    return lines;
}

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
    const int room = width() - 4;
    // A break may fall into the port: "...5:80" and "80" below it are read as two numbers.
    for (int pixels = kLargest; pixels >= kSmallestOfOne; --pixels) {
        result.setPixelSize(pixels);
        if (QFontMetrics(result).horizontalAdvance(m_text) <= room)
            return result;
    }
    for (int pixels = kLargestOfTwo; pixels >= kSmallest; --pixels) {
        result.setPixelSize(pixels);
        QTextLayout layout(m_text, result);
        if (breakInto(layout, room) <= 2)
            break;
    }
    return result;
}

int FitLabel::lines() const
{
    QTextLayout layout(m_text, fitting());
    return breakInto(layout, width() - 2);
}

void FitLabel::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    QTextLayout layout(m_text, fitting());
    if (m_text.startsWith(kScheme)) {
        QTextLayout::FormatRange pale{0, int(kScheme.size()), {}};
        pale.format.setForeground(theme.inkSoft);
        layout.setFormats({pale});
    }
    breakInto(layout, width() - 2);
    const QRectF bounds = layout.boundingRect();
    const QPointF corner(1, qMax(0., (height() - bounds.height()) / 2));
    painter.setPen(theme.ink);
    layout.draw(&painter, corner);
    if (hasFocus()) {
        painter.setPen(QPen(theme.accent, 2));
        painter.drawLine(QPointF(1, height() - 2), QPointF(1 + layout.maximumWidth(), height() - 2));
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
