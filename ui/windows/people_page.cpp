// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/people_page.h"

#include "ui/models/plain_text.h"
#include "ui/widgets/filtered_table.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/notice.h"

#include <QtCore/qcbormap.h>
#include <QtCore/qpointer.h>
#include <QtGui/qaction.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qtableview.h>

namespace Lanroom {

PeoplePage::PeoplePage(Clients &clients, QWidget *parent)
    : QWidget(parent), m_clients(clients), m_model(clients), m_failed(new Notice(this)),
      m_table(new FilteredTable(tr("&Connected now"), &m_model, PeopleModel::Room, this)),
      m_sendAway(new QAction(tr("Send &away…"), this)),
      m_button(new QPushButton(m_sendAway->text(), this))
{
    m_table->setEmptyWords(tr("Nobody is here yet. Whoever opens the address appears at once."));
    m_table->setPersonColumn(PeopleModel::Name);
    m_table->addTool(m_button);
    m_failed->hide();
    QTableView *view = m_table->view();
    view->setAccessibleName(tr("Connected now"));
    m_table->fitColumns({{144, 180}, {112, 130}, {100, 190}, {70, 70}, {60, 90}});
    view->sortByColumn(PeopleModel::Since, Qt::AscendingOrder);

    m_sendAway->setShortcut(QKeySequence::Delete);
    m_sendAway->setShortcutContext(Qt::WidgetShortcut);
    view->addAction(m_sendAway);
    view->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_button->setProperty("look", QStringLiteral("danger"));
    m_button->setToolTip(tr("Delete"));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(16);
    column->addWidget(m_failed);
    column->addWidget(m_table, 1);

    connect(m_sendAway, &QAction::triggered, this, &PeoplePage::askToSendAway);
    connect(m_button, &QPushButton::clicked, this, &PeoplePage::askToSendAway);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &PeoplePage::updateAction);
    connect(&clients, &Clients::changed, this, [this] {
        if (m_clients.count() == 0)
            m_failed->hide(); // whoever it was has gone
    });
    updateAction();
}

QList<ClientRow> PeoplePage::selected() const
{
    QList<ClientRow> people;
    for (const int row : m_table->selectedRows())
        people.append(m_model.at(row));
    return people;
}

void PeoplePage::updateAction()
{
    const bool any = m_table->view()->selectionModel()->hasSelection();
    m_sendAway->setEnabled(any);
    m_button->setEnabled(any);
}

void PeoplePage::askToSendAway()
{
    // Whom it is about is settled now, whoever comes and goes while the question stands.
    const QList<ClientRow> people = selected();
    if (people.isEmpty())
        return;
    const QString who = people.size() == 1
                            ? tr("Send “%1” away?").arg(PeopleModel::nameOf(people.first()))
                            : tr("Send %n people away?", nullptr, int(people.size()));
    auto *box =
        new QMessageBox(QMessageBox::NoIcon, tr("Send away"), who, QMessageBox::Cancel, this);
    box->setObjectName(QStringLiteral("sendAwayQuestion"));
    box->setTextFormat(Qt::PlainText);
    box->setIconPixmap(programIcon().pixmap(QSize(48, 48), devicePixelRatioF()));
    box->setInformativeText(tr("Their page says so and closes. They can come in again."));
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(tr("Send &away"), QMessageBox::AcceptRole);
    box->setDefaultButton(QMessageBox::Cancel);
    connect(yes, &QPushButton::clicked, this, [this, people] { sendAway(people); });
    box->open();
}

void PeoplePage::sendAway(const QList<ClientRow> &people)
{
    m_failed->hide();
    for (const ClientRow &person : people) {
        const QPointer<PeoplePage> self(this);
        const QString name = PeopleModel::nameOf(person);
        m_clients.kick(person.id, [self, name](const Result<QCborMap> &done) {
            // Whoever has gone meanwhile is where the operator wants them.
            if (!self || done.ok() || done.error().code == ErrorCode::NotFound)
                return;
            self->m_failed->say(Notice::Mood::Bad, tr("“%1” could not be sent away").arg(name),
                                oneLine(done.error().message));
            self->m_failed->show();
        });
    }
}

} // namespace Lanroom
