// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>
#include <QtCore/qset.h>

class QTableView;

namespace Lanroom {

/// How wide a column of a table may be, in pixels. Its header is always seen whole, so least 0 means as
/// wide as that; most 0 means as wide as what stands in it.
struct ColumnRange
{
    int least = 0;
    int most = 0;
};

/// Shares the width of a table among its columns, so that none lies beyond its edge: each has its most
/// where there is room, and all give up alike where there is not, down to their least. One column takes
/// what is left over. A column whose edge was dragged keeps its width. Owned by the table.
class ColumnFit : public QObject
{
    Q_OBJECT
public:
    /// ranges: one for each column; stretched has what is left over, and its least.
    ColumnFit(QTableView *view, int stretched, const QList<ColumnRange> &ranges);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();
    int headerNeeds(int column) const;
    QList<ColumnRange> rangesNow() const;

    QTableView *m_view;
    const int m_stretched;
    const QList<ColumnRange> m_ranges;
    QSet<int> m_dragged;
    bool m_fitting = false;
};

} // namespace Lanroom
