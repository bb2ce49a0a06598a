// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/filtered_table.h"

#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QtCore/qcoreevent.h>
#include <QtGui/qshortcut.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qtableview.h>

#include <algorithm>

namespace Lanroom {

FilteredTable::FilteredTable(const QString &title, QAbstractItemModel *model, int stretched,
                             QWidget *parent)
    : QFrame(parent), m_head(new QHBoxLayout), m_field(new QLineEdit(this)),
      m_find(new QShortcut(QKeySequence::Find, this)), m_view(new QTableView(this)),
      m_delegate(new CellDelegate(m_view)), m_empty(new QLabel(m_view)), m_stretched(stretched)
{
    setProperty("look", QStringLiteral("card"));
    buildView(model, stretched);

    auto *heading = new QLabel(title, this);
    heading->setProperty("look", QStringLiteral("title"));
    heading->setBuddy(m_view);
    m_field->setPlaceholderText(tr("Filter"));
    m_field->setAccessibleName(tr("Filter: %1").arg(QString(title).remove(u'&')));
    m_field->setClearButtonEnabled(true);
    m_field->setMaximumWidth(240);
    connect(m_find, &QShortcut::activated, m_field, [this] { m_field->setFocus(); });
    connect(m_field, &QLineEdit::textChanged, &m_filter, &TableFilter::setWords);

    m_head->setContentsMargins(16, 10, 12, 6);
    m_head->setSpacing(8);
    m_head->addWidget(heading);
    m_head->addStretch();
    m_head->addWidget(m_field);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(1, 1, 1, 8);
    column->setSpacing(0);
    column->addLayout(m_head);
    column->addWidget(m_view, 1);

    m_empty->setProperty("look", QStringLiteral("soft"));
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setMargin(24);
    m_view->viewport()->installEventFilter(this);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) {
        connect(&m_filter, signal, this, &FilteredTable::updateEmpty);
        connect(&m_filter, signal, this, &FilteredTable::updateHeight);
        connect(model, signal, this, &FilteredTable::updateEmpty); // of rows that the filter holds back, too
    }
    connect(m_field, &QLineEdit::textChanged, this, &FilteredTable::updateEmpty);
}

void FilteredTable::buildView(QAbstractItemModel *model, int stretched)
{
    m_filter.setSourceModel(model);
    m_view->setModel(&m_filter);
    m_view->setItemDelegate(m_delegate);
    m_view->setSelectionBehavior(QTableView::SelectRows);
    m_view->setSelectionMode(QTableView::ExtendedSelection);
    m_view->setEditTriggers(QTableView::NoEditTriggers);
    m_view->setShowGrid(false);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setTabKeyNavigation(false); // Tab goes on to the next thing, arrows move inside
    m_view->setHorizontalScrollMode(QTableView::ScrollPerPixel);
    m_view->setVerticalScrollMode(QTableView::ScrollPerPixel);
    m_view->setWordWrap(false);
    m_view->setSortingEnabled(true);
    m_view->verticalHeader()->hide();
    m_view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_view->verticalHeader()->setDefaultSectionSize(qMax(38, fontMetrics().height() + 16));
    QHeaderView *header = m_view->horizontalHeader();
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(60);
    header->setSectionResizeMode(stretched, QHeaderView::Stretch);
    m_view->sortByColumn(0, Qt::AscendingOrder);
}

void FilteredTable::setEmptyWords(const QString &words)
{
    m_emptyWords = words;
    updateEmpty();
}

void FilteredTable::setPersonColumn(int column)
{
    m_delegate->setPersonColumn(column);
}

void FilteredTable::addTool(QWidget *tool)
{
    m_head->addWidget(tool);
}

void FilteredTable::hideFilter()
{
    m_field->hide();
    m_find->setEnabled(false);
}

QList<int> FilteredTable::selectedRows() const
{
    QList<int> rows;
    const QModelIndexList selected = m_view->selectionModel()->selectedRows();
    for (const QModelIndex &index : selected)
        rows.append(m_filter.mapToSource(index).row());
    std::sort(rows.begin(), rows.end());
    return rows;
}

void FilteredTable::selectRow(int row)
{
    const QModelIndex index = m_filter.mapFromSource(m_filter.sourceModel()->index(row, 0));
    if (!index.isValid())
        return; // filtered out
    m_view->selectRow(index.row());
    m_view->scrollTo(index);
}

void FilteredTable::fitColumns(const QList<ColumnRange> &ranges)
{
    new ColumnFit(m_view, m_stretched, ranges); // the view's
}

void FilteredTable::keepInSight(int leastRows, int mostRows)
{
    m_leastRows = leastRows;
    m_mostRows = mostRows;
    updateHeight();
}

void FilteredTable::updateHeight()
{
    if (m_mostRows == 0)
        return;
    const int rows = std::clamp(m_filter.rowCount(), m_leastRows, m_mostRows);
    m_view->setMinimumHeight(m_view->horizontalHeader()->sizeHint().height() +
                             rows * m_view->verticalHeader()->defaultSectionSize());
}

QSize FilteredTable::sizeHint() const
{
    return {QFrame::sizeHint().width(), minimumSizeHint().height()};
}

bool FilteredTable::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_view->viewport() && event->type() == QEvent::Resize) {
        m_empty->setGeometry(m_view->viewport()->geometry());
        updateHeight(); // the style sheet may have made the header taller
    }
    return QFrame::eventFilter(watched, event);
}

void FilteredTable::updateEmpty()
{
    // The words tell, and not the model: it still counts a row while that goes.
    const bool filtered = !m_field->text().trimmed().isEmpty() && m_filter.sourceModel()->rowCount() > 0;
    m_empty->setText(filtered ? tr("Nothing here has these words.") : m_emptyWords);
    m_empty->setVisible(m_filter.rowCount() == 0);
}

} // namespace Lanroom
