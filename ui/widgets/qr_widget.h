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

    QSize sizeHint() const override { return {232, 232}; }
    QSize minimumSizeHint() const override { return {140, 140}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QString m_text;
    std::optional<QrCode> m_code;
};

} // namespace Lanroom
