// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qwidget.h>

namespace Lanroom {

/// The address, as large as its line allows, with the part before the host paler: to be read across
/// a room and typed; a long one (IPv6) takes two lines. Can be focused, selected by a screen reader,
/// and copied with Ctrl+C.
class FitLabel : public QWidget
{
    Q_OBJECT
public:
    explicit FitLabel(QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }
    /// That it takes in the present width.
    int lines() const;

    QSize sizeHint() const override { return {420, 64}; }
    QSize minimumSizeHint() const override { return {240, 56}; }

Q_SIGNALS:
    void copyRequested();

protected:
    void paintEvent(QPaintEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QFont fitting() const;

    QString m_text;
};

} // namespace Lanroom
