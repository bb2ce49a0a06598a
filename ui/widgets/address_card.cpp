// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/address_card.h"

#include "ui/models/plain_text.h"
#include "ui/widgets/fit_label.h"
#include "ui/widgets/icons.h"
#include "ui/widgets/qr_widget.h"
#include "ui/widgets/theme.h"

#include <QtCore/qcoreevent.h>
#include <QtCore/qurl.h>
#include <QtGui/qaccessible.h>
#include <QtGui/qclipboard.h>
#include <QtGui/qdesktopservices.h>
#include <QtGui/qguiapplication.h>
#include <QtNetwork/qhostaddress.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qpushbutton.h>

namespace Lanroom {

namespace {

constexpr int kCopiedMs = 2000;
constexpr qsizetype kOthersShown = 3;
constexpr int kCode = 232; // pixels
constexpr int kSmallCode = 168;
constexpr QLatin1StringView kGap("   ");

/// Without the slash at the end, which nobody needs to type.
QString spoken(const QString &url)
{
    return url.endsWith(u'/') ? url.chopped(1) : url;
}

} // namespace

AddressCard::AddressCard(QWidget *parent)
    : QFrame(parent), m_alone(new QLabel(this)), m_hint(new QLabel(this)),
      m_address(new FitLabel(this)), m_others(new QLabel(this)), m_copy(new QPushButton(this)),
      m_open(new QPushButton(tr("O&pen"), this)), m_code(new QrWidget(this))
{
    setProperty("look", QStringLiteral("card"));
    QFont large = m_alone->font();
    large.setPixelSize(20);
    m_alone->setFont(large);
    m_alone->setProperty("look", QStringLiteral("title"));
    m_alone->setWordWrap(true);
    m_hint->setProperty("look", QStringLiteral("soft"));
    m_others->setProperty("look", QStringLiteral("soft"));
    m_others->setTextFormat(Qt::PlainText);
    m_others->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_others->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred); // breakOthers() sees to it
    m_hint->setWordWrap(true);
    m_copied.setSingleShot(true);
    m_copied.setInterval(kCopiedMs);

    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_copy);
    buttons->addWidget(m_open);
    buttons->addStretch();
    auto *words = new QVBoxLayout;
    words->setSpacing(8);
    words->addStretch();
    words->addWidget(m_alone);
    words->addWidget(m_hint);
    words->addWidget(m_address);
    words->addLayout(buttons);
    words->addSpacing(4);
    words->addWidget(m_others);
    words->addStretch();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(24, 18, 18, 18);
    row->setSpacing(24);
    row->addLayout(words, 1);
    row->addWidget(m_code);

    connect(m_copy, &QPushButton::clicked, this, &AddressCard::copy);
    connect(m_open, &QPushButton::clicked, this, &AddressCard::open);
    connect(m_address, &FitLabel::copyRequested, this, &AddressCard::copy);
    connect(&m_copied, &QTimer::timeout, this, &AddressCard::drawButtons);
    drawButtons();
    setUrls({}, false);
}

bool AddressCard::isLoopback(const QString &host)
{
    return host == QLatin1StringView("localhost") || QHostAddress(host).isLoopback();
}

void AddressCard::setUrls(const QStringList &urls, bool onlyHere)
{
    QStringList nearby = urls;
    nearby.removeIf([](const QString &url) { return isLoopback(QUrl(url).host()); });
    m_url = nearby.value(0, urls.value(0));
    m_code->setText(nearby.value(0));
    m_address->setText(spoken(nearby.value(0)));
    const bool any = invites();
    m_alone->setText(onlyHere ? tr("Only this computer can open this place")
                              : tr("This computer is in no network yet"));
    if (any)
        m_hint->setText(tr("Open this in any browser nearby, or scan the code"));
    else if (onlyHere)
        m_hint->setText(tr("To let others in, choose “All addresses” in Settings and start again."));
    else
        m_hint->setText(
            tr("Join a Wi-Fi or plug in a cable, and the address for others appears here."));
    m_alone->setVisible(!any);
    m_address->setVisible(any);
    m_copy->setVisible(any);
    m_open->setVisible(!m_url.isEmpty());
    m_code->setVisible(any);
    m_otherUrls.clear();
    for (const QString &url : nearby.mid(1, kOthersShown))
        m_otherUrls.append(spoken(url));
    m_others->setText(tr("Also: %1").arg(m_otherUrls.join(kGap)));
    m_others->setToolTip(plainToolTip(m_others->text()));
    m_others->setVisible(!m_otherUrls.isEmpty());
    // Once it is known how wide the line is.
    QMetaObject::invokeMethod(this, &AddressCard::breakOthers, Qt::QueuedConnection);

    setAccessibleName(any ? m_address->text() : m_alone->text());
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

bool AddressCard::invites() const
{
    return !m_code->text().isEmpty();
}

void AddressCard::setCompact(bool compact)
{
    m_code->setSide(compact ? kSmallCode : kCode);
}

/// As many addresses on a line as fit: a label would break inside one, at any of its signs. One too long
/// for a line of its own ends in dots, and is whole in the tooltip.
void AddressCard::breakOthers()
{
    const QFontMetrics metrics = m_others->fontMetrics();
    const int width = m_others->width();
    QStringList lines;
    for (const QString &url : std::as_const(m_otherUrls)) {
        if (lines.isEmpty()) {
            lines.append(tr("Also: %1").arg(url));
            continue;
        }
        const QString longer = lines.last() + kGap + url;
        if (metrics.horizontalAdvance(longer) <= width)
            lines.last() = longer;
        else
            lines.append(url);
    }
    for (QString &line : lines)
        line = metrics.elidedText(line, Qt::ElideRight, width);
    m_others->setText(lines.join(u'\n'));
}

void AddressCard::copy()
{
    QGuiApplication::clipboard()->setText(m_address->text());
    m_copied.start();
    drawButtons();
}

void AddressCard::open()
{
    QDesktopServices::openUrl(QUrl(m_url));
}

void AddressCard::drawButtons()
{
    const QColor ink = Theme::current().ink;
    const bool copied = m_copied.isActive();
    m_copy->setText(copied ? tr("Copied") : tr("&Copy"));
    m_copy->setIcon(lineIcon(QLatin1StringView(copied ? "check" : "copy"), ink));
    m_open->setIcon(lineIcon(QLatin1StringView("open"), ink));
}

void AddressCard::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawButtons();
    QFrame::changeEvent(event);
}

void AddressCard::resizeEvent(QResizeEvent *event)
{
    QFrame::resizeEvent(event);
    QMetaObject::invokeMethod(this, &AddressCard::breakOthers, Qt::QueuedConnection);
}

} // namespace Lanroom
