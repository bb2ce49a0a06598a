// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/page_scroll.h"

#include <QtCore/qpointer.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qscrollbar.h>

namespace Lanroom {

PageScroll::PageScroll(QWidget *parent) : QScrollArea(parent)
{
    auto *inner = new QWidget(this);
    m_column = new QVBoxLayout(inner);
    m_column->setContentsMargins(kSide, kEnd, kSide, kEnd);
    m_column->setSpacing(16);
    setFocusPolicy(Qt::NoFocus); // it follows the focus of what it holds
    setFrameShape(NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWidgetResizable(true);
    setWidget(inner);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &PageScroll::makeRoomForBar);
}

void PageScroll::showLater(QWidget *widget)
{
    const QPointer<QWidget> shown(widget);
    QMetaObject::invokeMethod(
        this,
        [this, shown] {
            if (shown)
                ensureWidgetVisible(shown, 0, kEnd);
        },
        Qt::QueuedConnection);
}

void PageScroll::makeRoomForBar()
{
    const QScrollBar *bar = verticalScrollBar();
    QMargins margins = m_column->contentsMargins();
    margins.setRight(bar->maximum() > 0 ? kSide - bar->sizeHint().width() : kSide);
    m_column->setContentsMargins(margins);
}

} // namespace Lanroom
