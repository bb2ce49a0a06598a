// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/tcp.h"

#include <optional>
#include <vector>

namespace Conformance {

struct Field
{
    std::string name;
    std::string value;
};

/// A request as it goes out, octet for octet. upgrade() makes a good opening handshake (RFC 6455
/// 4.1), which a case then spoils.
struct Request
{
    std::string method = "GET";
    std::string target;
    std::string version = "HTTP/1.1";
    std::vector<Field> fields;

    static Request upgrade(const Target &target);
    /// Replaces the field, keeping its place.
    Request &set(View name, View value);
    Request &add(View name, View value);
    Request &remove(View name);
    std::string value(View name) const;
    Octets octets() const;
};

/// An answer's head, and its body where Content-Length announces one.
struct Answer
{
    int status = 0;
    std::string version;
    std::vector<Field> fields;
    Octets body;

    std::size_t count(View name) const;
    /// All fields of that name, joined by ", "; empty when there is none.
    std::string value(View name) const;
    /// The list in all fields of that name, in lower case.
    std::vector<std::string> tokens(View name) const;

    /// Takes the next answer from what the connection receives; nothing when there is no whole one
    /// in time, or it is no HTTP.
    static std::optional<Answer> readFrom(Tcp &tcp);
};

std::string lower(View text);
std::string trimmed(View text);

/// What Sec-WebSocket-Accept must say to that key (RFC 6455 4.2.2, step 5.4).
std::string acceptFor(View key);

} // namespace Conformance
