// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/details_page.h"

#include "base/clock.h"
#include "server/server.h"
#include "ui/models/bounds_in_words.h"
#include "ui/models/plain_text.h"
#include "ui/widgets/filtered_table.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/page_scroll.h"
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

namespace {

constexpr int kBeside = 640; // in less width there are the gateways below the rate
constexpr int kState = 112;  // "Not in use" is never cut

} // namespace

DetailsPage::DetailsPage(Server &server, LogModel &log, QWidget *parent)
    : QWidget(parent), m_server(server), m_rateModel(server.traffic(), systemClock()),
      m_servicesModel(server.workers()), m_gatewaysModel(server.workers()),
      m_scroll(new PageScroll(this)), m_top(new QHBoxLayout), m_rate(new QLabel(this)),
      m_graph(new SparkLine(this)), m_bounds(new QLabel(this)), m_failed(new Notice(this)),
      m_services(
          new FilteredTable(tr("Ser&vices"), &m_servicesModel, ServicesModel::LastError, this)),
      m_gateways(
          new FilteredTable(tr("&Gateways"), &m_gatewaysModel, GatewaysModel::Restarts, this)),
      m_update(new QPushButton(tr("U&pdate"), this)), m_restart(new QPushButton(tr("Restar&t"), this))
{
    buildServices();
    buildGateways();
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    m_top->setSpacing(16);
    m_top->addWidget(buildRate(), 2);
    m_top->addWidget(m_gateways, 5);
    QVBoxLayout *column = m_scroll->column();
    column->addLayout(m_top, 9);
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
    // What could not be done was the last run's, or comes before what is done now.
    connect(&server, &Server::stateChanged, m_failed, &QWidget::hide);
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
    view->setObjectName(QStringLiteral("services"));
    view->setAccessibleName(tr("Services"));
    view->setSelectionMode(QTableView::SingleSelection);
    m_services->fitColumns({{}, {}, {kState, 0}, {}, {}, {}});
    m_services->keepInSight(2, 8);
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

void DetailsPage::buildGateways()
{
    m_gateways->hideFilter();
    QTableView *view = m_gateways->view();
    view->setObjectName(QStringLiteral("gateways"));
    view->setAccessibleName(tr("Gateways"));
    view->setSelectionMode(QTableView::SingleSelection);
    m_gateways->fitColumns({{}, {kState, 0}, {}, {}, {}});
    m_gateways->keepInSight(2, 4);
}

QWidget *DetailsPage::buildLog(LogModel &log)
{
    auto *table = new FilteredTable(tr("&Log"), &log, LogModel::Text, this);
    table->setEmptyWords(tr("Nothing to report."));
    QTableView *view = table->view();
    view->setObjectName(QStringLiteral("log"));
    view->setAccessibleName(tr("Log"));
    table->fitColumns({{80, 90}, {86, 100}, {100, 150}, {160, 160}});
    view->verticalHeader()->setDefaultSectionSize(28);
    table->keepInSight(5, 5);
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

void DetailsPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_top->setDirection(width() < kBeside ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
}

void DetailsPage::showFailedService()
{
    for (int row = 0; row < m_servicesModel.rowCount(); ++row) {
        if (m_servicesModel.at(row).state != QLatin1StringView("failed"))
            continue;
        m_services->selectRow(row);
        m_services->view()->setFocus();
        m_scroll->showLater(m_services);
        return;
    }
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
