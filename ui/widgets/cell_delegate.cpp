// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/cell_delegate.h"

#include "ui/models/roles.h"
#include "ui/widgets/status_dot.h"
#include "ui/widgets/theme.h"

#include <QtGui/qpainter.h>
#include <QtWidgets/qwidget.h>

namespace Lanroom {

namespace {

constexpr int kMargin = 12;
constexpr int kSign = 24; // a person's round sign

/// The first letter as a whole: an emoji's two halves stay together.
QString initial(const QString &name)
{
    const bool pair = name.size() > 1 && name.at(0).isHighSurrogate();
    return name.left(pair ? 2 : 1).toUpper();
}

void paintSign(QPainter &painter, const QRect &cell, const QString &name, const Theme &theme)
{
    // The same name has the same colour, at any place in the table.
    const int hue = int(qHash(name, 7) % 360);
    const QRectF round(cell.left() + kMargin, cell.center().y() - kSign / 2 + 0.5, kSign, kSign);
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.dark ? QColor::fromHsl(hue, 70, 70) : QColor::fromHsl(hue, 90, 218));
    painter.drawEllipse(round);
    QFont letter = painter.font();
    const QFont before = letter;
    letter.setPixelSize(12);
    letter.setWeight(QFont::DemiBold);
    painter.setFont(letter);
    painter.setPen(theme.dark ? QColor::fromHsl(hue, 90, 215) : QColor::fromHsl(hue, 120, 60));
    painter.drawText(round, Qt::AlignCenter, initial(name));
    painter.setFont(before);
}

} // namespace

QSize CellDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const QString text = index.data().toString();
    int width = option.fontMetrics.horizontalAdvance(text) + 2 * kMargin + 4;
    if (index.data(StateRole).isValid())
        width += 20;
    if (index.column() == m_personColumn)
        width += kSign + 10;
    return {width, qMax(38, option.fontMetrics.height() + 16)};
}

void CellDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option,
                         const QModelIndex &index) const
{
    const Theme theme = Theme::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setFont(option.font);
    if (option.state & QStyle::State_Selected)
        painter->fillRect(option.rect, theme.accentSoft);
    painter->setPen(theme.line);
    painter->drawLine(option.rect.bottomLeft(), option.rect.bottomRight());
    const bool focused = (option.state & QStyle::State_HasFocus) && option.widget;
    if (focused && option.widget->hasFocus())
        painter->fillRect(option.rect.left(), option.rect.top(), 3, option.rect.height(),
                          theme.accent);

    QRect words = option.rect.adjusted(kMargin, 0, -kMargin, 0);
    const QString text = index.data().toString();
    const bool missing = index.data(MissingRole).toBool();
    if (index.column() == m_personColumn) {
        const QVariant sign = index.data(SignRole);
        if (const QString name = sign.isValid() ? sign.toString() : text; !name.isEmpty())
            paintSign(*painter, option.rect, name, theme);
        words.setLeft(words.left() + kSign + 10);
    }
    if (const QVariant state = index.data(StateRole); state.isValid()) {
        const QPointF center(words.left() + 7, option.rect.center().y() + 0.5);
        StatusDot::paint(*painter, center, theme.forState(state.toString()));
        words.setLeft(words.left() + 20);
    }
    painter->setPen(missing ? theme.inkSoft : theme.ink);
    const QString shown = painter->fontMetrics().elidedText(text, Qt::ElideRight, words.width());
    painter->drawText(words, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine, shown);
    painter->restore();
}

} // namespace Lanroom
