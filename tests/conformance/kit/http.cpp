// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/http.h"

#include "conformance/kit/sha1.h"

#include <algorithm>
#include <charconv>

namespace Conformance {

std::string lower(View text)
{
    std::string out(text);
    for (char &c : out)
        c = c >= 'A' && c <= 'Z' ? char(c + 32) : c;
    return out;
}

std::string trimmed(View text)
{
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == View::npos)
        return {};
    return std::string(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
}

std::string acceptFor(View key)
{
    return base64(sha1(std::string(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11"));
}

Request Request::upgrade(const Target &target)
{
    Request request;
    request.target = target.path;
    request.fields = {{"Host", target.authority()},
                      {"Upgrade", "websocket"},
                      {"Connection", "Upgrade"},
                      {"Sec-WebSocket-Key", base64(randomOctets(16))},
                      {"Sec-WebSocket-Version", "13"}};
    return request;
}

Request &Request::set(View name, View value)
{
    for (Field &field : fields) {
        if (lower(field.name) == lower(name)) {
            field.value = value;
            return *this;
        }
    }
    return add(name, value);
}

Request &Request::add(View name, View value)
{
    fields.push_back({std::string(name), std::string(value)});
    return *this;
}

Request &Request::remove(View name)
{
    std::erase_if(fields, [&](const Field &field) { return lower(field.name) == lower(name); });
    return *this;
}

std::string Request::value(View name) const
{
    for (const Field &field : fields) {
        if (lower(field.name) == lower(name))
            return field.value;
    }
    return {};
}

Octets Request::octets() const
{
    Octets out = method + ' ' + target + ' ' + version + "\r\n";
    for (const Field &field : fields)
        out += field.name + ": " + field.value + "\r\n";
    return out + "\r\n";
}

std::size_t Answer::count(View name) const
{
    return std::size_t(std::count_if(fields.begin(), fields.end(), [&](const Field &field) {
        return lower(field.name) == lower(name);
    }));
}

std::string Answer::value(View name) const
{
    std::string all;
    for (const Field &field : fields) {
        if (lower(field.name) == lower(name))
            all += (all.empty() ? "" : ", ") + field.value;
    }
    return all;
}

std::vector<std::string> Answer::tokens(View name) const
{
    std::vector<std::string> found;
    const std::string all = lower(value(name));
    for (std::size_t at = 0; at <= all.size();) {
        const std::size_t comma = std::min(all.find(',', at), all.size());
        if (const std::string token = trimmed(View(all).substr(at, comma - at)); !token.empty())
            found.push_back(token);
        at = comma + 1;
    }
    return found;
}

std::optional<Answer> Answer::readFrom(Tcp &tcp)
{
    std::size_t end;
    while ((end = tcp.received().find("\r\n\r\n")) == Octets::npos) {
        if (!tcp.receive())
            return std::nullopt;
    }
    const Octets head = tcp.received().substr(0, end + 2);
    tcp.received().erase(0, end + 4);

    Answer answer;
    const std::size_t firstLine = head.find("\r\n");
    if (head.compare(0, 5, "HTTP/") != 0 || firstLine < 12)
        return std::nullopt;
    answer.version = head.substr(0, 8);
    std::from_chars(head.data() + 9, head.data() + 12, answer.status);
    for (std::size_t at = firstLine + 2; at < head.size();) {
        const std::size_t line = head.find("\r\n", at);
        const std::size_t colon = head.find(':', at);
        if (colon >= line)
            return std::nullopt;
        answer.fields.push_back(
            {head.substr(at, colon - at), trimmed(View(head).substr(colon + 1, line - colon - 1))});
        at = line + 2;
    }
    std::size_t length = 0;
    const std::string announced = answer.value("Content-Length");
    std::from_chars(announced.data(), announced.data() + announced.size(), length);
    while (answer.status != 101 && tcp.received().size() < length && tcp.receive()) {
    }
    answer.body = tcp.received().substr(0, length);
    tcp.received().erase(0, answer.body.size());
    return answer;
}

} // namespace Conformance
