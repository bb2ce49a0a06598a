// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "ui/models/gateways_model.h"
#include "ui/models/log_model.h"
#include "ui/models/services_model.h"
#include "ui/models/traffic_rate.h"

#include <QtWidgets/qwidget.h>

class QBoxLayout;
class QLabel;
class QPushButton;

namespace Lanroom {

class FilteredTable;
class Notice;
class PageScroll;
class Server;
class SparkLine;

/// How it works inside, for whom that concerns: messages per second, the services with their
/// update and restart buttons, the gateways, the log. Owned by the window; server and log outlive it.
class DetailsPage : public QWidget
{
    Q_OBJECT
public:
    DetailsPage(Server &server, LogModel &log, QWidget *parent = nullptr);

    /// Leads to the first service that has failed: selected, with the keyboard on it.
    void showFailedService();

protected:
    void resizeEvent(QResizeEvent *event) override;

private:
    QWidget *buildRate();
    QWidget *buildLog(LogModel &log);
    void buildServices();
    void buildGateways();
    void updateRate();
    void updateBounds();
    void updateTools();
    void ask(void (Workers::*what)(const QString &, const CommandDone &), const QString &problem);

    Server &m_server;
    TrafficRate m_rateModel;
    ServicesModel m_servicesModel;
    GatewaysModel m_gatewaysModel;
    PageScroll *m_scroll;
    QBoxLayout *m_top; // rate and gateways, beside or above each other
    QLabel *m_rate;
    SparkLine *m_graph;
    QLabel *m_bounds; // which limits were reached; hidden when none
    Notice *m_failed;
    FilteredTable *m_services;
    FilteredTable *m_gateways;
    QPushButton *m_update;
    QPushButton *m_restart;
};

} // namespace Lanroom
