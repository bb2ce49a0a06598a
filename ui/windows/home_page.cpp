// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/home_page.h"

#include "server/addresses.h"
#include "server/clients.h"
#include "server/rooms.h"
#include "server/server.h"
#include "server/traffic.h"
#include "server/workers.h"
#include "ui/models/attendance.h"
#include "ui/models/plain_text.h"
#include "ui/models/settings_store.h"
#include "ui/widgets/address_card.h"
#include "ui/widgets/count_tile.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/long_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/page_scroll.h"

#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qpushbutton.h>

namespace Lanroom {

namespace {

// Below these the card of the address makes do with a smaller code, so that all of a place where
// everything works is seen at once.
constexpr QSize kRoomy(700, 600);

} // namespace

HomePage::HomePage(Server &server, SettingsStore &settings, QWidget *parent)
    : QWidget(parent), m_server(server), m_settings(settings), m_title(new ElidedLabel(this)),
      m_stop(new QPushButton(tr("&Stop"), this)), m_scroll(new PageScroll(this)),
      m_trouble(new Notice(this)), m_hindrance(new Notice(this)), m_address(new AddressCard(this)),
      m_reach(new Notice(this)), m_people(new CountTile(this)),
      m_rooms(new CountTile(this)), m_access(new LongLabel(this)), m_reveal(new QPushButton(this))
{
    auto *whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addLayout(buildHead());
    whole->addWidget(m_scroll, 1);
    QVBoxLayout *column = m_scroll->column();
    column->setContentsMargins(PageScroll::kSide, 16, PageScroll::kSide, PageScroll::kEnd);
    column->addWidget(m_trouble);
    column->addWidget(m_hindrance);
    column->addWidget(m_address);
    column->addWidget(m_reach);
    column->addLayout(buildTiles());
    column->addStretch(1); // before the cards, which could use room, too

    connect(m_stop, &QPushButton::clicked, this, &HomePage::stopRequested);
    connect(m_people, &CountTile::clicked, this, &HomePage::peopleRequested);
    connect(m_rooms, &CountTile::clicked, this, &HomePage::roomsRequested);
    connect(m_reveal, &QPushButton::clicked, this, &HomePage::togglePassword);
    connect(m_trouble, &Notice::accepted, this, &HomePage::detailsRequested);
    connect(m_hindrance, &Notice::accepted, this, &HomePage::detailsRequested);
    connect(&server.addresses(), &Addresses::changed, this, &HomePage::updateAddresses);
    connect(&server.traffic(), &Traffic::outsideSeenChanged, this, &HomePage::updateReach);
    connect(&server.clients(), &Clients::changed, this, &HomePage::updateCounts);
    connect(&server.rooms(), &Rooms::changed, this, &HomePage::updateCounts);
    connect(&server.workers(), &Workers::changed, this, &HomePage::updateWorkers);
    connect(&settings, &SettingsStore::changed, this, &HomePage::updateAccess);
    showRunning();
}

QLayout *HomePage::buildHead()
{
    QFont large = m_title->font();
    large.setPixelSize(24);
    large.setWeight(QFont::Bold);
    m_title->setFont(large);
    m_stop->setProperty("look", QStringLiteral("danger"));
    m_trouble->hide();
    auto *head = new QHBoxLayout;
    head->setContentsMargins(PageScroll::kSide, PageScroll::kEnd, PageScroll::kSide, 0);
    head->addWidget(m_title, 1);
    head->addWidget(m_stop);
    return head;
}

QLayout *HomePage::buildTiles()
{
    auto *card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    card->setMinimumHeight(92);
    m_reveal->setProperty("look", QStringLiteral("plain"));
    auto *caption = new QLabel(tr("Who may chat"), card);
    caption->setProperty("look", QStringLiteral("soft"));
    auto *line = new QHBoxLayout; // below, so that a long password has all the width
    line->addWidget(caption, 1);
    line->addWidget(m_reveal);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(18, 12, 10, 12);
    inside->addWidget(m_access, 1);
    inside->addLayout(line);

    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(16);
    tiles->addWidget(m_people, 2);
    tiles->addWidget(m_rooms, 2);
    tiles->addWidget(card, 5);
    return tiles;
}

void HomePage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_address->setCompact(width() < kRoomy.width() || height() < kRoomy.height());
}

