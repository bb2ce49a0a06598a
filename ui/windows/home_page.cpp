// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/windows/home_page.h"

#include "server/addresses.h"
#include "server/clients.h"
#include "server/rooms.h"
#include "server/server.h"
#include "server/traffic.h"
#include "server/workers.h"
#include "ui/models/plain_text.h"
#include "ui/models/settings_store.h"
#include "ui/widgets/address_card.h"
#include "ui/widgets/count_tile.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/notice.h"

#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qpushbutton.h>

namespace Lanroom {

HomePage::HomePage(Server &server, SettingsStore &settings, QWidget *parent)
    : QWidget(parent), m_server(server), m_settings(settings), m_title(new ElidedLabel(this)),
      m_stop(new QPushButton(tr("&Stop"), this)), m_trouble(new Notice(this)),
      m_address(new AddressCard(this)), m_reach(new Notice(this)), m_people(new CountTile(this)),
      m_rooms(new CountTile(this)), m_access(new QLabel(this)), m_reveal(new QPushButton(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(28, 24, 28, 24);
    column->setSpacing(16);
    column->addLayout(buildHead());
    column->addWidget(m_trouble);
    column->addWidget(m_address);
    column->addWidget(m_reach);
    column->addLayout(buildTiles());
    column->addStretch();

    connect(m_stop, &QPushButton::clicked, this, &HomePage::stopRequested);
    connect(m_people, &CountTile::clicked, this, &HomePage::peopleRequested);
    connect(m_rooms, &CountTile::clicked, this, &HomePage::roomsRequested);
    connect(m_reveal, &QPushButton::clicked, this, &HomePage::togglePassword);
    connect(m_trouble, &Notice::accepted, this, &HomePage::detailsRequested);
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
    head->addWidget(m_title, 1);
    head->addWidget(m_stop);
    return head;
}

QLayout *HomePage::buildTiles()
{
    auto *card = new QFrame(this);
    card->setProperty("look", QStringLiteral("card"));
    card->setFixedHeight(92);
    m_access->setTextFormat(Qt::PlainText);
    m_access->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_access->setWordWrap(true);
    m_reveal->setProperty("look", QStringLiteral("plain"));
    auto *caption = new QLabel(tr("Who may come in"), card);
    caption->setProperty("look", QStringLiteral("soft"));
    auto *line = new QHBoxLayout;
    line->addWidget(m_access, 1);
    line->addWidget(m_reveal);
    auto *inside = new QVBoxLayout(card);
    inside->setContentsMargins(18, 12, 10, 12);
    inside->addLayout(line, 1);
    inside->addWidget(caption);

    auto *tiles = new QHBoxLayout;
    tiles->setSpacing(16);
    tiles->addWidget(m_people, 1);
    tiles->addWidget(m_rooms, 1);
    tiles->addWidget(card, 2);
    return tiles;
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
    m_reach->say(Notice::Mood::Wait, tr("Closing…"),
                 tr("Everyone is told, and what they wrote is kept."));
}

void HomePage::updateAddresses()
{
    m_address->setUrls(m_server.addresses().urls());
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
    const qsizetype people = m_server.clients().count();
    const qsizetype rooms = m_server.rooms().rows().size();
    m_people->setCount(people, people == 1 ? tr("person now") : tr("people now"));
    m_rooms->setCount(rooms, rooms == 1 ? tr("room") : tr("rooms"));
}

void HomePage::updateWorkers()
{
    QStringList failed;
    for (const ServiceRow &service : m_server.workers().services()) {
        if (service.state == QLatin1StringView("failed"))
            failed.append(oneLine(service.name, 40));
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
    m_reveal->setText(m_passwordShown ? tr("&Hide password") : tr("S&how password"));
    if (!locked)
        m_access->setText(tr("Everyone on this network"));
    else
        m_access->setText(m_passwordShown ? m_settings.password() : tr("People with the password"));
}

void HomePage::togglePassword()
{
    m_passwordShown = !m_passwordShown;
    updateAccess();
}

} // namespace Lanroom
