// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "ui/models/start_problem.h"

#include <QtWidgets/qwidget.h>

class QLabel;
class QLineEdit;
class QProgressBar;
class QPushButton;
class QScrollArea;

namespace Lanroom {

class ChoiceRow;
class Notice;
class PasswordField;
class SettingsStore;

/// What there is before Start: the name of this place, who may come in, and Start; while starting,
/// how far it is, in words; when it failed, why and what would help. Pressing Start keeps what was
/// entered, then asks for the start. Owned by the window; settings outlive it.
class StartPage : public QWidget
{
    Q_OBJECT
public:
    explicit StartPage(SettingsStore &settings, QWidget *parent = nullptr);

    /// Back to the form.
    void showReady();
    void showProgress(const QString &words);
    void showProblem(const StartProblem &problem);
    /// What the Start button does.
    void press();

Q_SIGNALS:
    void startRequested();
    void settingsRequested();

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void buildForm();
    void buildAction();
    bool keepEntries();
    void setBusy(bool busy);
    void passwordChanged();
    void useFreePort();

    SettingsStore &m_settings;
    QScrollArea *m_scroll;
    QWidget *m_form;
    QLineEdit *m_name;
    ChoiceRow *m_everyone;
    ChoiceRow *m_withPassword;
    PasswordField *m_password;
    Notice *m_problem;
    QPushButton *m_start;
    QProgressBar *m_bar;
    QLabel *m_progress;
    QPushButton *m_more;
    quint16 m_freePort = 0;
    bool m_wantsPassword = false; // that is what m_problem says
};

} // namespace Lanroom
