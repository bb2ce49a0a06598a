// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtGui/qcolor.h>
#include <QtWidgets/qwidget.h>

namespace Lanroom {

/// A round light beside words that say the same: colour alone tells nobody anything.
class StatusDot : public QWidget
{
    Q_OBJECT
public:
    explicit StatusDot(QWidget *parent = nullptr);

    /// As in Theme::forState(): "running", "starting", "failed", "idle".
    void setState(const QString &state);

    QSize sizeHint() const override { return {18, 18}; }

    static void paint(QPainter &painter, const QPointF &center, const QColor &color);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_state;
};

} // namespace Lanroom
