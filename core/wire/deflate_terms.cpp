// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/deflate_terms.h"

#include <optional>

namespace Lanroom {

namespace {

/// One parameter of an offer, its value unquoted; null where there was no '='.
struct Parameter
{
    QByteArray name;
    QByteArray value;
};

struct Offer
{
    QByteArray name;
    QList<Parameter> parameters;
};

bool isTokenCharacter(char c)
{
    // RFC 7230 3.2.6: visible ASCII without the delimiters.
    return c > ' ' && c < 0x7f && !QByteArrayView("\"(),/:;<=>?@[\\]{}").contains(c);
}

/// Reads RFC 6455 9.1's extension-list, one element at a time.
class OfferReader
{
public:
    explicit OfferReader(QByteArrayView text) : m_text(text) { skipEmpty(); }

    bool atEnd() const { return m_at == m_text.size(); }

    /// Nothing when the text breaks the grammar.
    std::optional<Offer> next()
    {
        Offer offer{token(), {}};
        while (!offer.name.isEmpty() && take(';')) {
            const std::optional<Parameter> parameter = readParameter();
            if (!parameter)
                return std::nullopt;
            offer.parameters.append(*parameter);
        }
        if (offer.name.isEmpty() || !(atEnd() || take(',')))
            return std::nullopt;
        skipEmpty();
        return offer;
    }

private:
    std::optional<Parameter> readParameter()
    {
        Parameter parameter{token(), {}};
        if (parameter.name.isEmpty())
            return std::nullopt;
        if (take('=')) {
            parameter.value = take('"') ? quotedToken() : token();
            if (parameter.value.isEmpty())
                return std::nullopt;
        }
        return parameter;
    }

    /// Empty where there is none. Takes the white space on both sides, too.
    QByteArray token()
    {
        skipSpace();
        const qsizetype start = m_at;
        while (!atEnd() && isTokenCharacter(m_text[m_at]))
            ++m_at;
        const QByteArray found = m_text.sliced(start, m_at - start).toByteArray();
        skipSpace();
        return found;
    }

    /// The rest of a quoted string. What is in it must be a token all the same; empty when not.
    QByteArray quotedToken()
    {
        QByteArray found;
        while (!atEnd() && m_text[m_at] != '"') {
            if (m_text[m_at] == '\\' && ++m_at == m_text.size())
                return {};
            if (!isTokenCharacter(m_text[m_at]))
                return {};
            found.append(m_text[m_at++]);
        }
        if (!take('"'))
            return {};
        skipSpace();
        return found;
    }

    bool take(char c)
    {
        if (atEnd() || m_text[m_at] != c)
            return false;
        ++m_at;
        return true;
    }

    void skipSpace()
    {
        while (!atEnd() && (m_text[m_at] == ' ' || m_text[m_at] == '\t'))
            ++m_at;
    }

    /// A list may have empty elements.
    void skipEmpty()
    {
        do
            skipSpace();
        while (take(','));
    }

    QByteArrayView m_text;
    qsizetype m_at = 0;
};

/// RFC 7692 7.1.2: 8 to 15, a decimal number without leading zeros.
std::optional<int> windowBits(const QByteArray &value)
{
    for (int bits = DeflateTerms::kMinWindowBits; bits <= DeflateTerms::kMaxWindowBits; ++bits) {
        if (value == QByteArray::number(bits))
            return bits;
    }
    return std::nullopt;
}

/// An offer of permessage-deflate as a whole, once each of its parameters was found good.
class Deal
{
public:
    /// False: the offer is to be declined.
    bool take(const Parameter &parameter)
    {
        if (m_seen.contains(parameter.name))
            return false;
        m_seen.append(parameter.name);
        const std::optional<int> bits = windowBits(parameter.value);
        if (parameter.name == "server_max_window_bits" && bits) {
            m_serverBits = bits;
            return true;
        }
        if (parameter.name == "client_max_window_bits" && (bits || parameter.value.isNull())) {
            m_clientBits = bits;
            return true;
        }
        return parameter.value.isNull() && (parameter.name == "server_no_context_takeover" ||
                                            parameter.name == "client_no_context_takeover");
    }

    DeflateAnswer answer(bool takeoverAllowed) const
    {
        DeflateAnswer answer;
        answer.outcome = DeflateAnswer::Outcome::Agreed;
        answer.terms.serverWindowBits = m_serverBits.value_or(DeflateTerms::kMaxWindowBits);
        answer.terms.clientWindowBits = m_clientBits.value_or(DeflateTerms::kMaxWindowBits);
        answer.terms.clientTakeover =
            takeoverAllowed && !m_seen.contains("client_no_context_takeover");
        answer.header = "permessage-deflate; server_no_context_takeover";
        if (!answer.terms.clientTakeover)
            answer.header += "; client_no_context_takeover";
        if (m_serverBits)
            answer.header += "; server_max_window_bits=" + QByteArray::number(*m_serverBits);
        // To a bare client_max_window_bits nothing need be said: 15 it is.
        if (m_clientBits)
            answer.header += "; client_max_window_bits=" + QByteArray::number(*m_clientBits);
        return answer;
    }

private:
    QList<QByteArray> m_seen;
    std::optional<int> m_serverBits;
    std::optional<int> m_clientBits;
};

std::optional<DeflateAnswer> accept(const Offer &offer, bool takeoverAllowed)
{
    Deal deal;
    if (offer.name != "permessage-deflate" ||
        !std::all_of(offer.parameters.cbegin(), offer.parameters.cend(),
                     [&deal](const Parameter &parameter) { return deal.take(parameter); }))
        return std::nullopt;
    return deal.answer(takeoverAllowed);
}

} // namespace

DeflateAnswer negotiateDeflate(const RequestHead &request, bool takeoverAllowed)
{
    std::optional<DeflateAnswer> agreed;
    for (const HttpHeader &field : request.headers) {
        if (field.name.compare("Sec-WebSocket-Extensions", Qt::CaseInsensitive) != 0)
            continue;
        OfferReader reader(field.value);
        while (!reader.atEnd()) {
            const std::optional<Offer> offer = reader.next();
            if (!offer)
                return {DeflateAnswer::Outcome::Malformed, {}, {}};
            if (!agreed)
                agreed = accept(*offer, takeoverAllowed);
        }
    }
    return agreed.value_or(DeflateAnswer{});
}

} // namespace Lanroom
