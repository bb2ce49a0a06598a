// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/client_id.h"
#include "base/result.h"

#include <QtCore/qcborarray.h>
#include <QtCore/qcbormap.h>

#include <limits>

namespace Lanroom::Link {

/// Reads a CBOR map's fields with their types and ranges checked. A missing field leaves the target
/// as it is; a required() one that is missing, or any of the wrong type, makes error() speak, and
/// the first error stays. Passive, used within one decode().
class CborFields
{
public:
    explicit CborFields(const QCborMap &map) : m_map(map) {}

    CborFields &read(QLatin1StringView key, bool &out)
    {
        return take(key, out, [](const QCborValue &v) { return v.isBool(); },
                    [](const QCborValue &v) { return v.toBool(); });
    }
    CborFields &read(QLatin1StringView key, qint64 &out)
    {
        return take(key, out, [](const QCborValue &v) { return v.isInteger(); },
                    [](const QCborValue &v) { return v.toInteger(); });
    }
    CborFields &read(QLatin1StringView key, int &out)
    {
        return take(key, out, isInt, [](const QCborValue &v) { return int(v.toInteger()); });
    }
    CborFields &read(QLatin1StringView key, QString &out)
    {
        return take(key, out, [](const QCborValue &v) { return v.isString(); },
                    [](const QCborValue &v) { return v.toString(); });
    }
    CborFields &read(QLatin1StringView key, QByteArray &out)
    {
        return take(key, out, [](const QCborValue &v) { return v.isByteArray(); },
                    [](const QCborValue &v) { return v.toByteArray(); });
    }
    CborFields &read(QLatin1StringView key, QCborMap &out)
    {
        return take(key, out, [](const QCborValue &v) { return v.isMap(); },
                    [](const QCborValue &v) { return v.toMap(); });
    }
    CborFields &read(QLatin1StringView key, QCborArray &out)
    {
        return take(key, out, [](const QCborValue &v) { return v.isArray(); },
                    [](const QCborValue &v) { return v.toArray(); });
    }

    template <typename T> CborFields &required(QLatin1StringView key, T &out)
    {
        if (!m_map.contains(key))
            fail(key, u"is missing");
        return read(key, out);
    }

    void fail(QLatin1StringView key, QStringView why)
    {
        if (m_error.isEmpty())
            m_error = QStringLiteral("field %1 %2").arg(key, why);
    }

    /// The finished message, or the first error.
    template <typename M> Result<M> finish(M message) const
    {
        if (!m_error.isEmpty())
            return Error{ErrorCode::Protocol, m_error};
        return message;
    }

private:
    static bool isInt(const QCborValue &v)
    {
        return v.isInteger() && v.toInteger() >= std::numeric_limits<int>::min()
            && v.toInteger() <= std::numeric_limits<int>::max();
    }

    template <typename T, typename Is, typename To>
    CborFields &take(QLatin1StringView key, T &out, Is is, To to)
    {
        const QCborValue value = m_map.value(key);
        if (value.isUndefined())
            return *this;
        if (is(value))
            out = to(value);
        else
            fail(key, u"has the wrong type or range");
        return *this;
    }

    const QCborMap &m_map;
    QString m_error;
};

} // namespace Lanroom::Link
