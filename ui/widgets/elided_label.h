// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qlabel.h>

namespace Lanroom {

/// One line of plain text that ends in an ellipsis where there is no room for all of it, and shows
/// the whole as its tooltip then. text() stays the whole, for screen readers too.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit ElidedLabel(QWidget *parent = nullptr);

    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;
    bool event(QEvent *event) override;

private:
    QString shown() const;
};

} // namespace Lanroom
