// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qcollator.h>
#include <QtCore/qsortfilterproxymodel.h>

namespace Lanroom {

/// Sorts one of the window's models by its raw values and keeps the rows in which some column
/// holds the words typed into a filter field (each of them somewhere, in any order, any case).
class TableFilter : public QSortFilterProxyModel
{
    Q_OBJECT
public:
    explicit TableFilter(QObject *parent = nullptr);

    void setWords(const QString &typed);

protected:
    bool lessThan(const QModelIndex &left, const QModelIndex &right) const override;
    bool filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const override;

private:
    QStringList m_words;
    QCollator m_collator; // as people count: Room 2 before Room 10
};

} // namespace Lanroom
