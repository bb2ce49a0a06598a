// SPDX-License-Identifier: LGPL-3.0-or-later
#include "conformance/kit/deflate.h"

#include "conformance/kit/trial.h"

#include <zlib.h>

#include <charconv>
#include <set>

namespace Conformance {

namespace {

Bytef *in(View data)
{
    return reinterpret_cast<Bytef *>(const_cast<char *>(data.data())); // zlib's next_in isn't const
}

/// 8 to 15, in decimal without a leading zero.
std::optional<int> windowBits(View value)
{
    int bits = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), bits);
    if (error != std::errc() || end != value.data() + value.size() || value.front() == '0' ||
        bits < 8 || bits > 15)
        return std::nullopt;
    return bits;
}

/// What the client said of its own window, which holds also where the answer doesn't repeat it.
int offeredClientBits(View offer)
{
    constexpr View name = "client_max_window_bits=";
    const std::size_t at = offer.find(name);
    if (at == View::npos)
        return 15;
    const View value = offer.substr(at + name.size());
    return windowBits(value.substr(0, value.find_first_not_of("0123456789"))).value_or(15);
}

std::vector<std::string> split(View text, char at)
{
    std::vector<std::string> parts;
    while (true) {
        const std::size_t end = text.find(at);
        parts.push_back(trimmed(text.substr(0, end)));
        if (end == View::npos)
            return parts;
        text.remove_prefix(end + 1);
    }
}

} // namespace

std::optional<DeflateTerms> readTerms(const Answer &answer, View offer)
{
    const std::string text = answer.value("Sec-WebSocket-Extensions");
    if (text.empty())
        return std::nullopt;
    const auto refuse = [&text](const std::string &why) {
        throw Failure("the answer's extensions '" + text + "' " + why);
    };
    std::vector<std::string> parts = split(text, ';');
    if (parts.front() != "permessage-deflate")
        refuse("are not what was offered");
    if (offer.find("permessage-deflate") == View::npos)
        refuse("were not offered");

    DeflateTerms terms;
    terms.clientBits = offeredClientBits(offer);
    std::set<std::string> seen;
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const std::size_t equals = parts[i].find('=');
        const std::string name = trimmed(View(parts[i]).substr(0, equals));
        std::string value = equals == View::npos ? "" : trimmed(View(parts[i]).substr(equals + 1));
        if (value.size() > 1 && value.front() == '"' && value.back() == '"')
            value = value.substr(1, value.size() - 2);
        if (!seen.insert(name).second)
            refuse("have " + name + " twice");
        const bool window = name == "server_max_window_bits" || name == "client_max_window_bits";
        const std::optional<int> bits = windowBits(value.empty() ? "0" : View(value));
        if (window ? !bits : equals != View::npos)
            refuse("give " + name + " a wrong value");
        if (name == "server_max_window_bits") {
            terms.serverBits = *bits;
        } else if (name == "client_max_window_bits") {
            if (offer.find("client_max_window_bits") == View::npos)
                refuse("limit the client's window, which it didn't offer");
            terms.clientBits = *bits;
        } else if (name == "server_no_context_takeover") {
            terms.serverTakeover = false;
        } else if (name == "client_no_context_takeover") {
            terms.clientTakeover = false;
        } else {
            refuse("have the unknown parameter " + name);
        }
    }
    return terms;
}

Deflater::Deflater(int bits, int level, int strategy) : m_stream(std::make_unique<z_stream_s>())
{
    // zlib has no raw stream with a window of 2^8; messages for one are made with 9 and kept short.
    deflateInit2(m_stream.get(), level, Z_DEFLATED, -std::max(bits, 9), 9, strategy);
}

Deflater::~Deflater()
{
    deflateEnd(m_stream.get());
}

Octets Deflater::raw(View data, int flush)
{
    Octets out;
    char buffer[16384];
    m_stream->next_in = in(data);
    m_stream->avail_in = uInt(data.size());
    do {
        m_stream->next_out = reinterpret_cast<Bytef *>(buffer);
        m_stream->avail_out = sizeof buffer;
        deflate(m_stream.get(), flush);
        out.append(buffer, sizeof buffer - m_stream->avail_out);
    } while (m_stream->avail_out == 0);
    if (flush == Z_FINISH)
        deflateReset(m_stream.get());
    return out;
}

Octets Deflater::message(View data, bool takeover)
{
    if (data.empty())
        return Octets(1, '\0'); // 7.2.3.6
    if (!takeover)
        deflateReset(m_stream.get());
    Octets out = raw(data, Z_SYNC_FLUSH);
    out.resize(out.size() - 4);
    return out;
}

Inflater::Inflater(int bits) : m_stream(std::make_unique<z_stream_s>())
{
    inflateInit2(m_stream.get(), -bits);
}

Inflater::~Inflater()
{
    inflateEnd(m_stream.get());
}

std::optional<Octets> Inflater::message(View data, bool takeover)
{
    if (!takeover)
        inflateReset(m_stream.get());
    const Octets whole = Octets(data) + "\x00\x00\xff\xff"s;
    Octets out;
    m_stream->next_in = in(whole);
    m_stream->avail_in = uInt(whole.size());
    while (true) {
        // An octet at a time: so zlib takes every reference from its window, whose size is the one
        // agreed on, and none from the output buffer.
        Bytef octet;
        m_stream->next_out = &octet;
        m_stream->avail_out = 1;
        const int status = inflate(m_stream.get(), Z_SYNC_FLUSH);
        if (m_stream->avail_out == 0)
            out += char(octet);
        if (status == Z_STREAM_END) { // BFINAL: what follows starts anew, with an empty window
            const uInt left = m_stream->avail_in;
            Bytef *const rest = m_stream->next_in;
            inflateReset(m_stream.get());
            m_stream->next_in = rest;
            m_stream->avail_in = left;
        } else if (status == Z_BUF_ERROR || (m_stream->avail_out == 1 && m_stream->avail_in == 0)) {
            return m_stream->avail_in == 0 ? std::optional(out) : std::nullopt;
        } else if (status != Z_OK) {
            return std::nullopt;
        }
    }
}

} // namespace Conformance
