// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "server/server.h"
#include "ui/models/log_model.h"
#include "ui/windows/sleep_inhibitor.h"

#include <QtWidgets/qwidget.h>

class QStackedWidget;

namespace Lanroom {

class DetailsPage;
class HomePage;
class NavBar;
class NavButton;
class SettingsPage;
class SettingsStore;
class StartPage;

/// The operator's window over a Server, which along with settings and log outlives it: one page
/// before Start, a sidebar with pages after. It only calls the server's asynchronous functions and
/// reads its snapshots, so it never waits for anybody.
class MainWindow : public QWidget
{
    Q_OBJECT
public:
    enum Page { Home, People, Rooms, Details, SettingsOfRunning };

    MainWindow(Server &server, SettingsStore &settings, LogModel &log);

    /// How large to open on a screen with this much room, the frame around the window included.
    static QSize firstSize(QSize available);

    /// As the Start button.
    void pressStart();
    /// Stops in good order, asking nobody, and closes: for signals.
    void stopAndClose();

Q_SIGNALS:
    /// The window has closed and the server has stopped.
    void finished();

protected:
    void closeEvent(QCloseEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildPages();
    void connectServer();
    void start();
    void showState();
    void showProgress();
    void showFailure(const Error &error);
    void updateCounts();
    void updateStatus();
    /// Whether somebody would lose the place.
    bool disturbs() const;
    /// Asks, and does then when the answer is yes. name: of the box, for there is one question at a time.
    void ask(const QString &name, const QString &title, const QString &what, void (MainWindow::*then)());
    void stop();
    void askBeforeStopping();
    void askBeforeClosing();

    Server &m_server;
    SettingsStore &m_settings;
    SleepInhibitor m_inhibitor;
    QStackedWidget *m_whole; // start page, its settings, or the running place
    StartPage *m_startPage;
    SettingsPage *m_firstSettings;
    NavBar *m_bar;
    QStackedWidget *m_pages;
    HomePage *m_home;
    DetailsPage *m_details;
    NavButton *m_peopleButton;
    NavButton *m_roomsButton;
    bool m_closing = false;
};

} // namespace Lanroom
