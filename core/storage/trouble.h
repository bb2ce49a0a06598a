// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/home.h"

namespace Lanroom::Storage {

/// What keeps a database from being written, as words for the operator; none while nothing does. Said at home
/// where the database was opened (Home::setTroubleListener()), whenever it changes. Database threads set it,
/// owned by what they share.
class Trouble
{
public:
    /// On the thread that opens the database, which owner stands for.
    explicit Trouble(const void *owner) : m_home(Home::here()), m_owner(owner) {}

    void set(const QString &words);
    void end() { set({}); }
    bool isOn() const;

private:
    const std::shared_ptr<Home> m_home; // null: nobody is told
    const void *const m_owner;
    mutable std::mutex m_mutex;
    QString m_words; // under m_mutex
};

} // namespace Lanroom::Storage
