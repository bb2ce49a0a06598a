// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/json_lines.h"

#include "link/messages.h"

#include <lanroom/client.h>

#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>

#include <array>

namespace Lanroom::JsonLines {

using namespace Qt::Literals::StringLiterals;

namespace {

using Kind = Order::Kind;

/// An event of the program's, and which members it must have.
struct Event
{
    QLatin1StringView name;
    Kind kind;
    bool client;
    bool topic;
    bool data;
};

constexpr std::array kEvents{
    Event{"message"_L1, Kind::Message, true, false, true},
    Event{"publish"_L1, Kind::Publish, false, true, true},
    Event{"broadcast"_L1, Kind::Broadcast, false, false, true},
    Event{"subscribe"_L1, Kind::Subscribe, true, true, false},
    Event{"unsubscribe"_L1, Kind::Unsubscribe, true, true, false},
    Event{"close"_L1, Kind::Close, true, false, false},
    Event{"session"_L1, Kind::Session, true, false, true},
    Event{"introduce"_L1, Kind::Introduce, true, false, false},
    Event{"topic"_L1, Kind::Topic, false, true, false},
};

QByteArray lineOf(const QJsonObject &object)
{
    return QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
}

QString base64(QByteArrayView bytes)
{
    return QString::fromLatin1(bytes.toByteArray().toBase64());
}

/// A session is whatever the last program left, which may have spoken binary.
void addData(QJsonObject &object, QLatin1StringView textKey, QLatin1StringView binaryKey,
             QByteArrayView data, bool binary)
{
    if (binary)
        object.insert(binaryKey, base64(data));
    else
        object.insert(textKey, QString::fromUtf8(data));
}

Error wrong(const QString &why)
{
    return {ErrorCode::BadRequest, why};
}

Result<ClientId> readClient(const QJsonObject &object, QLatin1StringView key)
{
    const std::optional<ClientId> id = ClientId::fromString(object.value(key).toString());
    if (!id)
        return wrong(u"'%1' is no client"_s.arg(key));
    return *id;
}

Result<void> readData(const QJsonObject &object, Order &order)
{
    const QJsonValue text = object.value("text"_L1);
    const QJsonValue binary = object.value("base64"_L1);
    if (text.isString() == binary.isString())
        return wrong(u"there must be a 'text' or a 'base64'"_s);
    order.binary = binary.isString();
    if (order.binary) {
        const auto decoded = QByteArray::fromBase64Encoding(
            binary.toString().toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
        if (!decoded)
            return wrong(u"'base64' is none"_s);
        order.data = *decoded;
    } else {
        order.data = text.toString().toUtf8();
    }
    const bool session = order.kind == Kind::Session;
    const qsizetype most =
        session ? Client::kMaxSessionBytes : qsizetype(Link::kMaxBodyBytes) - Link::kMaxTopicBytes;
    if (order.data.size() > most)
        return wrong(u"it has %1 bytes, and %2 is the most"_s.arg(order.data.size()).arg(most));
    return {};
}

Result<void> readTopic(const QJsonObject &object, Order &order)
{
    order.topic = object.value("topic"_L1).toString().toUtf8();
    if (order.topic.isEmpty() || order.topic.size() > Client::kMaxTopicBytes)
        return wrong(u"'topic' must be a text of 1 to %1 bytes"_s.arg(Client::kMaxTopicBytes));
    return {};
}

} // namespace

QByteArray connected(const Client &client, bool resumed)
{
    QJsonObject object{{u"event"_s, u"connected"_s},
                       {u"client"_s, client.id().toString()},
                       {u"address"_s, client.address()},
                       {u"agent"_s, client.agent()},
                       {u"path"_s, client.path()},
                       {u"query"_s, client.query()},
                       {u"subprotocol"_s, client.subprotocol()},
                       {u"local"_s, client.isLocal()},
                       {u"since_ms"_s, client.sinceMs()},
                       {u"resumed"_s, resumed}};
    const QByteArray session = client.session();
    if (!session.isEmpty())
        addData(object, "session"_L1, "session_base64"_L1, session, !session.isValidUtf8());
    return lineOf(object);
}

QByteArray attached()
{
    return QByteArrayLiteral("{\"event\":\"attached\"}\n");
}

QByteArray message(ClientId client, const Message &message)
{
    QJsonObject object{{u"event"_s, u"message"_s}, {u"client"_s, client.toString()}};
    addData(object, "text"_L1, "base64"_L1, message.data, message.binary);
    return lineOf(object);
}

QByteArray disconnected(ClientId client, int code)
{
    return lineOf(
        {{u"event"_s, u"disconnected"_s}, {u"client"_s, client.toString()}, {u"code"_s, code}});
}

Result<Order> parse(const QByteArray &line)
{
    QJsonParseError error;
    const QJsonObject object = QJsonDocument::fromJson(line, &error).object();
    if (object.isEmpty())
        return wrong(error.error ? error.errorString() : u"it is no JSON object"_s);
    const QString name = object.value("event"_L1).toString();
    const auto *event = std::find_if(kEvents.begin(), kEvents.end(),
                                     [&name](const Event &known) { return known.name == name; });
    if (event == kEvents.end())
        return wrong(u"there is no event '%1'"_s.arg(name.left(40)));
    Order order;
    order.kind = event->kind;
    const auto client =
        event->client ? readClient(object, "client"_L1) : Result<ClientId>(ClientId());
    const auto except = object.contains("except"_L1) ? readClient(object, "except"_L1) : ClientId();
    if (!client || !except)
        return client ? except.error() : client.error();
    order.client = *client;
    order.except = *except;
    if (const Result<void> topic = event->topic ? readTopic(object, order) : Result<void>(); !topic)
        return topic.error();
    if (const Result<void> data = event->data ? readData(object, order) : Result<void>(); !data)
        return data.error();
    order.code = object.value("code"_L1).toInt(order.code);
    if (!Link::isCloseCode(order.code))
        return wrong(u"%1 is no close code a service may send"_s.arg(order.code));
    order.reason = object.value("reason"_L1).toString();
    order.user = object.value("user"_L1).toString();
    order.name = object.value("name"_L1).toString();
    order.title = object.value("title"_L1).toString();
    order.gone = object.value("gone"_L1).toBool();
    return order;
}

} // namespace Lanroom::JsonLines
