// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "ui/models/plain_text.h"
#include "ui/models/roles.h"
#include "ui/models/snapshot_table.h"

#include <utility>

namespace Lanroom {

/// A SnapshotTable whose columns stand in one table, each with its title and how a row fills it. A model
/// lists them in the order of its Column enum. Window's thread only.
template <typename Row, typename Key> class ColumnTable : public SnapshotTable<Row, Key>
{
public:
    struct ColumnSpec
    {
        QString title;
        QString (*words)(const Row &row);
        QVariant (*raw)(const Row &row) = nullptr;  // what it is sorted by; else the words
        QString (*state)(const Row &row) = nullptr; // for the dot before the words
    };

    ColumnTable(QList<ColumnSpec> columns, QObject *parent)
        : SnapshotTable<Row, Key>(parent), m_columns(std::move(columns))
    {
    }

    int columnCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : int(m_columns.size());
    }

    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!this->checkIndex(index, QAbstractItemModel::CheckIndexOption::IndexIsValid))
            return {};
        const Row &row = this->at(index.row());
        const ColumnSpec &column = m_columns.at(index.column());
        switch (role) {
        case Qt::DisplayRole:
            return column.words(row);
        case Qt::ToolTipRole: // a cell may be too narrow for its words
            return plainToolTip(column.words(row));
        case SortRole:
            return column.raw ? column.raw(row) : QVariant(column.words(row));
        case StateRole:
            return column.state ? QVariant(column.state(row)) : QVariant();
        default:
            return {};
        }
    }

    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return QAbstractTableModel::headerData(section, orientation, role);
        return section >= 0 && section < m_columns.size() ? QVariant(m_columns.at(section).title)
                                                          : QVariant();
    }

private:
    const QList<ColumnSpec> m_columns;
};

} // namespace Lanroom
