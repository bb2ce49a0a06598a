// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qabstractitemmodel.h>
#include <QtCore/qhash.h>
#include <QtCore/qlist.h>

#include <utility>

namespace Lanroom {

/// A table model over snapshots: given the whole new state it tells its views only what differs, so
/// selection, scroll position and editors survive, and an unchanged snapshot costs a comparison.
/// Rows keep their place; new ones come last: order is the business of a sorting proxy.
/// Row is comparable; Key names a row for its whole life. Of rows with the same key the first is shown.
/// Window's thread only.
template <typename Row, typename Key> class SnapshotTable : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_rows.size());
    }
    const Row &at(int row) const { return m_rows.at(row); }

protected:
    virtual Key keyOf(const Row &row) const = 0;

    /// Makes fresh the model's content.
    void take(const QList<Row> &fresh)
    {
        QHash<Key, qsizetype> places;
        places.reserve(fresh.size());
        for (qsizetype i = 0; i < fresh.size(); ++i) {
            const Key key = keyOf(fresh.at(i));
            if (!places.contains(key))
                places.insert(key, i);
        }
        removeMissing(places);
        updateChanged(fresh, places);
        appendNew(fresh, places);
    }

private:
    void removeMissing(const QHash<Key, qsizetype> &places)
    {
        // Backwards, a run of neighbours at a time.
        for (qsizetype last = m_rows.size() - 1; last >= 0; --last) {
            qsizetype first = last;
            while (first >= 0 && !places.contains(keyOf(m_rows.at(first))))
                --first;
            if (first == last)
                continue;
            beginRemoveRows({}, int(first + 1), int(last));
            m_rows.remove(first + 1, last - first);
            endRemoveRows();
            last = first;
        }
    }

    /// What is left in places afterwards is new.
    void updateChanged(const QList<Row> &fresh, QHash<Key, qsizetype> &places)
    {
        qsizetype first = -1; // of the run of changed rows that ends at i
        for (qsizetype i = 0; i < m_rows.size(); ++i) {
            const Row &row = fresh.at(places.take(keyOf(m_rows.at(i))));
            const bool changed = !(m_rows.at(i) == row);
            if (changed) {
                m_rows[i] = row;
                first = first < 0 ? i : first;
            } else if (first >= 0) {
                announce(first, i - 1);
                first = -1;
            }
        }
        if (first >= 0)
            announce(first, m_rows.size() - 1);
    }

    void appendNew(const QList<Row> &fresh, const QHash<Key, qsizetype> &places)
    {
        if (places.isEmpty())
            return;
        beginInsertRows({}, int(m_rows.size()), int(m_rows.size() + places.size() - 1));
        for (qsizetype i = 0; i < fresh.size(); ++i) {
            if (places.value(keyOf(fresh.at(i)), -1) == i)
                m_rows.append(fresh.at(i));
        }
        endInsertRows();
    }

    void announce(qsizetype first, qsizetype last)
    {
        Q_EMIT dataChanged(index(int(first), 0), index(int(last), columnCount() - 1));
    }

    QList<Row> m_rows;
};

} // namespace Lanroom
