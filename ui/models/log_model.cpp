// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/log_model.h"

#include "ui/models/plain_text.h"
#include "ui/models/roles.h"

#include <QtCore/qdatetime.h>

namespace Lanroom {

namespace {

/// For the state dot: a line's level as a worker's state would be coloured.
QString levelState(QtMsgType level)
{
    switch (level) {
    case QtCriticalMsg:
    case QtFatalMsg:
        return QStringLiteral("failed");
    case QtWarningMsg:
        return QStringLiteral("restarting");
    default:
        return QStringLiteral("idle");
    }
}

} // namespace

void LogModel::append(const QList<LogLine> &lines)
{
    const qsizetype fresh = qMin<qsizetype>(lines.size(), kMostLines);
    if (fresh == 0)
        return;
    const int surplus = int(qsizetype(m_lines.size()) + fresh - kMostLines);
    if (surplus > 0) {
        beginRemoveRows({}, 0, surplus - 1);
        m_lines.erase(m_lines.begin(), m_lines.begin() + surplus);
        endRemoveRows();
    }
    beginInsertRows({}, int(m_lines.size()), int(qsizetype(m_lines.size()) + fresh - 1));
    m_lines.insert(m_lines.end(), lines.end() - fresh, lines.end());
    endInsertRows();
}

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_lines.size());
}

int LogModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const LogLine &line = m_lines.at(std::size_t(index.row()));
    switch (role) {
    case Qt::DisplayRole:
        return words(line, index.column());
    case Qt::ToolTipRole: // a cell may be too narrow for its words
        return plainToolTip(words(line, index.column()));
    case SortRole:
        if (index.column() == Time)
            return line.wallMs;
        return words(line, index.column());
    case StateRole:
        return index.column() == Level ? QVariant(levelState(line.level)) : QVariant();
    default:
        return {};
    }
}

QString LogModel::words(const LogLine &line, int column)
{
    switch (column) {
    case Time:
        return QDateTime::fromMSecsSinceEpoch(line.wallMs).time().toString(u"HH:mm:ss");
    case Level:
        switch (line.level) {
        case QtDebugMsg:
            return tr("Debug");
        case QtInfoMsg:
            return tr("Info");
        case QtWarningMsg:
            return tr("Warning");
        case QtCriticalMsg:
        case QtFatalMsg:
            return tr("Error");
        }
        return {};
    case Source:
        return oneLine(line.source, 60);
    case Text:
        return oneLine(line.text, 1000);
    default:
        return {};
    }
}

QVariant LogModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return QAbstractTableModel::headerData(section, orientation, role);
    switch (section) {
    case Time:
        return tr("Time");
    case Level:
        return tr("Level");
    case Source:
        return tr("From");
    case Text:
        return tr("Message");
    default:
        return {};
    }
}

} // namespace Lanroom
