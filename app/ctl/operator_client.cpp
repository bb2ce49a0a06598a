// SPDX-License-Identifier: LGPL-3.0-or-later
#include "operator_client.h"

#include "config/data_dir.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>
#include <QtNetwork/qlocalsocket.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kConnectMs = 2'000;

Error notRunning(const QString &dataDir)
{
    return {ErrorCode::NotFound, u"no Lanroom server is running on %1"_s.arg(dataDir)};
}

} // namespace

Result<QJsonObject> askServer(const QString &dataDir, const QJsonObject &request, int withinMs)
{
    QFile file(DataDir::controlFile(dataDir));
    if (!file.open(QFile::ReadOnly)) {
        if (!file.exists())
            return notRunning(dataDir);
        return Error{ErrorCode::Denied, u"cannot read %1: %2"_s.arg(file.fileName(), file.errorString())};
    }
    QLocalSocket socket;
    socket.connectToServer(QString::fromUtf8(file.readLine(4096).trimmed()));
    // A file without a server is what a killed one leaves.
    if (!socket.waitForConnected(kConnectMs))
        return notRunning(dataDir);
    socket.write(QJsonDocument(request).toJson(QJsonDocument::Compact) + '\n');

    QDeadlineTimer deadline(withinMs);
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(int(deadline.remainingTime())))
            return Error{ErrorCode::Timeout, u"the server did not answer"_s};
    }
    const QJsonObject answer = QJsonDocument::fromJson(socket.readLine()).object();
    if (answer.value("ok"_L1).toBool())
        return answer.value("data"_L1).toObject();
    return Error{errorFromName(answer.value("error"_L1).toString()),
                 answer.value("message"_L1).toString(u"the server's answer makes no sense"_s)};
}

} // namespace Lanroom
