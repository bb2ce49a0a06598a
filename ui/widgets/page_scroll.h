// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qscrollarea.h>

class QVBoxLayout;

namespace Lanroom {

/// What stands on a page of the window, one thing under the other: it fills the page where that is tall
/// enough, and scrolls up and down where it is not, instead of being crushed. The bar takes its room
/// from the margin, so nothing moves sideways when it comes.
class PageScroll : public QScrollArea
{
    Q_OBJECT
public:
    static constexpr int kSide = 28; // beside the content, on every page
    static constexpr int kEnd = 24;  // above and below it

    explicit PageScroll(QWidget *parent = nullptr);

    /// What goes in here goes on the page.
    QVBoxLayout *column() const { return m_column; }
    /// Scrolls so that widget is to be seen, once the page has been laid out with it.
    void showLater(QWidget *widget);

private:
    void makeRoomForBar();

    QVBoxLayout *m_column;
};

} // namespace Lanroom
