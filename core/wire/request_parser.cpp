// SPDX-License-Identifier: LGPL-3.0-or-later
// The one file that includes Boost.Beast: it takes three seconds to compile.
#include "wire/request_parser.h"

#include "wire/ascii.h"
#include "wire/authority.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

namespace Lanroom {

namespace {

namespace beast = boost::beast;
namespace http = boost::beast::http;

QByteArray copy(beast::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

bool isControl(QChar c)
{
    return c.unicode() < 0x20 || c.unicode() == 0x7f;
}

/// True when the first line is a request's, of an HTTP version that isn't spoken here: what is
/// wrong beside the version is no question of versions.
bool namesAnotherVersion(QByteArrayView bytes)
{
    const QByteArrayView line = bytes.first(qMax<qsizetype>(bytes.indexOf('\r'), 0));
    const QByteArrayView version = line.sliced(line.lastIndexOf(' ') + 1);
    return line.count(' ') == 2 && version.size() == 8 && version.startsWith("HTTP/") &&
           isDigit(version[5]) && version[6] == '.' && isDigit(version[7]) &&
           version != "HTTP/1.0" && version != "HTTP/1.1";
}

/// False where two readers could see the request's end in different places: so a second request
/// is smuggled past one of them (RFC 9112 6.3). Otherwise sets hasBody.
bool readFraming(const RequestHead &head, bool &hasBody)
{
    const qsizetype lengths = head.count("Content-Length");
    const qsizetype codings = head.count("Transfer-Encoding");
    if (lengths > 1 || (lengths && codings))
        return false;
    hasBody = codings > 0;
    if (codings > 0) {
        const QList<QByteArray> names = head.tokens("Transfer-Encoding");
        return !names.isEmpty() && names.indexOf("chunked") == names.size() - 1;
    }
    if (lengths > 0) {
        bool isNumber = false; // Beast takes a list of equal ones, too
        hasBody = head.header("Content-Length").toULongLong(&isNumber) > 0;
        return isNumber;
    }
    return true;
}

/// What is no encoding stands for itself, as it does for browsers, which send "/wall/50%off" so. (Qt makes some
/// byte of any two characters.)
QByteArray percentDecoded(QByteArrayView text)
{
    QByteArray decoded;
    decoded.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool encoded = text[i] == '%' && i + 2 < text.size() && isHexDigit(text[i + 1]) &&
                             isHexDigit(text[i + 2]);
        decoded.append(encoded ? char(text.sliced(i + 1, 2).toUInt(nullptr, 16)) : text[i]);
        i += encoded ? 2 : 0;
    }
    return decoded;
}

/// Splits '/path?query' or 'http://host/path?query' and decodes the path; false when it is neither.
bool readTarget(QByteArray target, RequestHead &head)
{
    constexpr QByteArrayView scheme = "http://";
    if (target.left(scheme.size()).compare(scheme, Qt::CaseInsensitive) == 0) {
        // The authority ends at the path or, without one, at the query (RFC 3986 3.2).
        const auto end = std::find_if(target.cbegin() + scheme.size(), target.cend(),
                                      [](char c) { return c == '/' || c == '?'; });
        head.host =
            QByteArray(target.cbegin() + scheme.size(), end - target.cbegin() - scheme.size());
        if (!isAuthority(head.host)) // above all, none: it would pass for a request without Host
            return false;
        target = QByteArray(end, target.cend() - end);
        if (!target.startsWith('/'))
            target.prepend('/');
    }
    // '*' belongs to OPTIONS and 'host:port' to CONNECT: neither is a place here, but no nonsense.
    if (!target.startsWith('/') && head.method != "OPTIONS" && head.method != "CONNECT")
        return false;
    if (const qsizetype query = target.indexOf('?'); query >= 0) {
        head.query = QString::fromUtf8(QByteArrayView(target).sliced(query + 1));
        target.truncate(query);
    }
    const QByteArray decoded = percentDecoded(target);
    head.path = QString::fromUtf8(decoded);
    return head.path.toUtf8() == decoded &&
           std::none_of(head.path.cbegin(), head.path.cend(), isControl);
}

} // namespace

class RequestParser::Beast final : public http::basic_parser<true>
{
public:
    explicit Beast(qsizetype maxHeadBytes) : m_maxHeadBytes(maxHeadBytes)
    {
        header_limit(std::uint32_t(maxHeadBytes));
        skip(true); // the parser is done where the head is
    }

    Status parse(QByteArrayView bytes)
    {
        if (m_status == Status::Incomplete)
            m_status = advance(bytes);
        return m_status;
    }

