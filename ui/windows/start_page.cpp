// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/start_page.h"

#include "ui/models/settings_store.h"
#include "ui/widgets/choice_row.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/password_field.h"
#include "ui/widgets/theme.h"

#include <QtGui/qpainter.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qprogressbar.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qscrollarea.h>

namespace Lanroom {

namespace {

constexpr QLatin1StringView kName("place.name");
constexpr int kDoorWidth = 480;
constexpr int kLongestName = 80; // as the settings have it
constexpr int kLongestPassword = 128;

} // namespace

StartPage::StartPage(SettingsStore &settings, QWidget *parent)
    : QWidget(parent), m_settings(settings), m_scroll(new QScrollArea(this)), m_form(new QWidget(this)),
      m_name(new QLineEdit(m_form)),
      m_everyone(new ChoiceRow(tr("&Everyone on this network"), m_form)),
      m_withPassword(new ChoiceRow(tr("People with the &password"), m_form)),
      m_password(new PasswordField(m_form)), m_problem(new Notice(this)),
      m_start(new QPushButton(tr("&Start"), this)), m_bar(new QProgressBar(this)),
      m_progress(new QLabel(this)), m_more(new QPushButton(tr("Se&ttings"), this))
{
    auto *sign = new QLabel(this);
    sign->setPixmap(programIcon().pixmap(QSize(56, 56), devicePixelRatioF()));
    auto *title = new QLabel(tr("Open your place"), this);
    QFont large = title->font();
    large.setPixelSize(28);
    large.setWeight(QFont::Bold);
    title->setFont(large);
    auto *intro = new QLabel(tr("People on your network talk in their browser. They need no "
                                "account, no internet and nothing to install."),
                             this);
    intro->setWordWrap(true);
    intro->setProperty("look", QStringLiteral("soft"));
    buildForm();
    buildAction();

    auto *door = new QFrame(this);
    door->setProperty("look", QStringLiteral("door"));
    door->setFixedWidth(kDoorWidth);
    auto *inside = new QVBoxLayout(door);
    inside->setContentsMargins(36, 32, 36, 32);
    inside->setSpacing(0);
    auto *head = new QHBoxLayout;
    head->setSpacing(16);
    head->addWidget(sign);
    head->addWidget(title, 1);
    inside->addLayout(head);
    inside->addSpacing(14);
    inside->addWidget(intro);
    inside->addSpacing(22);
    inside->addWidget(m_form);
    inside->addSpacing(22);
    inside->addWidget(m_problem);
    inside->addSpacing(12);
    inside->addWidget(m_start);
    inside->addWidget(m_bar);
    inside->addSpacing(4);
    inside->addWidget(m_progress);
    // Between stretches and not aligned: an aligned widget is asked how tall it is in the page's width.
    auto *middle = new QHBoxLayout;
    middle->addStretch();
    middle->addWidget(door);
    middle->addStretch();
    auto *inner = new QWidget(m_scroll);
    auto *page = new QVBoxLayout(inner);
    page->setContentsMargins(24, 16, 24, 12);
    page->addStretch(2);
    page->addLayout(middle);
    page->addStretch(3);
    page->addWidget(m_more, 0, Qt::AlignHCenter);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setWidgetResizable(true);
    m_scroll->setWidget(inner);
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->addWidget(m_scroll);
    showReady();
}

void StartPage::paintEvent(QPaintEvent *)
{
    // The light that falls through the door.
    const Theme theme = Theme::current();
    QRadialGradient glow(width() / 2.0, -0.1 * height(), 0.8 * width());
    glow.setColorAt(0, theme.lightSoft);
    glow.setColorAt(0.75, theme.paper);
    QPainter(this).fillRect(rect(), glow);
}

void StartPage::buildForm()
{
    auto *nameLabel = new QLabel(tr("The &name of this place"), m_form);
    nameLabel->setProperty("look", QStringLiteral("title"));
    nameLabel->setBuddy(m_name);
    m_name->setProperty("scale", QStringLiteral("big"));
    m_name->setMaxLength(kLongestName);
    m_name->setText(m_settings.effective().text(kName));

    auto *whoLabel = new QLabel(tr("Who may come into the chat"), m_form);
    whoLabel->setProperty("look", QStringLiteral("title"));
    m_password->setMaxLength(kLongestPassword);
    m_password->setPlaceholderText(tr("Choose a password to tell them"));
    m_password->setAccessibleName(tr("Password"));
    const bool locked = m_settings.needsPassword();
    m_everyone->setChecked(!locked);
    m_withPassword->setChecked(locked);
    m_password->setText(m_settings.password());
    m_password->setVisible(locked);
    connect(m_withPassword, &ChoiceRow::toggled, m_password, &QWidget::setVisible);
    connect(m_withPassword, &ChoiceRow::toggled, this, &StartPage::passwordChanged);
    connect(m_password, &QLineEdit::textChanged, this, &StartPage::passwordChanged);
    connect(m_withPassword, &ChoiceRow::clicked, m_password, [this] { m_password->setFocus(); });

    auto *column = new QVBoxLayout(m_form);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    column->addWidget(nameLabel);
    column->addWidget(m_name);
    column->addSpacing(12);
    column->addWidget(whoLabel);
    column->addWidget(m_everyone);
    column->addWidget(m_withPassword);
    column->addWidget(m_password);
    for (QLineEdit *field : {m_name, static_cast<QLineEdit *>(m_password)})
        connect(field, &QLineEdit::returnPressed, this, &StartPage::press);
}

void StartPage::buildAction()
{
    m_start->setProperty("look", QStringLiteral("main"));
    m_start->setProperty("scale", QStringLiteral("big"));
    m_start->setCursor(Qt::PointingHandCursor);
    m_bar->setRange(0, 0); // how long it takes nobody knows; it is a second or so
    m_bar->setTextVisible(false);
    m_bar->setFixedHeight(6);
    m_progress->setAlignment(Qt::AlignHCenter);
    m_progress->setProperty("look", QStringLiteral("soft"));
    m_more->setProperty("look", QStringLiteral("plain"));
    m_problem->hide();
    connect(m_start, &QPushButton::clicked, this, &StartPage::press);
    connect(m_more, &QPushButton::clicked, this, &StartPage::settingsRequested);
    connect(m_problem, &Notice::accepted, this, &StartPage::useFreePort);
    // Whatever hindered the last start, it may be another matter now.
    connect(&m_settings, &SettingsStore::changed, m_problem, &QWidget::hide);
}

/// What was asked for is there, or is not needed any more.
void StartPage::passwordChanged()
{
    const bool missing = m_withPassword->isChecked() && m_password->text().trimmed().isEmpty();
    if (m_wantsPassword && !missing)
        m_problem->hide();
}

void StartPage::showReady()
{
    setBusy(false);
}

void StartPage::showProgress(const QString &words)
{
    m_problem->hide();
    setBusy(true);
    m_progress->setText(words);
}

void StartPage::showProblem(const StartProblem &problem)
{
    setBusy(false);
    m_wantsPassword = false;
    m_freePort = problem.freePort;
    m_problem->say(Notice::Mood::Bad, problem.title, problem.text);
    m_problem->offer(m_freePort ? tr("Use port %1 &instead").arg(m_freePort) : QString());
    m_problem->show();
    // Not before the page was laid out with it. Start below it, too, which is the next step.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_scroll->ensureWidgetVisible(m_start, 0, 16);
            m_scroll->ensureWidgetVisible(m_problem, 0, 16);
        },
        Qt::QueuedConnection);
}