void HomePage::showRunning()
{
    m_stop->setEnabled(true);
    m_title->setText(oneLine(m_settings.effective().text(QLatin1StringView("place.name")), 80));
    m_passwordShown = false;
    updateAddresses();
    updateReach();
    updateCounts();
    updateWorkers();
    updateAccess();
}

void HomePage::showStopping()
{
    m_stop->setEnabled(false);
    m_reach->show();
    m_reach->say(Notice::Mood::Wait, tr("Closing…"),
                 tr("Everyone is told, and what they wrote is kept."));
}

bool HomePage::onlyHere() const
{
    return AddressCard::isLoopback(m_server.settings().text(QLatin1StringView("server.host")));
}

void HomePage::updateAddresses()
{
    if (m_server.state() != Server::State::Running)
        return; // a place that closes loses its addresses, not its network
    m_address->setUrls(m_server.addresses().urls(), onlyHere());
    m_reach->setVisible(m_address->invites()); // else nobody can be waited for
}

void HomePage::updateReach()
{
    if (m_server.traffic().outsideSeen()) {
        m_reach->say(Notice::Mood::Good, tr("Other devices reach you"),
                     tr("Whoever is on your network can come in with the address above."));
        return;
    }
    m_reach->say(
        Notice::Mood::Wait, tr("Waiting for the first device…"),
        tr("Not working? See that the device is in the same Wi-Fi as this computer, that its "
           "mobile data is off, and that this computer's firewall lets port %1 in.")
            .arg(m_server.port()));
}

void HomePage::updateCounts()
{
    const qsizetype people = countPeople(m_server.clients().rows());
    const qsizetype rooms = m_server.rooms().rows().size();
    m_people->setCount(people, people == 1 ? tr("person now") : tr("people now"));
    m_rooms->setCount(rooms, rooms == 1 ? tr("room") : tr("rooms"));
}

void HomePage::updateWorkers()
{
    QStringList failed;
    QStringList hindered;
    QString why; // of the first of them
    for (const ServiceRow &service : m_server.workers().services()) {
        if (service.state == QLatin1StringView("failed"))
            failed.append(oneLine(service.name, 40));
        if (service.trouble.isEmpty())
            continue;
        hindered.append(oneLine(service.name, 40));
        why = why.isEmpty() ? oneLine(service.trouble, 300) : why;
    }
    m_hindrance->setVisible(!hindered.isEmpty());
    if (!hindered.isEmpty()) {
        m_hindrance->say(Notice::Mood::Bad, tr("Cannot do its work: %1").arg(hindered.join(QStringLiteral(", "))),
                         tr("It says: “%1”. When that is mended it goes on by itself; what people write until then "
                            "is not sent.").arg(why));
        m_hindrance->offer(tr("See &its details"));
    }
    m_trouble->setVisible(!failed.isEmpty());
    if (failed.isEmpty())
        return;
    m_trouble->say(Notice::Mood::Bad, tr("Not working: %1").arg(failed.join(QStringLiteral(", "))),
                   tr("It ended too often and was not started again. Everything else goes on."));
    m_trouble->offer(tr("See de&tails and restart it"));
}

void HomePage::updateAccess()
{
    const bool locked = m_settings.needsPassword();
    m_reveal->setVisible(locked);
    m_access->setCopyable(locked && m_passwordShown);
    m_reveal->setText(m_passwordShown ? tr("&Hide password") : tr("S&how password"));
    if (!locked)
        m_access->setText(onlyHere() ? tr("Everyone on this computer")
                                     : tr("Everyone on this network"));
    else
        m_access->setText(m_passwordShown ? m_settings.password() : tr("People with the password"));
}

void HomePage::togglePassword()
{
    m_passwordShown = !m_passwordShown;
    updateAccess();
}

} // namespace Lanroom
