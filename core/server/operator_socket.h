// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "server/operator_commands.h"

#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>
#include <QtNetwork/qlocalserver.h>

namespace Lanroom {

/// Where lanroomctl, or any program of the operator's, asks the running server. A local socket in
/// the private run directory; the file 'control' in the data directory names it while the server
/// runs.
///
/// A line is a JSON object, both ways (OperatorCommands tells which):
///     > {"id":1,"command":"kick","client":"c_0100000000000001"}
///     < {"re":1,"ok":true,"data":{}}
///     < {"re":1,"ok":false,"error":"not_found","message":"..."}
/// Answers come as they are ready. A line over kMaxLine, or one that is no JSON object, ends the
/// connection. Should the socket close, which Qt does when there is no descriptor left for one who
/// connects, it is opened again; and where the disk has no room for the file that leads here, it is
/// written when there is. Main thread, owned by the server's run.
class OperatorSocket : public QObject
{
    Q_OBJECT
public:
    static constexpr int kMaxConnections = 16;
    static constexpr qint64 kMaxLine = 64 * 1024;
    static constexpr qint64 kMaxUnread = 16 * 1024 * 1024; // answers that somebody does not read: the end
    static constexpr int kLookMs = 2000; // whether it still listens: Qt has no signal for it

    explicit OperatorSocket(Server &server);
    /// Removes the file in the data directory.
    ~OperatorSocket() override;

    Result<void> listen(const QString &path, const QString &dataDir);
    /// From here on at another path.
    Result<void> moveTo(const QString &path);

private:
    Result<void> tellWhere();
    void look();
    void accept();
    void read(QLocalSocket *socket);

    OperatorCommands m_commands;
    QLocalServer m_server;
    QTimer m_look;
    QString m_path;
    QString m_file; // in the data directory; says m_path
    bool m_told = false;
    int m_connections = 0;
};

} // namespace Lanroom