    RequestHead m_head;
    qsizetype m_headBytes = 0; // what Beast has taken
    int m_error = 0;

private:
    Status fail(int status)
    {
        m_error = status;
        return Status::Error;
    }

    Status advance(QByteArrayView bytes)
    {
        if (m_headBytes == 0 && bytes.startsWith("\r\n"))
            m_headBytes = m_emptyLine = 2; // RFC 7230 3.5: some clients end a body with one too many
        if (bytes.size() <= m_headBytes || bytes == "\r")
            return Status::Incomplete;
        // Beast looks at nothing before the head is whole; garbage needn't wait for that.
        const QByteArrayView request = bytes.sliced(m_emptyLine);
        if (request[0] < 'A' || request[0] > 'Z')
            return fail(400);
        if (request.first(qMin(request.size(), kMaxRequestLine)).indexOf('\n') < 0 &&
            request.size() >= kMaxRequestLine)
            return fail(414);

        beast::error_code error;
        const QByteArrayView rest = bytes.sliced(m_headBytes);
        m_headBytes += qsizetype(
            put(boost::asio::buffer(rest.data(), std::size_t(rest.size())), error));
        // Beast may be done with the request line, and then counts what follows from there.
        if (error == http::error::header_limit || m_headBytes > m_maxHeadBytes)
            return fail(431);
        if (error == http::error::need_more)
            return bytes.size() < m_maxHeadBytes ? Status::Incomplete : fail(431);
        if (error == http::error::bad_version)
            return fail(namesAnotherVersion(request) ? 505 : 400);
        if (error || !is_header_done())
            return fail(400);
        return check(bytes.first(m_headBytes)) ? Status::Ok : fail(400);
    }

    /// What Beast lets through: folded lines, doubled fields, a body without an end, hosts that are
    /// none, and targets that decode to nonsense.
    bool check(QByteArrayView raw)
    {
        if (raw.indexOf(QByteArrayView("\r\n ")) >= 0 || raw.indexOf(QByteArrayView("\r\n\t")) >= 0)
            return false;
        m_head.host = m_head.header("Host");
        if (m_head.count("Host") > 1 || (m_head.version >= 11 && m_head.host.isEmpty()))
            return false;
        // Also where the target names another, which is the one that counts.
        if (!m_head.host.isEmpty() && !isAuthority(m_head.host))
            return false;
        if (!readFraming(m_head, m_head.hasBody) || !readTarget(m_target, m_head))
            return false;
        // HTTP/1.0's "keep-alive" does not outweigh a "close" beside it (RFC 9112 9.3).
        m_head.keepAlive = keep_alive() && !m_head.tokens("Connection").contains("close");
        return true;
    }

    void on_request_impl(http::verb, beast::string_view method, beast::string_view target,
                         int version, beast::error_code &) override
    {
        m_head.method = copy(method);
        m_head.version = version;
        m_target = copy(target);
    }
    void on_field_impl(http::field, beast::string_view name, beast::string_view value,
                       beast::error_code &) override
    {
        m_head.headers.append({copy(name), copy(value)});
    }
    void on_header_impl(beast::error_code &) override {}
    void on_finish_impl(beast::error_code &) override {}
    // Never called: requests only, and the body is skipped.
    void on_response_impl(int, beast::string_view, int, beast::error_code &) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t> &, beast::error_code &) override {}
    std::size_t on_body_impl(beast::string_view body, beast::error_code &) override
    {
        return body.size();
    }
    void on_chunk_header_impl(std::uint64_t, beast::string_view, beast::error_code &) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view body,
                                   beast::error_code &) override
    {
        return body.size();
    }

    const qsizetype m_maxHeadBytes;
    Status m_status = Status::Incomplete;
    qsizetype m_emptyLine = 0; // before the request line
    QByteArray m_target;
};

RequestParser::RequestParser(qsizetype maxHeadBytes)
    : m_beast(std::make_unique<Beast>(maxHeadBytes))
{
}
RequestParser::~RequestParser() = default;
RequestParser::RequestParser(RequestParser &&) noexcept = default;
RequestParser &RequestParser::operator=(RequestParser &&) noexcept = default;

RequestParser::Status RequestParser::parse(QByteArrayView bytes)
{
    return m_beast->parse(bytes);
}

const RequestHead &RequestParser::head() const
{
    return m_beast->m_head;
}

qsizetype RequestParser::headBytes() const
{
    return m_beast->m_headBytes;
}

int RequestParser::errorStatus() const
{
    return m_beast->m_error;
}

} // namespace Lanroom
