// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/refusal.h>

// The one table of what a client can be refused with: X(enumerator, code on the wire, the sentence
// that goes with it unless there is a better one).
#define LANROOM_CHAT_REFUSALS(X)                                                                   \
    X(BadRequest, "bad_request", "This request cannot be understood.")                             \
    X(UnknownType, "unknown_type", "There is no such request.")                                    \
    X(NoHello, "no_hello", "Say hello first.")                                                     \
    X(AlreadyWelcome, "already_welcome", "You have been welcomed already.")                        \
    X(AccessRequired, "access_required", "This place asks for its password.")                      \
    X(LoginFailed, "login_failed", "There is no account with this name and password.")             \
    X(TokenInvalid, "token_invalid", "This token is not known here.")                              \
    X(NameTaken, "name_taken", "Somebody here has this name, or one that looks like it.")          \
    X(NameInvalid, "name_invalid", "This cannot be a name.")                                       \
    X(RoomNotFound, "room_not_found", "There is no such room.")                                    \
    X(RoomTaken, "room_taken", "There is a room with this name.")                                  \
    X(RoomInvalid, "room_invalid", "This cannot be the name of a room.")                           \
    X(PasswordRequired, "password_required", "This room asks for its password.")                   \
    X(PasswordWrong, "password_wrong", "This is not the room's password.")                         \
    X(TooManyRooms, "too_many_rooms", "No more rooms fit.")                                        \
    X(TooLong, "too_long", "This message is too long.")                                            \
    X(NotJoined, "not_joined", "You are not in this room.")                                        \
    X(Conflict, "conflict", "Another message was sent with this cmid.")                            \
    X(Rate, "rate", "That was too much at once.")                                                  \
    X(Busy, "busy", "There is too much to do just now.")                                           \
    X(Storage, "storage", "It could not be written to disk.")

namespace Lanroom::Chat {

enum class Code {
#define X(name, text, sentence) name,
    LANROOM_CHAT_REFUSALS(X)
#undef X
};

/// A refusal of the table.
struct Refusal : Lanroom::Refusal
{
    Refusal(Code why); // with the table's sentence
    Refusal(Code why, const QString &sentence);
    Refusal(Code why, qint64 waitMs) : Refusal(why) { retryMs = waitMs; }

    /// A name that would do.
    void suggest(const QString &name) { more.insert(QLatin1StringView("suggestion"), name); }
};

} // namespace Lanroom::Chat
