// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qlist.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// What the server knows of a service before it runs: NAME.service.json in the services folder.
///
///     {"name": "relay", "path": "/relay", "command": ["lanroom-relay"],
///      "sub_paths": true, "local_only": true, "subprotocols": ["relay.v1"],
///      "message_bytes": 262144}
///
/// name: 1 to 32 of a-z 0-9 -, starting with a letter, the same as the file's; path: begins with /,
/// of such names, not one that HTTP needs. command: a program and its arguments; a program is
/// looked for beside the manifest, then among Lanroom's own. sub_paths (false): takes what lies below its path
/// too. local_only (false): answers this machine alone, unless services.open names it.
/// subprotocols ([]): what it speaks of Sec-WebSocket-Protocol; a client gets its own first choice.
/// message_bytes (0): its clients may send longer messages than gateway.message_bytes, up to this.
/// A plain value, read once at start.
struct Manifest
{
    QString name;
    QString path;
    QStringList command;
    bool subPaths = false;
    bool localOnly = false;
    QStringList subprotocols;
    qint64 messageBytes = 0;
    QString folder; // where it was read from

    static constexpr int kMaxServices = 64;
    static constexpr int kMaxSubprotocols = 16;
    static constexpr int kMaxSubprotocolLength = 64;
    static constexpr qint64 kMaxMessageBytes = 1024 * 1024; // a link frame takes four times that
    static constexpr qint64 kMaxFileBytes = 64 * 1024;

    /// The Error says what is wrong; unknown members are wrong too: a typing error must not pass.
    static Result<Manifest> parse(const QByteArray &json);
    /// Every *.service.json of the folder, by name. Errors name the file; two services with one
    /// path or more than kMaxServices are errors.
    static Result<QList<Manifest>> loadFolder(const QString &folder);
};

} // namespace Lanroom
