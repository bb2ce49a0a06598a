// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/main_window.h"

#include "server/clients.h"
#include "server/rooms.h"
#include "server/workers.h"
#include "ui/models/attendance.h"
#include "ui/models/plain_text.h"
#include "ui/models/settings_store.h"
#include "ui/models/start_problem.h"
#include "ui/models/worker_state.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/nav_bar.h"
#include "ui/widgets/theme.h"
#include "ui/windows/details_page.h"
#include "ui/windows/home_page.h"
#include "ui/windows/people_page.h"
#include "ui/windows/rooms_page.h"
#include "ui/windows/settings_page.h"
#include "ui/windows/start_page.h"

#include <QtGui/qevent.h>
#include <QtGui/qscreen.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qstackedwidget.h>

#include <algorithm>

namespace Lanroom {

namespace {

constexpr QSize kPleasant(1080, 760);
// With its frame on a projector of 800 by 600, and on a screen of 1920 by 1080 whose signs are twice as large.
constexpr QSize kSmallest(760, 380);
constexpr QSize kFrame(16, 48); // nobody knows before it is shown; as wide as any usual one

enum Whole { BeforeStart, SettingsBeforeStart, Running };

} // namespace

MainWindow::MainWindow(Server &server, SettingsStore &settings, LogModel &log)
    : m_server(server), m_settings(settings), m_whole(new QStackedWidget(this)),
      m_startPage(new StartPage(settings)), m_firstSettings(new SettingsPage(server, settings)),
      m_bar(new NavBar), m_pages(new QStackedWidget), m_home(new HomePage(server, settings)),
      m_details(new DetailsPage(server, log))
{
    setWindowTitle(tr("Lanroom"));
    setWindowIcon(programIcon());
    setMinimumSize(kSmallest);
    resize(firstSize(screen()->availableSize()));
    buildPages();
    Theme::apply(this);
    connectServer();
    showState();
}

QSize MainWindow::firstSize(QSize available)
{
    return kPleasant.boundedTo(available - kFrame).expandedTo(kSmallest);
}

void MainWindow::buildPages()
{
    const auto add = [this](const char *drawing, const QString &words, QWidget *page) {
        m_pages->addWidget(page);
        return m_bar->addPage(QLatin1StringView(drawing), words);
    };
    auto *settingsPage = new SettingsPage(m_server, m_settings);
    settingsPage->setBackVisible(false);
    add("home", tr("H&ome"), m_home);
    m_peopleButton = add("people", tr("P&eople"), new PeoplePage(m_server.clients()));
    m_roomsButton = add("rooms", tr("Roo&ms"), new RoomsPage(m_server.rooms(), m_server.clients()));
    add("details", tr("&Details"), m_details);
    add("settings", tr("Sett&ings"), settingsPage);

    auto *running = new QWidget;
    auto *row = new QHBoxLayout(running);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_bar);
    row->addWidget(m_pages, 1);
    m_whole->insertWidget(BeforeStart, m_startPage);
    m_whole->insertWidget(SettingsBeforeStart, m_firstSettings);
    m_whole->insertWidget(Running, running);
    auto *everything = new QVBoxLayout(this);
    everything->setContentsMargins(0, 0, 0, 0);
    everything->addWidget(m_whole);

    connect(m_bar, &NavBar::chosen, m_pages, &QStackedWidget::setCurrentIndex);
    connect(m_startPage, &StartPage::startRequested, this, &MainWindow::start);
    connect(m_startPage, &StartPage::settingsRequested, this,
            [this] { m_whole->setCurrentIndex(SettingsBeforeStart); });
    connect(m_firstSettings, &SettingsPage::backRequested, this,
            [this] { m_whole->setCurrentIndex(BeforeStart); });
    connect(m_home, &HomePage::stopRequested, this, &MainWindow::askBeforeStopping);
    connect(m_home, &HomePage::peopleRequested, this, [this] { m_bar->setCurrent(People); });
    connect(m_home, &HomePage::roomsRequested, this, [this] { m_bar->setCurrent(Rooms); });
    connect(m_home, &HomePage::detailsRequested, this, [this] {
        m_bar->setCurrent(Details);
        m_details->showFailedService();
    });
}

void MainWindow::connectServer()
{
    connect(&m_server, &Server::stateChanged, this, &MainWindow::showState);
    connect(&m_server, &Server::startFailed, this, &MainWindow::showFailure);
    connect(&m_server.workers(), &Workers::changed, this, &MainWindow::showProgress);
    connect(&m_server.workers(), &Workers::changed, this, &MainWindow::updateStatus);
    connect(&m_server.clients(), &Clients::changed, this, &MainWindow::updateCounts);
    connect(&m_server.rooms(), &Lanroom::Rooms::changed, this, &MainWindow::updateCounts);
}

void MainWindow::pressStart()
{
    m_startPage->press();
}

void MainWindow::start()
{
    m_server.start(m_settings.dataDir(), m_settings.effective());
}

