// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/table_filter.h"

#include "ui/models/roles.h"

#include <algorithm>

namespace Lanroom {

TableFilter::TableFilter(QObject *parent) : QSortFilterProxyModel(parent)
{
    setSortRole(SortRole);
    setSortCaseSensitivity(Qt::CaseInsensitive);
    setSortLocaleAware(true);
}

void TableFilter::setWords(const QString &typed)
{
    m_words = typed.split(u' ', Qt::SkipEmptyParts);
    invalidateFilter();
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
