// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/rooms_page.h"

#include "ui/models/plain_text.h"
#include "ui/widgets/cell_delegate.h"
#include "ui/widgets/filtered_table.h"

#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlistwidget.h>
#include <QtWidgets/qtableview.h>

namespace Lanroom {

namespace {

constexpr qsizetype kMembersShown = 500; // of one room; more are counted in the table

} // namespace

RoomsPage::RoomsPage(Rooms &rooms, Clients &clients, QWidget *parent)
    : QWidget(parent), m_model(rooms, clients),
      m_table(new FilteredTable(tr("&Rooms"), &m_model, RoomsModel::Who, this)),
      m_title(new QLabel(this)), m_members(new QListWidget(this))
{
    m_table->setEmptyWords(tr("No rooms yet. They appear as people make them."));
    QTableView *view = m_table->view();
    view->setAccessibleName(tr("Rooms"));
    view->setSelectionMode(QTableView::SingleSelection);
    m_table->fitColumns({{90, 170}, {60, 90}, {60, 80}, {60, 60}});

    auto *card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    card->setFixedWidth(190);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_title->setProperty("look", QStringLiteral("title"));
    m_title->setContentsMargins(16, 0, 16, 0);
    m_members->setFrameShape(QFrame::NoFrame);
    m_members->setAccessibleName(tr("Who is in the selected room"));
    m_members->setSelectionMode(QListWidget::NoSelection);
    auto *delegate = new CellDelegate(m_members);
    delegate->setPersonColumn(0);
    m_members->setItemDelegate(delegate);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(1, 16, 1, 8);
    inside->addWidget(m_title);
    inside->addWidget(m_members, 1);

    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(28, 24, 28, 24);
    row->setSpacing(16);
    row->addWidget(m_table, 1);
    row->addWidget(card);

    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &RoomsPage::updateMembers);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &RoomsPage::updateMembers);
    updateMembers();
}

void RoomsPage::updateMembers()
{
    const QList<int> selected = m_table->selectedRows();
    QStringList names;
    if (!selected.isEmpty())
        names = m_model.at(selected.first()).names.mid(0, kMembersShown);
    QStringList shown;
    for (int i = 0; i < m_members->count(); ++i)
        shown.append(m_members->item(i)->text());
    m_title->setText(selected.isEmpty()
                         ? tr("Choose a room to see who is in it")
                         : m_model.index(selected.first(), RoomsModel::Title).data().toString());
    if (shown == names)
        return; // the list keeps its place
    m_members->clear();
    m_members->addItems(names);
}

} // namespace Lanroom
