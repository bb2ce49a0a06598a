// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/details_page.h"

#include "base/clock.h"
#include "server/server.h"
#include "ui/models/bounds_in_words.h"
#include "ui/models/plain_text.h"
#include "ui/widgets/filtered_table.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/spark_line.h"

#include <QtCore/qcbormap.h>
#include <QtCore/qlocale.h>
#include <QtCore/qpointer.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qscrollbar.h>
#include <QtWidgets/qtableview.h>

namespace Lanroom {

DetailsPage::DetailsPage(Server &server, LogModel &log, QWidget *parent)
    : QWidget(parent), m_server(server), m_rateModel(server.traffic(), systemClock()),
      m_servicesModel(server.workers()), m_gatewaysModel(server.workers()),
      m_rate(new QLabel(this)), m_graph(new SparkLine(this)), m_bounds(new QLabel(this)),
      m_failed(new Notice(this)),
      m_services(
          new FilteredTable(tr("Ser&vices"), &m_servicesModel, ServicesModel::LastError, this)),
      m_gateways(
          new FilteredTable(tr("&Gateways"), &m_gatewaysModel, GatewaysModel::Restarts, this)),
      m_update(new QPushButton(tr("U&pdate"), this)), m_restart(new QPushButton(tr("Restar&t"), this))
{
    buildServices();
    m_gateways->hideFilter();
    m_gateways->view()->setAccessibleName(tr("Gateways"));
    m_gateways->view()->setSelectionMode(QTableView::SingleSelection);
    QHeaderView *header = m_gateways->view()->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(GatewaysModel::Restarts, QHeaderView::Stretch);

    auto *top = new QHBoxLayout;
    top->setSpacing(16);
    top->addWidget(buildRate(), 3);
    top->addWidget(m_gateways, 5);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(16);
    column->addLayout(top, 9);
    column->addWidget(m_bounds);
    column->addWidget(m_failed);
    column->addWidget(m_services, 11);
    column->addWidget(buildLog(log), 12);
    connect(&m_rateModel, &TrafficRate::changed, this, &DetailsPage::updateRate);
    updateRate();
    m_bounds->setObjectName(QStringLiteral("bounds"));
    m_bounds->setTextFormat(Qt::PlainText);
    m_bounds->setWordWrap(true);
    connect(&server.traffic(), &Traffic::changed, this, &DetailsPage::updateBounds);
    updateBounds();
}

QWidget *DetailsPage::buildRate()
{
    QFont large = m_rate->font();
    large.setPixelSize(28);
    large.setWeight(QFont::Bold);
    m_rate->setFont(large);
    auto *caption = new QLabel(tr("messages a second"), this);
    caption->setProperty("look", QStringLiteral("soft"));
    m_graph->setAccessibleName(tr("Messages a second in the last minute"));

    auto *card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(16, 10, 14, 12);
    column->setSpacing(0);
    column->addWidget(m_rate);
    column->addWidget(caption);
    column->addWidget(m_graph, 1);
    return card;
}

void DetailsPage::buildServices()
{
    m_failed->hide();
    m_services->hideFilter();
    m_update->setToolTip(tr("Starts the service's program anew while everyone stays connected"));
    m_restart->setToolTip(tr("Ends the service's program and starts it anew"));
    m_services->addTool(m_update);
    m_services->addTool(m_restart);
    m_services->setEmptyWords(tr("Services appear here after Start."));
    QTableView *view = m_services->view();
    view->setAccessibleName(tr("Services"));
    view->setSelectionMode(QTableView::SingleSelection);
    QHeaderView *header = view->horizontalHeader();
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ServicesModel::LastError, QHeaderView::Stretch);
    connect(view->selectionModel(), &QItemSelectionModel::selectionChanged, this,
            &DetailsPage::updateTools);
    connect(m_update, &QPushButton::clicked, this, [this] {
        ask(&Workers::updateService, tr("“%1” could not be updated"));
    });
    connect(m_restart, &QPushButton::clicked, this, [this] {
        ask(&Workers::restartService, tr("“%1” could not be restarted"));
    });
    updateTools();
}

QWidget *DetailsPage::buildLog(LogModel &log)
{
    auto *table = new FilteredTable(tr("&Log"), &log, LogModel::Text, this);
    table->setEmptyWords(tr("Nothing to report."));
    QTableView *view = table->view();
    view->setAccessibleName(tr("Log"));
    view->horizontalHeader()->resizeSection(LogModel::Time, 90);
    view->horizontalHeader()->resizeSection(LogModel::Level, 100);
    view->horizontalHeader()->resizeSection(LogModel::Source, 150);
    view->verticalHeader()->setDefaultSectionSize(28);
    view->sortByColumn(-1, Qt::AscendingOrder); // as they came, until a column is clicked
    // Follows the newest line while the newest line is in sight.
    QScrollBar *bar = view->verticalScrollBar();
    connect(bar, &QScrollBar::rangeChanged, view, [view, bar, last = 0](int, int most) mutable {
        if (bar->value() >= last)
            view->scrollToBottom();
        last = most;
    });
    return table;
}

void DetailsPage::updateRate()
{
    const double now = m_rateModel.now();
    m_rate->setText(QLocale().toString(now, 'f', now > 0 && now < 10 ? 1 : 0));
    m_graph->setValues(m_rateModel.history());
}

void DetailsPage::updateBounds()
{
    const QString words = boundsInWords(m_server.traffic().total().bounds);
    m_bounds->setText(words);
    m_bounds->setVisible(!words.isEmpty());
}

void DetailsPage::updateTools()
{
    const bool selected = m_services->view()->selectionModel()->hasSelection();
    m_update->setEnabled(selected);
    m_restart->setEnabled(selected);
}

/// Lets the server do something with the selected service; problem says in words that it could not.
void DetailsPage::ask(void (Workers::*what)(const QString &, const CommandDone &), const QString &problem)
{
    const QList<int> selected = m_services->selectedRows();
    if (selected.isEmpty())
        return;
    m_failed->hide();
    const QString name = m_servicesModel.at(selected.first()).name;
    const QPointer<DetailsPage> self(this);
    (m_server.workers().*what)(name, [self, name, problem](const Result<QCborMap> &done) {
        if (!self || done.ok())
            return;
        self->m_failed->say(Notice::Mood::Bad, problem.arg(name), oneLine(done.error().message));
        self->m_failed->show();
    });
}

} // namespace Lanroom
