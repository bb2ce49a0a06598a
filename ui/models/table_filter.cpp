// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/table_filter.h"

#include "ui/models/roles.h"

#include <algorithm>

namespace Lanroom {

// The C locale compares bytes, and knows no numbers in them.
TableFilter::TableFilter(QObject *parent)
    : QSortFilterProxyModel(parent),
      m_collator(QLocale().language() == QLocale::C ? QLocale(QLocale::English) : QLocale())
{
    setSortRole(SortRole);
    m_collator.setCaseSensitivity(Qt::CaseInsensitive);
    m_collator.setNumericMode(true);
}

void TableFilter::setWords(const QString &typed)
{
    m_words = typed.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
}

bool TableFilter::lessThan(const QModelIndex &left, const QModelIndex &right) const
{
    const QVariant one = left.data(SortRole);
    const QVariant other = right.data(SortRole);
    if (one.metaType().id() == QMetaType::QString && other.metaType().id() == QMetaType::QString)
        return m_collator.compare(one.toString(), other.toString()) < 0;
    return QSortFilterProxyModel::lessThan(left, right);
}

bool TableFilter::filterAcceptsRow(int sourceRow, const QModelIndex &sourceParent) const
{
    const auto inSomeColumn = [&](const QString &word) {
        for (int column = 0; column < sourceModel()->columnCount(sourceParent); ++column) {
            const QModelIndex cell = sourceModel()->index(sourceRow, column, sourceParent);
            if (cell.data().toString().contains(word, Qt::CaseInsensitive))
                return true;
        }
        return false;
    };
    return std::all_of(m_words.begin(), m_words.end(), inSomeColumn);
}

} // namespace Lanroom
