// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/http.h"

#include <memory>
#include <optional>

struct z_stream_s;

namespace Conformance {

/// What both sides agreed on, RFC 7692 7.1.
struct DeflateTerms
{
    int serverBits = 15;
    int clientBits = 15;
    bool serverTakeover = true;
    bool clientTakeover = true;
};

/// Reads an answer's Sec-WebSocket-Extensions. Nothing: no extension. Throws Failure for a wording
/// that RFC 7692 7.1 doesn't allow as an answer to offer.
std::optional<DeflateTerms> readTerms(const Answer &answer, View offer);

/// A client's compressor: raw deflate over zlib.
class Deflater
{
public:
    explicit Deflater(int windowBits, int level = 6, int strategy = 0);
    ~Deflater();
    /// The message as RFC 7692 7.2.1 has it: flushed, without the last four octets. A message
    /// makes no reference to those before unless takeover.
    Octets message(View data, bool takeover = true);
    /// Data with zlib's own kind of flush (Z_SYNC_FLUSH, Z_FINISH ...) and nothing cut off.
    Octets raw(View data, int flush);

private:
    std::unique_ptr<z_stream_s> m_stream;
};

/// Takes a server's messages apart. Strict: a reference that reaches out of the window agreed on is
/// an error, also where zlib would still have the octets.
class Inflater
{
public:
    explicit Inflater(int windowBits);
    ~Inflater();
    /// Nothing when the data is no deflate stream in that window.
    std::optional<Octets> message(View data, bool takeover);

private:
    std::unique_ptr<z_stream_s> m_stream;
};

} // namespace Conformance
