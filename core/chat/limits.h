// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

namespace Lanroom::Chat {

/// Every bound of the chat in one place, with its default. What happens when one is reached stands
/// in PROTOCOL.md, in the words a client hears. Tests shorten the times.
struct Limits
{
    // What a request may carry, in code points unless it says otherwise.
    int body = 4000;
    int name = 32;
    int roomName = 64;
    int title = 80;
    int password = 256;

    // What an answer carries: so many messages, and so many bytes of bodies, whichever ends first
    // (a page must fit well into the outbox that a gateway keeps for a client).
    int historyPage = 100;
    int defaultPage = 50;
    int pageBytes = 256 * 1024;

    // How many there may be.
    int roomsPerClient = 50; // so that the session state fits into its 4 KiB
    int rooms = 500;
    int roomsPerUser = 20;
    int users = 10'000;     // rows kept; the guests longest away go first
    int usersHeld = 10'000; // guests gone for less than nameHeldMs whose names are kept
    int passwordJobs = 64;  // waiting for Argon2id
    int passwordJobsPerAddress = 4; // and no more than half of them from an IPv6 network
    int addresses = 1000;           // whose wrong passwords are counted, and as many networks (AddressKey)

    // Times.
    int helloMs = 10'000;     // until a client must have been welcomed
    int leftMs = 2'000;       // from the last connection to 'left'
    int gatherMs = 50;        // presence and room events are merged over this
    int nameHeldMs = 600'000; // a guest's name after the last connection
    int sweepMs = 600'000;    // between looks at who is too old
    // And the guest, with its token: 30 days.
    qint64 guestKeptMs = qint64(30) * 24 * 3600 * 1000;
    int storageRetryMs = 1000; // what a client is told to wait after a failed write

    // Rates: so many a second in the long run, and so many at once.
    double messageRate = 200; // per user
    double messageBurst = 400;
    double requestRate = 50; // per user: everything but messages
    double requestBurst = 200;
    double helloRate = 1; // per connection
    double helloBurst = 10;
    double guessRate = 0.2; // wrong passwords per address; a network has the share of AddressKey
    double guessBurst = 10;
};

} // namespace Lanroom::Chat