void MainWindow::showState()
{
    switch (m_server.state()) {
    case Server::State::Stopped:
        m_startPage->showReady();
        m_whole->setCurrentIndex(BeforeStart);
        if (m_closing)
            close();
        break;
    case Server::State::Starting:
        m_whole->setCurrentIndex(BeforeStart);
        showProgress();
        break;
    case Server::State::Running:
        m_bar->setPlace(oneLine(m_server.settings().text(QLatin1StringView("place.name")), 80));
        m_home->showRunning();
        m_bar->setCurrent(Home);
        m_whole->setCurrentIndex(Running);
        break;
    case Server::State::Stopping:
        m_home->showStopping();
        break;
    }
    updateCounts();
    updateStatus();
}

void MainWindow::updateStatus()
{
    QStringList failed;
    for (const ServiceRow &service : m_server.workers().services()) {
        if (service.state == QLatin1StringView("failed") || !service.trouble.isEmpty())
            failed.append(oneLine(service.name, 40));
    }
    if (m_server.state() == Server::State::Stopping)
        m_bar->setStatus(QStringLiteral("starting"), tr("Closing…"));
    else if (failed.isEmpty())
        m_bar->setStatus(QStringLiteral("running"), tr("Open"));
    else
        m_bar->setStatus(QStringLiteral("failed"),
                         failed.size() == 1 ? tr("Open, but “%1” is not working").arg(failed.first())
                                            : tr("Open, but %n services are not working", nullptr,
                                                 int(failed.size())));
}

void MainWindow::showProgress()
{
    if (m_server.state() != Server::State::Starting)
        return;
    const auto waiting = [](const auto &worker) {
        return worker.state == QLatin1StringView("starting") ||
               worker.state == QLatin1StringView("restarting");
    };
    const QList<GatewayRow> gateways = m_server.workers().gateways();
    const QList<ServiceRow> services = m_server.workers().services();
    const auto service = std::find_if(services.begin(), services.end(), waiting);
    if (std::any_of(gateways.begin(), gateways.end(), waiting))
        m_startPage->showProgress(tr("Opening the door…"));
    else if (service != services.end())
        m_startPage->showProgress(tr("Starting “%1”…").arg(oneLine(service->name, 40)));
    else
        m_startPage->showProgress(tr("Getting ready…"));
}

void MainWindow::showFailure(const Error &error)
{
    m_startPage->showProblem(StartProblem::of(error, m_settings.effective()));
    m_whole->setCurrentIndex(BeforeStart);
}

void MainWindow::updateCounts()
{
    m_peopleButton->setCount(countPeople(m_server.clients().rows()));
    m_roomsButton->setCount(m_server.rooms().rows().size());
    // A wall on a projector is nobody, and must not go dark for all that.
    m_inhibitor.setAwake(m_server.clients().count() > 0 && m_server.state() == Server::State::Running);
}

void MainWindow::stopAndClose()
{
    m_closing = true;
    if (m_server.state() == Server::State::Stopped)
        close();
    else if (m_server.state() != Server::State::Stopping)
        m_server.stop();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (m_server.state() == Server::State::Stopped) {
        event->accept();
        Q_EMIT finished();
        return;
    }
    event->ignore();
    if (m_closing)
        return;
    if (disturbs())
        askBeforeClosing();
    else
        stopAndClose();
}

bool MainWindow::disturbs() const
{
    return m_server.state() == Server::State::Running && closingDisturbs(m_server.clients().rows());
}

void MainWindow::stop()
{
    m_server.stop();
}

void MainWindow::askBeforeStopping()
{
    if (disturbs())
        ask(QStringLiteral("stopQuestion"), tr("Stop"),
            tr("Stopping closes the place for them. What they wrote is kept."), &MainWindow::stop);
    else
        stop();
}

void MainWindow::askBeforeClosing()
{
    ask(QStringLiteral("closeQuestion"), tr("Close Lanroom"),
        tr("Closing this window closes the place for them. What they wrote is kept."),
        &MainWindow::stopAndClose);
}

void MainWindow::ask(const QString &name, const QString &title, const QString &what,
                     void (MainWindow::*then)())
{
    for (const char *standing : {"closeQuestion", "stopQuestion"}) {
        if (findChild<QMessageBox *>(QLatin1StringView(standing)))
            return;
    }
    const int people = int(countPeople(m_server.clients().rows()));
    auto *box = new QMessageBox(QMessageBox::NoIcon, title,
                                people == 0   ? tr("Other devices are connected.")
                                : people == 1 ? tr("One person is connected.")
                                              : tr("%n people are connected.", nullptr, people),
                                QMessageBox::NoButton, this);
    box->setObjectName(name);
    box->setIconPixmap(programIcon().pixmap(QSize(48, 48), devicePixelRatioF()));
    box->setInformativeText(what);
    box->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton *yes = box->addButton(tr("&Close the place"), QMessageBox::DestructiveRole);
    QPushButton *no = box->addButton(tr("&Keep it open"), QMessageBox::RejectRole);
    box->setDefaultButton(no);
    box->setEscapeButton(no);
    connect(yes, &QPushButton::clicked, this, then);
    box->open();
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::ApplicationPaletteChange)
        Theme::apply(this);
    QWidget::changeEvent(event);
}

} // namespace Lanroom
