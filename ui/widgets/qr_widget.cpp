// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/qr_widget.h"

#include <QtGui/qpainter.h>

namespace Lanroom {

QrWidget::QrWidget(QWidget *parent) : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(tr("QR code of the address"));
}

void QrWidget::setText(const QString &text)
{
    if (text == m_text)
        return;
    m_text = text;
    m_code.reset();
    if (const Result<QrCode> code = QrCode::encode(text))
        m_code = *code;
    setAccessibleDescription(text);
    update();
}

void QrWidget::setSide(int side)
{
    m_side = side;
    updateGeometry();
}

void QrWidget::paintEvent(QPaintEvent *)
{
    if (!m_code)
        return;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(Qt::white);
    painter.drawRoundedRect(rect(), 12, 12);

    // In device pixels, so that no module is wider than its neighbour.
    const qreal ratio = devicePixelRatioF();
    const int modules = m_code->size() + 2 * QrCode::kQuietZone;
    const int side = int(qMin(width(), height()) * ratio);
    const int pixel = qMax(1, side / modules);
    const int left = (int(width() * ratio) - pixel * m_code->size()) / 2;
    const int top = (int(height() * ratio) - pixel * m_code->size()) / 2;
    painter.setRenderHint(QPainter::Antialiasing, false);
    painter.scale(1 / ratio, 1 / ratio);
    for (int y = 0; y < m_code->size(); ++y) {
        for (int x = 0; x < m_code->size(); ++x) {
            if (m_code->isDark(x, y))
                painter.fillRect(left + x * pixel, top + y * pixel, pixel, pixel, Qt::black);
        }
    }
}

} // namespace Lanroom
