// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtWidgets/qwidget.h>

class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QShortcut;
class QSpinBox;

namespace Lanroom {

class Server;
class SettingsStore;

/// Port, address and number of gateways. An edit is checked and kept at once; what only the next
/// start will use says so while the place is open. Owned by the window; server and settings outlive
/// it.
class SettingsPage : public QWidget
{
    Q_OBJECT
public:
    SettingsPage(Server &server, SettingsStore &settings, QWidget *parent = nullptr);

    /// Before Start there is no sidebar to leave by: but this button, or Escape.
    void setBackVisible(bool visible);

Q_SIGNALS:
    void backRequested();

protected:
    void showEvent(QShowEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// One setting's line: words, editor, explanation, and room for what is to be said about it.
    QLabel *addRow(QGridLayout *grid, const QString &words, const QString &help, QWidget *editor);
    void fillHosts();
    void fillGateways();
    void keep(QLatin1StringView key, const QString &value, QLabel *remark);
    void showValues();
    void showRemark(QLatin1StringView key, QLabel *remark);

    Server &m_server;
    SettingsStore &m_settings;
    QPushButton *m_back;
    QShortcut *m_escape;
    QSpinBox *m_port;
    QComboBox *m_host;
    QComboBox *m_gateways;
    QLabel *m_portRemark;
    QLabel *m_hostRemark;
    QLabel *m_gatewaysRemark;
};

} // namespace Lanroom
