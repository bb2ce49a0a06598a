// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/request.h>
#include <lanroom/topic_service.h>

#include <QtCore/qjsonobject.h>
#include <QtCore/qpointer.h>

#include <functional>
#include <optional>

namespace Lanroom {

class SessionService;

/// What a handler says to a request: fields, a refusal, or that the answer comes later.
class Answer
{
public:
    /// {"type":"ok","re":ID} with these fields; a `type` among them takes the place of "ok".
    Answer(const QJsonObject &fields = {}) : m_fields(fields) {}
    /// {"type":"error","re":ID,"code":...,"message":...,"retry_ms":...?}
    Answer(const Refusal &refusal) : m_refusal(refusal) {}
    Answer(const Error &error) : m_refusal(error) {}
    /// Nothing now: a Reply will bring it.
    static Answer later();

    bool isLater() const { return m_later; }
    /// The text for the client whose request had this id.
    QByteArray encode(const QJsonValue &id) const;

private:
    QJsonObject m_fields;
    std::optional<Refusal> m_refusal;
    bool m_later = false;
};

/// The way back to whoever asked, for an answer that comes later. A plain value to copy into what you
/// wait for; call it once, on the service's thread. When the client has gone meanwhile, or the service
/// itself, calling it does nothing.
class Reply
{
public:
    void operator()(const Answer &answer) const;
    ClientId client() const { return m_client; }
    QJsonValue id() const { return m_id; }

private:
    friend class SessionService;
    QPointer<SessionService> m_service;
    ClientId m_client;
    QJsonValue m_id;
};

/// A service of requests and answers in JSON, over TopicService: the same calls on the same thread.
///
///     > {"type":"name","id":7,"name":"Ada"}
///     < {"type":"ok","re":7}
///     < {"type":"error","re":7,"code":"bad_request","message":"'name' is missing."}
///
/// Give each type its handler with on(), in the constructor. What is no request at all, or of a type
/// that has no handler, is answered here: bad_request, unknown_type. The connection goes on.
///
/// A client has a state, a JSON object of your own, which its next process has again before resumed().
class SessionService : public TopicService
{
public:
    using Handler = std::function<Answer(Client &, const Request &)>;

    void message(Client &client, const Message &message) final;

protected:
    /// The handler of every request of this type; a second one takes the first one's place.
    void on(const QString &type, Handler handler);
    /// on(u"say"_s, &Room::say), for a member Answer say(Client &, const Request &).
    template <typename Derived>
    void on(const QString &type, Answer (Derived::*handler)(Client &, const Request &))
    {
        on(type, [this, handler](Client &client, const Request &request) {
            return (static_cast<Derived *>(this)->*handler)(client, request);
        });
    }
    /// For a handler that returns Answer::later().
    Reply replyTo(const Client &client, const Request &request);

    /// Empty for a client that has none. Also of one that is just leaving.
    QJsonObject state(const Client &client) const;
    /// False, and nothing happened: with the topics it is in, that is over kMaxSessionBytes. It is kept
    /// before anything sent after this call can be seen.
    bool setState(Client &client, const QJsonObject &state);

private:
    friend class Reply;
    Answer handle(Client &client, const Request &request);

    QHash<QString, Handler> m_handlers;
};

} // namespace Lanroom
