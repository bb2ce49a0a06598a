// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/settings_page.h"

#include "server/server.h"
#include "ui/models/settings_store.h"
#include "ui/widgets/page_scroll.h"

#include <QtCore/qdir.h>
#include <QtGui/qevent.h>
#include <QtGui/qshortcut.h>
#include <QtNetwork/qnetworkinterface.h>
#include <QtWidgets/qabstractitemview.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qcombobox.h>
#include <QtWidgets/qgridlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qspinbox.h>
#include <QtWidgets/qstyle.h>

namespace Lanroom {

namespace {

constexpr QLatin1StringView kPort("server.port");
constexpr QLatin1StringView kHost("server.host");
constexpr QLatin1StringView kGateways("server.gateways");
constexpr int kMostGatewaysOffered = 16;

/// As it would stand in the file, whatever its type.
QString valueOf(const Settings &settings, QLatin1StringView key)
{
    if (Settings::find(key)->type == SettingInfo::Type::Number)
        return QString::number(settings.number(key));
    return settings.text(key);
}

/// Selects the entry with this data; one that is not offered is added.
void choose(QComboBox *box, const QString &value)
{
    int place = box->findData(value);
    if (place < 0) {
        box->addItem(value, value);
        place = box->count() - 1;
    }
    box->setCurrentIndex(place);
}

void sayAs(QLabel *label, const char *look, const QString &words)
{
    label->setProperty("look", QLatin1StringView(look));
    label->style()->unpolish(label);
    label->style()->polish(label);
    label->setText(words);
    label->setVisible(!words.isEmpty());
}

} // namespace

SettingsPage::SettingsPage(Server &server, SettingsStore &settings, QWidget *parent)
    : QWidget(parent), m_server(server), m_settings(settings),
      m_back(new QPushButton(tr("&Back"), this)),
      m_escape(new QShortcut(QKeySequence(Qt::Key_Escape), this)), m_port(new QSpinBox(this)),
      m_host(new QComboBox(this)), m_gateways(new QComboBox(this))
{
    auto *title = new QLabel(tr("Settings"), this);
    QFont large = title->font();
    large.setPixelSize(24);
    large.setWeight(QFont::Bold);
    title->setFont(large);
    auto *head = new QHBoxLayout;
    head->setContentsMargins(PageScroll::kSide, PageScroll::kEnd, PageScroll::kSide, 0);
    head->addWidget(title, 1);
    head->addWidget(m_back);

    m_port->setRange(0, 65535);
    m_port->setSpecialValueText(tr("Any free one"));
    m_port->setGroupSeparatorShown(false);
    m_port->setKeyboardTracking(false);
    m_port->setButtonSymbols(QSpinBox::NoButtons);
    m_port->setAccessibleName(tr("Port"));
    m_port->findChild<QLineEdit *>()->setAccessibleName(tr("Port"));
    fillHosts();
    fillGateways();

    auto *card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    card->setMaximumWidth(720);
    auto *grid = new QGridLayout(card);
    grid->setContentsMargins(24, 20, 24, 20);
    grid->setHorizontalSpacing(24);
    grid->setVerticalSpacing(6);
    grid->setColumnStretch(0, 1);
    m_portRemark =
        addRow(grid, tr("&Port"), tr("The number behind the colon of the address."), m_port);
    m_hostRemark = addRow(
        grid, tr("&Address"),
        tr("Where this computer listens. All addresses is right for nearly everyone."), m_host);
    m_gatewaysRemark =
        addRow(grid, tr("&Gateways"), tr("How many processes share the connections."), m_gateways);

    auto *where = new QLabel(
        tr("Everything is kept in %1").arg(QDir::toNativeSeparators(settings.dataDir())), this);
    where->setTextFormat(Qt::PlainText);
    where->setWordWrap(true);
    where->setTextInteractionFlags(Qt::TextSelectableByMouse);
    where->setProperty("look", QStringLiteral("soft"));
    auto *scroll = new PageScroll(this);
    QVBoxLayout *column = scroll->column();
    column->setContentsMargins(PageScroll::kSide, 16, PageScroll::kSide, PageScroll::kEnd);
    column->addWidget(card);
    column->addWidget(where);
    column->addStretch();
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(head);
    whole->addWidget(scroll, 1);

    connect(m_back, &QPushButton::clicked, this, &SettingsPage::backRequested);
    connect(m_escape, &QShortcut::activated, this, &SettingsPage::backRequested);
    connect(m_port, &QSpinBox::valueChanged, this,
            [this](int port) { keep(kPort, QString::number(port), m_portRemark); });
    connect(m_host, &QComboBox::activated, this,
            [this] { keep(kHost, m_host->currentData().toString(), m_hostRemark); });
    connect(m_gateways, &QComboBox::activated, this,
            [this] { keep(kGateways, m_gateways->currentData().toString(), m_gatewaysRemark); });
    for (const QComboBox *box : {m_host, m_gateways})
        box->view()->installEventFilter(this);
    connect(&settings, &SettingsStore::changed, this, &SettingsPage::showValues);
    connect(&server, &Server::stateChanged, this, &SettingsPage::showValues);
    showValues();
}

QLabel *SettingsPage::addRow(QGridLayout *grid, const QString &words, const QString &help,
                             QWidget *editor)
{
    const int row = grid->rowCount();
    if (row > 1)
        grid->setRowMinimumHeight(row, 14); // apart from the line above
    auto *label = new QLabel(words, this);
    label->setBuddy(editor);
    label->setProperty("look", QStringLiteral("title"));
    auto *explanation = new QLabel(help, this);
    explanation->setWordWrap(true);
    explanation->setProperty("look", QStringLiteral("soft"));
    auto *remark = new QLabel(this);
    remark->setTextFormat(Qt::PlainText);
    remark->setWordWrap(true);
    remark->hide();
    editor->setMinimumWidth(240);
    editor->setAccessibleDescription(help);
    grid->addWidget(label, row + 1, 0);
    grid->addWidget(editor, row + 1, 1, 2, 1, Qt::AlignVCenter);
    grid->addWidget(explanation, row + 2, 0);
    grid->addWidget(remark, row + 3, 0, 1, 2);
    return remark;
}

void SettingsPage::showEvent(QShowEvent *event)
{
    // The network, and the file, may have changed since it was last looked at.
    const Result<void> read = m_settings.reread();
    fillHosts();
    showValues();
    if (!read)
        sayAs(m_hostRemark, "problem", read.error().message);
    QWidget::showEvent(event);
}

void SettingsPage::fillHosts()
{
    m_host->clear();
    m_host->addItem(tr("All addresses"), QStringLiteral("any"));
    const QList<QHostAddress> addresses = QNetworkInterface::allAddresses();
    for (const QHostAddress &address : addresses) {
        if (address.protocol() == QHostAddress::IPv4Protocol && !address.isLoopback())
            m_host->addItem(address.toString(), address.toString());
    }
    m_host->addItem(tr("This computer only"), QStringLiteral("localhost"));
}

void SettingsPage::fillGateways()
{
    m_gateways->addItem(tr("One a processor core"), QStringLiteral("auto"));
    for (int count = 1; count <= kMostGatewaysOffered; ++count)
        m_gateways->addItem(QString::number(count), QString::number(count));
    m_gateways->setMaxVisibleItems(m_gateways->count());
}

void SettingsPage::setBackVisible(bool visible)
{
    m_back->setVisible(visible);
    m_escape->setEnabled(visible);
}

/// A list that is open has Escape for itself: it would close, and the page be left as well.
bool SettingsPage::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape) {
        for (QComboBox *box : {m_host, m_gateways}) {
            if (watched != box->view() || !box->view()->isVisible())
                continue;
            box->hidePopup();
            event->accept();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void SettingsPage::keep(QLatin1StringView key, const QString &value, QLabel *remark)
{
    if (value == valueOf(m_settings.effective(), key))
        return;
    if (const Result<void> kept = m_settings.set(key, value); !kept)
        sayAs(remark, "problem", kept.error().message);
}

void SettingsPage::showValues()
{
    const Settings settings = m_settings.effective();
    const QSignalBlocker quiet(m_port);
    m_port->setValue(int(settings.number(kPort)));
    choose(m_host, settings.text(kHost));
    choose(m_gateways, settings.text(kGateways));
    showRemark(kPort, m_portRemark);
    showRemark(kHost, m_hostRemark);
    showRemark(kGateways, m_gatewaysRemark);
}

void SettingsPage::showRemark(QLatin1StringView key, QLabel *remark)
{
    const bool open = m_server.state() != Server::State::Stopped;
    const bool waits = open && Settings::find(key)->applies == SettingInfo::Applies::NextStart &&
                       valueOf(m_server.settings(), key) != valueOf(m_settings.effective(), key);
    sayAs(remark, "note", waits ? tr("Kept. Works from the next start on.") : QString());
}

} // namespace Lanroom
