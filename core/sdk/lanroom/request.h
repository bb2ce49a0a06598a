// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/refusal.h>

#include <QtCore/qbytearray.h>
#include <QtCore/qjsonobject.h>

#include <optional>

namespace Lanroom {

/// One thing that a client asks for: a JSON object with a `type`, an `id` that the client chose, and
/// fields. The readers below take nothing on trust, and remember the first thing that is wrong, so that
/// a handler reads all fields in a row and asks for the problem() once:
///
///     const QString text = request.requiredText("text");
///     if (request.problem())
///         return *request.problem();
///
/// An absent field and null are the same. A plain value for one thread.
class Request
{
public:
    /// The largest whole number that a double, and so every JSON reader, holds exactly: 2^53 - 1.
    static constexpr qint64 kMaxInteger = 9'007'199'254'740'991;
    /// Characters of an id that is a text.
    static constexpr int kMaxIdCharacters = 64;

    /// Reads one text message. What is wrong with it as a whole is its problem(); its id is null then,
    /// if it has no usable one.
    static Request parse(QByteArrayView text);
    explicit Request(const QJsonObject &fields);

    QString type() const { return m_type; }
    QJsonValue id() const { return m_id; }  // a number or a text
    const QJsonObject &fields() const { return m_fields; }

    /// A text without NUL and lone surrogates; null when absent.
    QString text(const char *key) const;
    QString requiredText(const char *key) const;
    /// A whole number of at least minimum, that JavaScript can count to.
    std::optional<qint64> integer(const char *key, qint64 minimum = 0) const;
    bool flag(const char *key) const;

    /// Says that key is wrong; the sentence completes "'key' ...". The first complaint stays.
    void complain(const char *key, const char *sentence) const;
    const std::optional<Refusal> &problem() const { return m_problem; }

private:
    QJsonObject m_fields;
    QString m_type;
    QJsonValue m_id;
    mutable std::optional<Refusal> m_problem;
};

} // namespace Lanroom
