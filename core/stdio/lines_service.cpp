// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/lines_service.h"

#include "stdio/client_environment.h"
#include "stdio/leftovers.h"
#include "stdio/log.h"

#include <algorithm>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {
constexpr int kClearUpMs = 100; // for what a leftover had started itself to become ours, too
}

LinesService::LinesService(const Options &options) : m_options(options)
{
    m_clearUp.setSingleShot(true);
    m_clearUp.setInterval(kClearUpMs);
    connect(&m_clearUp, &QTimer::timeout, this, &LinesService::clearUp);
    Leftovers::adopt();
}

LinesService::~LinesService() = default;

void LinesService::connected(Client &client)
{
    if (running().size() >= m_options.atOnce) {
        qCWarning(lcStdio) << "a client is sent away:" << m_options.atOnce << "programs run";
        client.close(Conversation::kTooMany, u"too many are here"_s);
        return;
    }
    auto conversation =
        std::make_unique<Conversation>(client, m_options.lineBytes, [this] { return !isBehind(); });
    connect(conversation.get(), &Conversation::ended, this,
            [this, ended = conversation.get()] { programEnded(ended); });
    const Result<void> started = conversation->start(
        m_options.command, clientEnvironment(serviceEnvironment(name(), dataDir()), client));
    if (!started) {
        qCWarning(lcStdio).noquote() << started.error().message;
        client.close(Conversation::kTooMany, u"the program cannot be started"_s);
        return;
    }
    m_conversations[client.id()] = std::move(conversation);
}

void LinesService::resumed(Client &client)
{
    client.close(kReplaced, u"the service was replaced"_s);
}

void LinesService::message(Client &client, const Message &message)
{
    if (const auto it = m_conversations.find(client.id()); it != m_conversations.end())
        it->second->message(message);
}

void LinesService::flushed(Client &client)
{
    if (const auto it = m_conversations.find(client.id()); it != m_conversations.end())
        it->second->flushed();
}

void LinesService::caughtUp()
{
    for (const auto &[id, conversation] : m_conversations)
        conversation->caughtUp();
}

void LinesService::disconnected(Client &client, int)
{
    const auto it = m_conversations.find(client.id());
    if (it == m_conversations.end())
        return;
    std::unique_ptr<Conversation> conversation = std::move(it->second);
    m_conversations.erase(it);
    if (conversation->pid() == 0)
        return clearUp(); // it may have ended while its last lines waited
    m_left.push_back(std::move(conversation));
    m_left.back()->left();
}

void LinesService::programEnded(Conversation *conversation)
{
    const auto left = std::find_if(m_left.begin(), m_left.end(), [conversation](const auto &one) {
        return one.get() == conversation;
    });
    if (left != m_left.end()) {
        left->release()->deleteLater(); // we are called from inside it
        m_left.erase(left);
    }
    clearUp();
    checkStopped();
}

void LinesService::stopping()
{
    for (const auto &conversation : m_left)
        conversation->stop();
    for (const auto &[id, conversation] : m_conversations)
        conversation->stop();
    m_stopping = true;
    checkStopped();
}

void LinesService::checkStopped()
{
    if (m_stopping && running().isEmpty()) {
        m_stopping = false;
        stopped();
    }
}

QSet<qint64> LinesService::running() const
{
    QSet<qint64> pids;
    const auto add = [&pids](const Conversation &conversation) {
        if (conversation.pid() != 0)
            pids.insert(conversation.pid());
    };
    for (const auto &[id, conversation] : m_conversations)
        add(*conversation);
    for (const auto &conversation : m_left)
        add(*conversation);
    return pids;
}

void LinesService::clearUp()
{
    if (Leftovers::end(running()))
        m_clearUp.start();
}

} // namespace Lanroom
