// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qwidget.h>

class QPushButton;

namespace Lanroom {

class AddressCard;
class CountTile;
class ElidedLabel;
class LongLabel;
class Notice;
class PageScroll;
class Server;
class SettingsStore;

/// The running place at a glance: its address, whether anybody has reached it yet, how many people
/// and rooms there are, who may come in, and Stop. Follows the server's subjects by their signals.
/// Owned by the window; server and settings outlive it.
class HomePage : public QWidget
{
    Q_OBJECT
public:
    HomePage(Server &server, SettingsStore &settings, QWidget *parent = nullptr);

    /// The place was opened, or is closing down.
    void showRunning();
    void showStopping();

Q_SIGNALS:
    void stopRequested();
    void peopleRequested();
    void roomsRequested();
    void detailsRequested();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QLayout *buildHead();
    QLayout *buildTiles();
    bool onlyHere() const;
    void updateAddresses();
    void updateReach();
    void updateCounts();
    void updateWorkers();
    void updateAccess();
    void togglePassword();

    Server &m_server;
    SettingsStore &m_settings;
    ElidedLabel *m_title;
    QPushButton *m_stop;
    PageScroll *m_scroll; // all but the line with Stop
    Notice *m_trouble;   // services that have failed
    Notice *m_hindrance; // those that run and cannot do their work
    AddressCard *m_address;
    Notice *m_reach;
    CountTile *m_people;
    CountTile *m_rooms;
    LongLabel *m_access;
    QPushButton *m_reveal;
    bool m_passwordShown = false;
};

} // namespace Lanroom
