// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qlist.h>
#include <QtWidgets/qwidget.h>

namespace Lanroom {

/// A small graph of the last values, newest at the right, scaled to the highest of them.
class SparkLine : public QWidget
{
    Q_OBJECT
public:
    explicit SparkLine(QWidget *parent = nullptr);

    void setValues(const QList<double> &values);

    QSize sizeHint() const override { return {320, 72}; }
    QSize minimumSizeHint() const override { return {120, 48}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QList<double> m_values;
};

} // namespace Lanroom
