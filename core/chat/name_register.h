// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/names.h"

#include <QtCore/qhash.h>

#include <optional>

namespace Lanroom::Chat {

/// Which names are in use, and by whom. Two names conflict when they, or their casefolds, look
/// alike (UTS #39). Event-loop thread, owned by Users.
class NameRegister
{
public:
    /// A holder that is being made: its user id is not known yet.
    static constexpr qint64 kReserved = -1;

    explicit NameRegister(const Limits &limits) : m_limits(limits) {}

    /// False, and nothing held, when it conflicts with a held name.
    bool hold(const Name &name, qint64 holder);
    void release(const Name &name);
    std::optional<qint64> holder(const Name &name) const;
    /// name itself or, numbered, one like it that is free: the first one, or where the small
    /// numbers are taken a random one. Few are tried, since looking at a name is not cheap:
    /// nothing, when none of them is free.
    std::optional<Name> freeNameLike(const Name &name) const;

private:
    static constexpr int kFirstNumbers = 10; // tried in their order: up to "Ada 11"
    static constexpr int kRandomNumbers = 10;
    static constexpr int kMostNumbers = 1000;

    const Limits &m_limits;
    QHash<QString, qint64> m_bySkeleton;
    QHash<QString, qint64> m_byFoldedSkeleton;
};

} // namespace Lanroom::Chat
