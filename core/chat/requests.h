// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "chat/limits.h"

#include <lanroom/request.h>

#include <optional>

// What a client can ask for, each a plain struct of checked fields; PROTOCOL.md is the page for
// people. Texts are valid Unicode without NUL; a null one was not given. What is wrong with a
// request is its problem() after read().
namespace Lanroom::Chat {

inline constexpr int kProtocolVersion = 1;
/// Bytes of a cmid, which is twice as many hex digits on the wire.
inline constexpr int kCmidBytes = 16;

struct HelloRequest
{
    static HelloRequest read(const Request &request, const Limits &limits);

    qint64 protocol = 0;
    QString name;
    QString token;
    QString password; // of an account
    QString access;   // of the place
};

struct CreateRequest
{
    static CreateRequest read(const Request &request, const Limits &limits);

    QString room;
    QString title;
    QString password;
    bool hidden = false;
};

struct JoinRequest
{
    static JoinRequest read(const Request &request, const Limits &limits);

    QString room;
    QString password;
    QString epoch;
    std::optional<qint64> after;
    bool observe = false; // only to look on
};

struct LeaveRequest
{
    static LeaveRequest read(const Request &request, const Limits &limits);

    QString room;
};

struct RoomsRequest
{
    static RoomsRequest read(const Request &request, const Limits &limits);
};

struct SendRequest
{
    static SendRequest read(const Request &request, const Limits &limits);

    QString room;
    QByteArray cmid; // kCmidBytes, raw
    QString body;    // not empty; its length is the handler's to judge, since that is a nack
    std::optional<qint64> replyTo;
};

struct HistoryRequest
{
    static HistoryRequest read(const Request &request, const Limits &limits);

    QString room;
    std::optional<qint64> before;
    std::optional<qint64> after; // not both
    int limit = 0;
};

} // namespace Lanroom::Chat
