// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/session_service.h>

#include "sdk/session_map.h"

#include <QtCore/qjsondocument.h>

namespace Lanroom {

using namespace Qt::StringLiterals;

/// In the session, beside TopicService's.
static constexpr QLatin1StringView kState = "s"_L1;

Answer Answer::later()
{
    Answer answer;
    answer.m_later = true;
    return answer;
}

QByteArray Answer::encode(const QJsonValue &id) const
{
    QJsonObject object = m_refusal ? m_refusal->more : m_fields;
    object.insert("re"_L1, id);
    if (m_refusal) {
        object.insert("type"_L1, "error"_L1);
        object.insert("code"_L1, m_refusal->code);
        object.insert("message"_L1, m_refusal->message);
        if (m_refusal->retryMs > 0)
            object.insert("retry_ms"_L1, m_refusal->retryMs);
    } else if (!object.contains("type"_L1)) {
        object.insert("type"_L1, "ok"_L1);
    }
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

void Reply::operator()(const Answer &answer) const
{
    Client *client = m_service ? m_service->client(m_client) : nullptr;
    if (client && !answer.isLater())
        client->send(answer.encode(m_id));
}

void SessionService::on(const QString &type, Handler handler)
{
    m_handlers.insert(type, std::move(handler));
}

Reply SessionService::replyTo(const Client &client, const Request &request)
{
    Reply reply;
    reply.m_service = this;
    reply.m_client = client.id();
    reply.m_id = request.id();
    return reply;
}

void SessionService::message(Client &client, const Message &message)
{
    if (message.binary) {
        const Refusal refusal(u"bad_request"_s, u"Binary messages mean nothing here."_s);
        return client.send(Answer(refusal).encode(QJsonValue::Null));
    }
    const Request request = Request::parse(message.data);
    replyTo(client, request)(handle(client, request)); // by id: its handler may have ended it
}

Answer SessionService::handle(Client &client, const Request &request)
{
    if (request.problem())
        return *request.problem();
    const auto handler = m_handlers.constFind(request.type());
    if (handler == m_handlers.cend())
        return Refusal(u"unknown_type"_s, u"There is no such request."_s);
    return (*handler)(client, request);
}

QJsonObject SessionService::state(const Client &client) const
{
    return sessionPart(client, kState).toMap().toJsonObject();
}

bool SessionService::setState(Client &client, const QJsonObject &state)
{
    return setSessionPart(client, kState, QCborMap::fromJsonObject(state));
}

} // namespace Lanroom
