// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/name_register.h"

#include <QtCore/qrandom.h>

namespace Lanroom::Chat {

bool NameRegister::hold(const Name &name, qint64 user)
{
    if (holder(name))
        return false;
    m_bySkeleton.insert(name.skeleton, user);
    m_byFoldedSkeleton.insert(name.foldedSkeleton, user);
    return true;
}

void NameRegister::release(const Name &name)
{
    m_bySkeleton.remove(name.skeleton);
    m_byFoldedSkeleton.remove(name.foldedSkeleton);
}

std::optional<qint64> NameRegister::holder(const Name &name) const
{
    if (const auto found = m_bySkeleton.constFind(name.skeleton); found != m_bySkeleton.cend())
        return *found;
    if (const auto found = m_byFoldedSkeleton.constFind(name.foldedSkeleton);
        found != m_byFoldedSkeleton.cend())
        return *found;
    return std::nullopt;
}

std::optional<Name> NameRegister::freeNameLike(const Name &name) const
{
    if (!holder(name))
        return name;
    constexpr int kFirstRandom = 2 + kFirstNumbers;
    for (int i = 0; i < kFirstNumbers + kRandomNumbers; ++i) {
        const int number = i < kFirstNumbers
                               ? 2 + i
                               : QRandomGenerator::global()->bounded(kFirstRandom, kMostNumbers);
        const std::optional<Name> numbered = numberedName(name, number, m_limits);
        if (numbered && !holder(*numbered))
            return numbered;
    }
    return std::nullopt;
}

} // namespace Lanroom::Chat
