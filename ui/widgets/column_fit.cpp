// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/column_fit.h"

#include <QtCore/qcoreevent.h>
#include <QtCore/qscopedvaluerollback.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qtableview.h>

#include <algorithm>

namespace Lanroom {

namespace {

constexpr int kPadding = 24; // as the style sheet has it, and a pixel or two
constexpr int kArrow = 20;   // of the column that is sorted by

} // namespace

ColumnFit::ColumnFit(QTableView *view, int stretched, const QList<ColumnRange> &ranges)
    : QObject(view), m_view(view), m_stretched(stretched), m_ranges(ranges)
{
    view->viewport()->installEventFilter(this);
    connect(view->horizontalHeader(), &QHeaderView::sectionResized, this, [this](int column) {
        if (!m_fitting && column != m_stretched)
            m_dragged.insert(column);
    });
    connect(view->horizontalHeader(), &QHeaderView::sortIndicatorChanged, this, &ColumnFit::fit);
    const bool byContents = std::any_of(ranges.begin(), ranges.end(),
                                        [](const ColumnRange &range) { return range.most == 0; });
    if (!byContents)
        return;
    const QAbstractItemModel *model = view->model();
    connect(model, &QAbstractItemModel::rowsInserted, this, &ColumnFit::fit);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &ColumnFit::fit);
    connect(model, &QAbstractItemModel::dataChanged, this, &ColumnFit::fit);
}

bool ColumnFit::eventFilter(QObject *watched, QEvent *event)
{
    // At the first showing, too: only then the header has its font.
    if (event->type() == QEvent::Resize || event->type() == QEvent::Show)
        fit();
    return QObject::eventFilter(watched, event);
}

/// Not QHeaderView's own sectionSizeHint(), which has room for the arrow in every column at once.
int ColumnFit::headerNeeds(int column) const
{
    const QHeaderView *header = m_view->horizontalHeader();
    QFont bold = header->font();
    bold.setBold(true);
    const QString title = m_view->model()->headerData(column, Qt::Horizontal).toString();
    const bool sorted = header->isSortIndicatorShown() && header->sortIndicatorSection() == column;
    return QFontMetrics(bold).horizontalAdvance(title) + kPadding + (sorted ? kArrow : 0);
}

QList<ColumnRange> ColumnFit::rangesNow() const
{
    const QHeaderView *header = m_view->horizontalHeader();
    const QAbstractItemView *view = m_view; // where asking for a column's width is public
    QList<ColumnRange> ranges = m_ranges;
    for (int column = 0; column < ranges.size(); ++column) {
        ColumnRange &range = ranges[column];
        if (m_dragged.contains(column)) {
            range.least = range.most = header->sectionSize(column);
            continue;
        }
        range.least = std::max({range.least, headerNeeds(column), header->minimumSectionSize()});
        if (column == m_stretched)
            range.most = range.least;
        else if (range.most == 0)
            range.most = view->sizeHintForColumn(column);
        range.most = std::max(range.least, range.most);
    }
    return ranges;
}

void ColumnFit::fit()
{
    const QScopedValueRollback<bool> fitting(m_fitting, true);
    const QList<ColumnRange> ranges = rangesNow();
    int least = 0;
    int most = 0;
    for (const ColumnRange &range : ranges) {
        least += range.least;
        most += range.most;
    }
    const int spare = std::clamp(m_view->viewport()->width() - least, 0, most - least);
    const double share = most > least ? double(spare) / (most - least) : 1;
    for (int column = 0; column < ranges.size(); ++column) {
        if (column == m_stretched)
            continue; // the header gives it the rest
        const ColumnRange &range = ranges.at(column);
        m_view->horizontalHeader()->resizeSection(column, range.least + int((range.most - range.least) * share));
    }
}

} // namespace Lanroom
