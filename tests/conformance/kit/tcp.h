// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/octets.h"

#include <cstdint>

namespace Conformance {

/// Where the server is: ws://HOST:PORT/PATH taken apart.
struct Target
{
    std::string host;
    std::string port;
    std::string path = "/";

    /// False when it is no such address.
    static bool parse(View url, Target &out);
    /// The Host field's value.
    std::string authority() const { return host + ':' + port; }
};

/// One TCP connection that says exactly the octets it is told. Blocking, one thread; every wait
/// ends with the patience given. Sending reads meanwhile what comes, so that neither side gets
/// stuck with full buffers. Throws std::runtime_error only when it can't connect.
class Tcp
{
public:
    Tcp(const Target &target, std::chrono::milliseconds patience);
    ~Tcp();
    Tcp(Tcp &&other) noexcept;
    Tcp(const Tcp &) = delete;
    Tcp &operator=(const Tcp &) = delete;

    /// Whole; gives up silently when the server hangs up: what it said before then tells more.
    void send(View octets);
    /// In pieces of size octets, each its own TCP segment, as far as TCP lets us say.
    void sendInPieces(View octets, std::size_t size);

    /// Waits until there is more in received(); false when the server ended or patience did.
    bool receive();
    Octets &received() { return m_received; }
    /// Reads until the server ends the connection; false when it doesn't in time.
    bool waitEnd(std::chrono::milliseconds patience);
    bool ended() const { return m_ended; }
    /// Ends with a reset instead of in order.
    void reset();
    /// As if the cable broke in the middle of a sentence: our direction only.
    void endWriting();

private:
    void read();
    bool waitFor(short events, Clock::time_point until);

    int m_socket = -1;
    std::chrono::milliseconds m_patience;
    Octets m_received;
    bool m_ended = false;
};

} // namespace Conformance
