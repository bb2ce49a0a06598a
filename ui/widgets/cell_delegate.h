// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qstyleditemdelegate.h>

namespace Lanroom {

/// Draws the window's table cells: words with room around them, a state as a light beside its word,
/// what is not known paler, and in the column of people a round sign with the first letter.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit CellDelegate(QObject *parent = nullptr) : QStyledItemDelegate(parent) {}

    /// The column that names people; -1 (the default): none does.
    void setPersonColumn(int column) { m_personColumn = column; }

    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override;

private:
    int m_personColumn = -1;
};

} // namespace Lanroom
