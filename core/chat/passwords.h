// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/address_key.h"
#include "base/result.h"

#include <QtCore/qhash.h>
#include <QtCore/qobject.h>
#include <QtCore/qthreadpool.h>

#include <functional>

namespace Lanroom::Chat {

/// Hashes and checks passwords by Argon2id, which is made to be slow and large: so one at a time,
/// on a thread of its own, never on the event loop. At most maxWaiting at a time, maxOfAddress of
/// them from one address and half of them from one IPv6 network, so that nobody takes all the
/// places; above that a request is refused with ErrorCode::Busy at once, before the call returns.
/// Answers come on the event-loop thread; the object's end drops those still owed. Owned by the
/// chat service.
class Passwords : public QObject
{
    Q_OBJECT
public:
    Passwords(int maxWaiting, int maxOfAddress);
    ~Passwords() override;

    /// As libsodium's crypto_pwhash_str() makes it: with its salt and parameters, printable.
    void hash(const AddressKey &from, const QString &password,
              std::function<void(const Result<QByteArray> &)> done);
    /// Whether password is the one of hash; an empty hash fits none, and takes as long to say so.
    void verify(const AddressKey &from, const QByteArray &hash, const QString &password,
                std::function<void(const Result<bool> &)> done);

private:
    template <typename T>
    void run(const AddressKey &from, std::function<Result<T>()> work,
             std::function<void(const Result<T> &)> done);

    const int m_maxWaiting;
    const int m_maxOfAddress;
    int m_waiting = 0;
    QHash<quint64, int> m_waitingOf;   // a device
    QHash<quint64, int> m_waitingFrom; // a network
    QThreadPool m_pool;
};

/// A new random token for a client to come back by, and what is kept of one: its hash.
QByteArray makeToken();
QByteArray hashToken(const QByteArray &token);
/// Whether two secrets are the same, in a time that doesn't depend on where they differ.
bool sameSecret(const QByteArray &a, const QByteArray &b);

} // namespace Lanroom::Chat
