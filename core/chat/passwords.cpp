// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/passwords.h"

#include "base/random.h"

#include <sodium.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

namespace {

constexpr int kTokenBytes = 32;

QByteArray digest(const QByteArray &secret)
{
    QByteArray hash(crypto_generichash_BYTES, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(hash.data()), size_t(hash.size()),
                       reinterpret_cast<const unsigned char *>(secret.constData()),
                       size_t(secret.size()), nullptr, 0);
    return hash;
}

Result<QByteArray> makeHash(const QByteArray &password)
{
    char text[crypto_pwhash_STRBYTES];
    if (crypto_pwhash_str(text, password.constData(), size_t(password.size()),
                          crypto_pwhash_OPSLIMIT_INTERACTIVE,
                          crypto_pwhash_MEMLIMIT_INTERACTIVE) != 0)
        return Error{ErrorCode::System, u"Not enough memory to hash a password"_s};
    return QByteArray(text);
}

/// What nobody's password fits; made once, by the thread that first needs it.
const QByteArray &nobodysHash()
{
    static const QByteArray hash = [] {
        const Result<QByteArray> made = makeHash(randomHex(kTokenBytes));
        return made ? *made : QByteArray(); // which fits nothing either, only faster
    }();
    return hash;
}

void countOut(QHash<quint64, int> &counts, quint64 key)
{
    if (const auto count = counts.find(key); --*count == 0)
        counts.erase(count);
}

} // namespace

Passwords::Passwords(int maxWaiting, int maxOfAddress)
    : m_maxWaiting(maxWaiting), m_maxOfAddress(maxOfAddress)
{
    m_pool.setMaxThreadCount(1);
}

Passwords::~Passwords()
{
    m_pool.clear();
    m_pool.waitForDone();
}

template <typename T>
void Passwords::run(const AddressKey &from, std::function<Result<T>()> work,
                    std::function<void(const Result<T> &)> done)
{
    const bool isShareTaken = m_waitingOf.value(from.device) >= m_maxOfAddress ||
                              (from.network != 0 && m_waitingFrom.value(from.network) >= m_maxWaiting / 2);
    if (m_waiting >= m_maxWaiting || isShareTaken) {
        done(Error{ErrorCode::Busy, u"Too many passwords to check"_s});
        return;
    }
    ++m_waiting;
    ++m_waitingOf[from.device];
    ++m_waitingFrom[from.network];
    m_pool.start([this, from, work = std::move(work), done = std::move(done)] {
        QMetaObject::invokeMethod(
            this,
            [this, from, result = work(), done] {
                --m_waiting;
                countOut(m_waitingOf, from.device);
                countOut(m_waitingFrom, from.network);
                done(result);
            },
            Qt::QueuedConnection);
    });
}

void Passwords::hash(const AddressKey &from, const QString &password,
                     std::function<void(const Result<QByteArray> &)> done)
{
    run<QByteArray>(
        from, [secret = password.toUtf8()] { return makeHash(secret); }, std::move(done));
}

void Passwords::verify(const AddressKey &from, const QByteArray &hash, const QString &password,
                       std::function<void(const Result<bool> &)> done)
{
    run<bool>(
        from,
        [hash, secret = password.toUtf8()]() -> Result<bool> {
            const QByteArray &against = hash.isEmpty() ? nobodysHash() : hash;
            return crypto_pwhash_str_verify(against.constData(), secret.constData(),
                                            size_t(secret.size())) == 0;
        },
        std::move(done));
}

QByteArray makeToken()
{
    return randomHex(kTokenBytes);
}

QByteArray hashToken(const QByteArray &token)
{
    return digest(token);
}

bool sameSecret(const QByteArray &a, const QByteArray &b)
{
    const QByteArray left = digest(a);
    const QByteArray right = digest(b);
    return sodium_memcmp(left.constData(), right.constData(), size_t(left.size())) == 0;
}

} // namespace Lanroom::Chat
