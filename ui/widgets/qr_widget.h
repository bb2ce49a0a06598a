// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "qr/qr_code.h"

#include <QtWidgets/qwidget.h>

#include <optional>

namespace Lanroom {

/// Shows an address as a QR code: black on white whatever the theme, for cameras, each module a
/// whole number of the display's own pixels. Shows nothing for an empty text.
class QrWidget : public QWidget
{
    Q_OBJECT
public:
    explicit QrWidget(QWidget *parent = nullptr);

    void setText(const QString &text);
    const QString &text() const { return m_text; }

    /// How wide and tall it is, in pixels.
    void setSide(int side);

    QSize sizeHint() const override { return {m_side, m_side}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    int m_side = 232;
    QString m_text;
    std::optional<QrCode> m_code;
};

} // namespace Lanroom
