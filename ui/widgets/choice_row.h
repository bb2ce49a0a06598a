// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qradiobutton.h>

namespace Lanroom {

/// One of several choices as a whole row to press: a radio button in all but its looks.
class ChoiceRow : public QRadioButton
{
    Q_OBJECT
public:
    using QRadioButton::QRadioButton;

    QSize sizeHint() const override { return {320, 46}; }

protected:
    bool hitButton(const QPoint &point) const override { return rect().contains(point); }
    void paintEvent(QPaintEvent *event) override;
};

} // namespace Lanroom
