// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "ui/models/table_filter.h"
#include "ui/widgets/column_fit.h"

#include <QtWidgets/qframe.h>

class QBoxLayout;
class QLabel;
class QShortcut;
class QLineEdit;
class QTableView;

namespace Lanroom {

class CellDelegate;

/// A table with everything around it: a title, a field that filters it (Ctrl+F), room for buttons,
/// sorting by a click on a column, and words in the middle while it is empty. The model stays its
/// owner's.
class FilteredTable : public QFrame
{
    Q_OBJECT
public:
    /// stretched: the column that takes the room left over.
    FilteredTable(const QString &title, QAbstractItemModel *model, int stretched,
                  QWidget *parent = nullptr);

    void setEmptyWords(const QString &words);
    void setPersonColumn(int column);
    /// Puts a button or so at the end of the title's line.
    void addTool(QWidget *tool);
    /// Leaves the filter field out, for tables of a few lines.
    void hideFilter();

    QTableView *view() const { return m_view; }
    QLineEdit *filterField() const { return m_field; }
    /// The selected rows of the model, in its own numbering, ascending.
    QList<int> selectedRows() const;
    /// Selects this row of the model and makes it the current one, in sight.
    void selectRow(int row);

    /// How the columns share the width; the stretched one takes what is left over.
    void fitColumns(const QList<ColumnRange> &ranges);
    /// Is always tall enough for its rows, as many as there are between these two numbers; scrolls by
    /// itself beyond.
    void keepInSight(int leastRows, int mostRows);

    /// No taller than it must be: whoever lays it out gives it what is left.
    QSize sizeHint() const override;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void buildView(QAbstractItemModel *model, int stretched);
    void updateEmpty();
    void updateHeight();

    TableFilter m_filter;
    QBoxLayout *m_head;
    QLineEdit *m_field;
    QShortcut *m_find;
    QTableView *m_view;
    CellDelegate *m_delegate;
    QLabel *m_empty;
    QString m_emptyWords;
    const int m_stretched;
    int m_leastRows = 0;
    int m_mostRows = 0;
};

} // namespace Lanroom
