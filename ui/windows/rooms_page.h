// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "ui/models/rooms_model.h"

#include <QtWidgets/qwidget.h>

class QLabel;
class QListWidget;

namespace Lanroom {

class FilteredTable;

/// Every room there is now, of any service, and beside them who is in the one selected. Owned by
/// the window; rooms and clients outlive it.
class RoomsPage : public QWidget
{
    Q_OBJECT
public:
    RoomsPage(Rooms &rooms, Clients &clients, QWidget *parent = nullptr);

private:
    void updateMembers();

    RoomsModel m_model;
    FilteredTable *m_table;
    QLabel *m_title;
    QListWidget *m_members;
};

} // namespace Lanroom
