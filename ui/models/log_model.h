// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "ui/models/log_sink.h"

#include <QtCore/qabstractitemmodel.h>

#include <deque>

namespace Lanroom {

/// The latest lines of the log, oldest first; at most kMostLines, then the oldest go. Window's
/// thread; lines come by append(), usually from a LogSink.
class LogModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Level, Source, Text, ColumnCount };
    static constexpr int kMostLines = 2000;

    using QAbstractTableModel::QAbstractTableModel;

    void append(const QList<LogLine> &lines);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation,
                        int role = Qt::DisplayRole) const override;

private:
    static QString words(const LogLine &line, int column);

    std::deque<LogLine> m_lines;
};

} // namespace Lanroom
