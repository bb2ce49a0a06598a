// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <lanroom/client.h>

#include <QtCore/qcbormap.h>

namespace Lanroom {

// How the SDK's base classes share a client's session: a CBOR map in which each has a key of its own.

/// The value of key; undefined when there is none, or when the session is no map.
inline QCborValue sessionPart(const Client &client, QLatin1StringView key)
{
    return QCborValue::fromCbor(client.session()).toMap().value(key);
}

/// False, with nothing changed, when the session would be over its limit.
inline bool setSessionPart(Client &client, QLatin1StringView key, const QCborValue &value)
{
    QCborMap map = QCborValue::fromCbor(client.session()).toMap();
    map.insert(key, value);
    return client.setSession(map.toCborValue().toCbor());
}

} // namespace Lanroom
