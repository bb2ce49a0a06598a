// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/users.h"

#include "base/random.h"

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;

namespace Lanroom::Chat {

void Users::setOperator(const QString &name)
{
    const Name own = parseName(name, m_limits).value_or(*parseName(u"Operator"_s, m_limits));
    m_operator = {kOperator, own.text, u"operator"_s};
    m_names.hold(own, kOperator);
}

/// For how long a name is held for somebody read from the database.
static qint64 heldMs(const UserRecord &record, const Limits &limits, qint64 wallMs)
{
    if (record.online)
        return limits.nameHeldMs; // was here when the process before us ended
    return std::clamp<qint64>(record.seenMs + limits.nameHeldMs - wallMs, 0, limits.nameHeldMs);
}

User &Users::add(const UserRecord &record)
{
    const qint64 now = m_clock.monotonicMs();
    const auto [place, isNew] = m_users.try_emplace(
        record.id, User{{record.id, record.name, record.role},
                        record.origin,
                        0,
                        now + heldMs(record, m_limits, m_clock.wallMs()),
                        TokenBucket(m_limits.messageRate, m_limits.messageBurst, now),
                        TokenBucket(m_limits.requestRate, m_limits.requestBurst, now)});
    if (const std::optional<Name> name = parseName(record.name, m_limits); isNew && name)
        m_names.hold(*name, record.id);
    return place->second;
}

bool Users::claimName(User &user)
{
    const UserId id = user.person.id;
    const std::optional<Name> name = parseName(user.person.name, m_limits);
    if (name && m_names.holder(*name) == id)
        return false;
    const Name free = freeNameLike(name ? *name : anyName());
    m_names.hold(free, id);
    return std::exchange(user.person.name, free.text) != free.text;
}

User *Users::find(UserId id)
{
    const auto found = m_users.find(id);
    return found == m_users.end() ? nullptr : &found->second;
}

bool Users::disconnected(User &user)
{
    if (--user.connections > 0)
        return false;
    user.heldUntilMs = m_clock.monotonicMs() + m_limits.nameHeldMs;
    return true;
}

QList<UserId> Users::absent() const
{
    QList<UserId> users;
    for (const auto &[id, user] : m_users) {
        if (user.connections == 0)
            users.append(id);
    }
    return users;
}

void Users::expire()
{
    QList<UserId> away = absent();
    const auto heldUntil = [this](UserId id) { return m_users.at(id).heldUntilMs; };
    std::sort(away.begin(), away.end(),
              [&](UserId a, UserId b) { return heldUntil(a) < heldUntil(b); });
    const qsizetype tooMany = away.size() - m_limits.usersHeld;
    for (qsizetype i = 0; i < away.size(); ++i) {
        if (i < tooMany || isExpired(m_users.at(away.at(i))))
            forget(away.at(i));
    }
}

std::optional<UserId> Users::holder(const Name &name)
{
    const std::optional<qint64> holder = m_names.holder(name);
    if (!holder)
        return std::nullopt;
    const User *user = find(*holder);
    if (user && isExpired(*user)) {
        forget(*holder);
        return this->holder(name); // the other skeleton may be somebody else's
    }
    return holder;
}

Name Users::freeNameLike(const Name &name)
{
    if (!holder(name))
        return name;
    if (const std::optional<Name> free = m_names.freeNameLike(name))
        return *free;
    return anyName();
}

Name Users::anyName() const
{
    return *parseName(u"Guest "_s + QString::fromLatin1(randomHex(8)), m_limits);
}

bool Users::isExpired(const User &user) const
{
    return user.connections == 0 && user.heldUntilMs <= m_clock.monotonicMs();
}

void Users::forget(UserId id)
{
    const auto found = m_users.find(id);
    const std::optional<Name> name = parseName(found->second.person.name, m_limits);
    if (name && m_names.holder(*name) == id)
        m_names.release(*name);
    m_users.erase(found);
}

} // namespace Lanroom::Chat
