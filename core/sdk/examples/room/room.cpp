// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/session_service.h>

using namespace Lanroom;

/// A chat room at every path: say who you are, then talk. Whoever comes later gets what was said last.
class Room : public SessionService
{
public:
    Room()
    {
        on("enter", &Room::enterAs);
        on("say", &Room::say);
    }

private:
    Answer enterAs(Client &client, const Request &request)
    {
        const QString name = request.requiredText("name").trimmed();
        if (name.isEmpty() || name.size() > 32 || !setState(client, {{"name", name}}))
            return Refusal("bad_name", "A name has 1 to 32 characters.");
        sendHistory(client, client.path());
        subscribe(client, client.path());
        return {};
    }
    Answer say(Client &client, const Request &request)
    {
        if (!client.topics().contains(client.path().toUtf8()))
            return Refusal("no_name", "Say who you are first.");
        const QString text = request.requiredText("text");
        if (request.problem())
            return *request.problem();
        publishAndKeep(client.path(), event("said", client, text));
        return {};
    }
    void joined(Client &client, const QByteArray &room) override { publish(room, event("came", client)); }
    void left(Client &client, const QByteArray &room) override { publish(room, event("left", client)); }
    QJsonObject event(const char *type, const Client &client, const QString &text = {}) const
    {
        return {{"type", type}, {"name", state(client).value("name")}, {"text", text}};
    }
};

LANROOM_SERVICE(Room)
