// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qlist.h>
#include <QtCore/qmap.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// What the server knows of a service before it runs: its NAME.service.json.
///
///     {"name": "relay", "path": "/relay", "command": ["lanroom-relay"], "sub_paths": true}
///
/// The table of all keys stands in core/sdk/README.md. A plain value; what cannot be read is an Error
/// with line and reason, and never half a manifest.
struct Manifest
{
    enum class Start { WithServer, OnDemand };
    enum class Restart { Always, Never };
    /// Which way a program is spoken to that doesn't know the link protocol.
    enum class Stdio { None, Json, Lines };

    QString name; // 1 to 32 of a-z 0-9 -, beginning with a letter
    QString path; // "/name" to "/name/name/name/name", not one that the gateways answer themselves
    /// A program and its arguments; it is looked for beside the manifest, then among Lanroom's own.
    QStringList command;
    QString title; // for people, like about; empty: its name
    QString about;
    bool subPaths = false;  // takes what lies below its path, too
    bool localOnly = false; // answers this machine alone, unless services.open names it
    QStringList subprotocols; // a client gets its own first choice of these
    QStringList origins;      // pages of these sites may connect: "https://example.org", "null", "*"
    qint64 messageBytes = 0;  // its clients may send more than gateway.message_bytes, up to this
    QMap<QString, QString> environment; // added to the server's own
    Start start = Start::WithServer;
    int idleStopSeconds = 0; // without a client; then its worker is ended; 0: never
    int instances = 1;       // workers; clients of one path meet in one
    Restart restart = Restart::Always;
    Stdio stdio = Stdio::None;
    int memoryMb = 0;   // of each worker with all it started; 0: the setting's default
    int cpuPercent = 0; // of one core, for long; 0: as much as there is
    int processes = 0;  // that a worker may have with itself; 0: the setting's default
    QString folder;     // where it was read from

    friend bool operator==(const Manifest &, const Manifest &) = default;
    /// A worker of the other one may go on under this one.
    bool runsLike(const Manifest &other) const;

    static constexpr int kMaxServices = 64;
    static constexpr int kMaxListItems = 16; // of subprotocols, origins
    static constexpr int kMaxSubprotocolLength = 64;
    static constexpr int kMaxOriginLength = 256;
    static constexpr int kMaxTitleLength = 80;
    static constexpr int kMaxAboutLength = 500;
    static constexpr int kMaxArguments = 64;
    static constexpr int kMaxTextLength = 4096; // of an argument, of a variable's value
    static constexpr int kMaxVariables = 32;
    static constexpr int kMaxIdleSeconds = 86'400;
    static constexpr int kMaxInstances = 16;
    static constexpr int kMaxMemoryMb = 1024 * 1024;
    static constexpr int kMaxCpuPercent = 6400; // 64 cores
    static constexpr int kMaxProcesses = 4096;
    static constexpr qint64 kMaxMessageBytes = 1024 * 1024; // a link frame takes four times that
    static constexpr qint64 kMaxFileBytes = 64 * 1024;

    /// The Error names the line; unknown members are wrong too: a typing error must not pass.
    static Result<Manifest> parse(const QByteArray &json);
    /// The same of a file, which must bear the service's name. The Error names the file as well.
    static Result<Manifest> read(const QString &file);
    static QString fileName(const QString &name); // "relay.service.json"
    static QString nameOfFile(const QString &file);
};

} // namespace Lanroom
