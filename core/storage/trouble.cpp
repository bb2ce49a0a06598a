// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/trouble.h"

namespace Lanroom::Storage {

namespace {

/// Brings the words home.
class TroubleJob final : public Job
{
public:
    TroubleJob(const std::shared_ptr<Home> &home, const void *owner, const QString &words)
        : Job(Kind::Read, true), m_words(words)
    {
        setOut(home, owner, nullptr);
    }
    std::optional<Error> run(Connection &) override { return std::nullopt; }
    void fail(const Error &) override {}
    void finish() override { home()->hearTrouble(owner(), m_words); }

private:
    const QString m_words;
};

} // namespace

void Trouble::set(const QString &words)
{
    const std::lock_guard lock(m_mutex);
    if (words == m_words)
        return;
    m_words = words;
    if (m_home)
        Home::send(std::make_unique<TroubleJob>(m_home, m_owner, words));
}

bool Trouble::isOn() const
{
    const std::lock_guard lock(m_mutex);
    return !m_words.isEmpty();
}

} // namespace Lanroom::Storage