void StartPage::setBusy(bool busy)
{
    m_form->setEnabled(!busy);
    m_start->setVisible(!busy);
    m_bar->setVisible(busy);
    m_progress->setVisible(busy);
    m_more->setVisible(!busy);
}

bool StartPage::keepEntries()
{
    const bool locked = m_withPassword->isChecked();
    const QString password = m_password->text().trimmed();
    if (locked && password.isEmpty()) {
        showProblem({tr("Choose a password first"), tr("Or let everyone on this network in.")});
        m_wantsPassword = true;
        m_password->setFocus();
        return false;
    }
    const QString name = m_name->text().trimmed();
    // Another window's place goes on with the name and the password it has: its people know that one.
    const Result<std::unique_ptr<FileLock>> ours = m_settings.claim();
    Result<void> kept = ours ? m_settings.reread() : Result<void>(ours.error());
    if (kept && name != m_settings.effective().text(kName))
        kept = m_settings.set(kName, name);
    if (kept)
        kept = locked ? m_settings.requirePassword(password) : m_settings.admitEveryone();
    if (!kept)
        showProblem(StartProblem::of(kept.error(), m_settings.effective()));
    return kept.ok();
}

void StartPage::press()
{
    if (m_start->isVisibleTo(this) && keepEntries())
        Q_EMIT startRequested();
}

void StartPage::useFreePort()
{
    const Result<void> kept =
        m_settings.set(QLatin1StringView("server.port"), QString::number(m_freePort));
    if (kept)
        press();
    else
        showProblem(StartProblem::of(kept.error(), m_settings.effective()));
}

} // namespace Lanroom
