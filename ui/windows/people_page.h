// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "ui/models/people_model.h"

#include <QtWidgets/qwidget.h>

class QAction;
class QPushButton;

namespace Lanroom {

class FilteredTable;
class Notice;

/// Who is connected, and sending somebody away: by the button, the Delete key or the context menu,
/// always asked about first. Owned by the window; clients outlives it.
class PeoplePage : public QWidget
{
    Q_OBJECT
public:
    explicit PeoplePage(Clients &clients, QWidget *parent = nullptr);

private:
    QList<ClientRow> selected() const;
    void askToSendAway();
    void sendAway(const QList<ClientRow> &people);
    void updateAction();

    Clients &m_clients;
    PeopleModel m_model;
    Notice *m_failed;
    FilteredTable *m_table;
    QAction *m_sendAway;
    QPushButton *m_button;
};

} // namespace Lanroom
