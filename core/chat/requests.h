// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/limits.h"
#include "chat/refusal.h"

#include <QtCore/qbytearray.h>
#include <QtCore/qjsonvalue.h>
#include <QtCore/qstring.h>

#include <optional>
#include <variant>

// What a client can ask for, each a plain struct of checked fields; PROTOCOL.md is the page for
// people. Texts are valid Unicode without NUL; a null one was not given.
namespace Lanroom::Chat {

inline constexpr int kProtocolVersion = 1;
/// Bytes of a cmid, which is twice as many hex digits on the wire.
inline constexpr int kCmidBytes = 16;

struct HelloRequest
{
    qint64 protocol = 0;
    QString name;
    QString token;
    QString password; // of an account
    QString access;   // of the place
};

struct CreateRequest
{
    QString room;
    QString title;
    QString password;
    bool hidden = false;
};

struct JoinRequest
{
    QString room;
    QString password;
    QString epoch;
    std::optional<qint64> after;
    bool observe = false; // only to look on
};

struct LeaveRequest
{
    QString room;
};

struct RoomsRequest
{
};

struct SendRequest
{
    QString room;
    QByteArray cmid; // kCmidBytes, raw
    QString body;    // not empty; its length is the handler's to judge, since that is a nack
    std::optional<qint64> replyTo;
};

struct HistoryRequest
{
    QString room;
    std::optional<qint64> before;
    std::optional<qint64> after; // not both
    int limit = 0;
};

using Request = std::variant<HelloRequest, CreateRequest, JoinRequest, LeaveRequest, RoomsRequest,
                             SendRequest, HistoryRequest>;

/// One message from a client: what it asks for, or why that is not to be understood.
struct Incoming
{
    QJsonValue id; // to answer with; null when there was no usable one
    std::variant<Request, Refusal> request;
};

/// Reads one text message. Never fails otherwise than by a Refusal, whatever the bytes are. Pure.
Incoming parseRequest(QByteArrayView text, const Limits &limits);

} // namespace Lanroom::Chat
