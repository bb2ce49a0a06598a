// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "base/result.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>
#include <QtCore/qcborstreamwriter.h>
#include <QtCore/qlist.h>

#include <concepts>
#include <limits>

// How a message struct becomes the bytes of a CBOR map (RFC 8949) and back. Each struct lists its
// fields once, in a template fields(F &f) that calls f.required(key, member) and f.optional(key,
// member); CborWriter and CborReader are the two Fs that matter. Passive; used within one
// encodeMessage() or decodeMap().
namespace Lanroom::Link {

class CborWriter;
class CborReader;

template <typename M>
concept Message = requires(M m, CborWriter &w) { m.fields(w); };

template <Message M> Result<M> decodeMap(const QCborMap &map);

/// A map begins with the number of its fields.
class FieldCount
{
public:
    template <typename T> FieldCount &required(QLatin1StringView, const T &)
    {
        ++count;
        return *this;
    }
    template <typename T> FieldCount &optional(QLatin1StringView key, const T &value)
    {
        return required(key, value);
    }

    quint64 count = 0;
};

/// Straight to bytes, without a QCborMap in between: a client that comes is told of in two messages,
/// and the maps took a twelfth of the gateway's time for it.
class CborWriter
{
public:
    explicit CborWriter(QCborStreamWriter &stream) : m_stream(stream) {}

    template <typename T> CborWriter &required(QLatin1StringView key, const T &value)
    {
        m_stream.append(key);
        write(value);
        return *this;
    }
    template <typename T> CborWriter &optional(QLatin1StringView key, const T &value)
    {
        return required(key, value);
    }

    template <Message M> void write(const M &message)
    {
        // Both only read; fields() isn't const because the reader's turn writes.
        M &fields = const_cast<M &>(message);
        FieldCount counter;
        fields.fields(counter);
        m_stream.startMap(counter.count);
        fields.fields(*this);
        m_stream.endMap();
    }

private:
    void write(ClientId id) { write(qint64(id.raw())); }
    void write(bool value) { m_stream.append(value); }
    void write(const QString &text) { m_stream.append(QStringView(text)); }
    void write(const QByteArray &bytes) { m_stream.append(bytes); }
    void write(const QCborMap &map) { map.toCborValue().toCbor(m_stream); }
    template <std::signed_integral T> void write(T number) { m_stream.append(qint64(number)); }
    template <typename T> void write(const QList<T> &list)
    {
        m_stream.startArray(quint64(list.size()));
        for (const T &item : list)
            write(item);
        m_stream.endArray();
    }

    QCborStreamWriter &m_stream;
};

/// Checks types and ranges and never trusts: a missing optional() leaves the member's default, a
/// missing required() or a wrong type sets error, and the first error stays.
class CborReader
{
public:
    explicit CborReader(const QCborMap &from) : m_map(from) {}

    template <typename T> CborReader &required(QLatin1StringView key, T &out)
    {
        if (!m_map.contains(key))
            fail(key, u"is missing");
        return optional(key, out);
    }
    template <typename T> CborReader &optional(QLatin1StringView key, T &out)
    {
        const QCborValue value = m_map.value(key);
        if (!value.isUndefined() && !fromCbor(value, out))
            fail(key, u"has the wrong type or range");
        return *this;
    }

    QString error;

private:
    void fail(QLatin1StringView key, QStringView why)
    {
        if (error.isEmpty())
            error = QStringLiteral("field %1 %2").arg(key, why);
    }

    template <std::signed_integral T> static bool fromCbor(const QCborValue &value, T &out)
    {
        // Asked first: toInteger() casts a double, which is undefined for large ones.
        const qint64 number = value.isInteger() ? value.toInteger() : 0;
        if (!value.isInteger() || number < std::numeric_limits<T>::min()
            || number > std::numeric_limits<T>::max())
            return false;
        out = T(number);
        return true;
    }
    static bool fromCbor(const QCborValue &value, bool &out)
    {
        out = value.toBool();
        return value.isBool();
    }
    static bool fromCbor(const QCborValue &value, QString &out)
    {
        out = value.toString();
        return value.isString();
    }
    static bool fromCbor(const QCborValue &value, QByteArray &out)
    {
        out = value.toByteArray();
        return value.isByteArray();
    }
    static bool fromCbor(const QCborValue &value, QCborMap &out)
    {
        out = value.toMap();
        return value.isMap();
    }
    static bool fromCbor(const QCborValue &value, ClientId &out)
    {
        if (value.isInteger())
            out = ClientId(quint64(value.toInteger()));
        return value.isInteger();
    }
    template <Message M> static bool fromCbor(const QCborValue &value, M &out)
    {
        Result<M> message = decodeMap<M>(value.toMap());
        if (message)
            out = *message;
        return value.isMap() && message;
    }
    template <typename T> static bool fromCbor(const QCborValue &value, QList<T> &out)
    {
        const QCborArray array = value.toArray();
        // One by one: an item may be a hundred times its bytes, and the first wrong one ends it.
        out.clear();
        for (qsizetype i = 0; i < array.size(); ++i) {
            T item{};
            if (!fromCbor(array.at(i), item))
                return false;
            out.append(std::move(item));
        }
        return value.isArray();
    }

    const QCborMap &m_map;
};

template <Message M> QByteArray encodeMessage(const M &message)
{
    QByteArray bytes;
    QCborStreamWriter stream(&bytes);
    CborWriter(stream).write(message);
    return bytes;
}

template <Message M> Result<M> decodeMap(const QCborMap &map)
{
    M message;
    CborReader reader(map);
    message.fields(reader);
    if (!reader.error.isEmpty())
        return Error{ErrorCode::Protocol, reader.error};
    return message;
}

} // namespace Lanroom::Link
