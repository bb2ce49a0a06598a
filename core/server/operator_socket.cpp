// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/operator_socket.h"

#include "config/data_dir.h"
#include "supervisor/log.h"

#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qpointer.h>
#include <QtCore/qsavefile.h>
#include <QtNetwork/qlocalsocket.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

OperatorSocket::OperatorSocket(Server &server) : m_commands(server)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &OperatorSocket::accept);
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, [this] {
        if (!m_server.isListening() && m_server.listen(m_path))
            qCWarning(lcSupervisor, "the operator's socket had closed for want of descriptors; it is open again");
    });
}

OperatorSocket::~OperatorSocket()
{
    if (!m_file.isEmpty())
        QFile::remove(m_file);
}

Result<void> OperatorSocket::listen(const QString &path, const QString &dataDir)
{
    if (!m_server.listen(path))
        return {ErrorCode::System, u"cannot listen on %1: %2"_s.arg(path, m_server.errorString())};
    QSaveFile file(DataDir::controlFile(dataDir));
    const QByteArray line = path.toUtf8() + '\n';
    const bool written = file.open(QFile::WriteOnly)
        && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(line) == line.size()
        && file.commit();
    if (!written)
        return {ErrorCode::Denied, u"cannot write %1: %2"_s.arg(file.fileName(), file.errorString())};
    m_file = file.fileName();
    m_path = path;
    m_look.start();
    return {};
}

void OperatorSocket::accept()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        if (m_connections >= kMaxConnections) {
            socket->abort();
            socket->deleteLater();
            continue;
        }
        ++m_connections;
        socket->setReadBufferSize(kMaxLine);
        connect(socket, &QLocalSocket::disconnected, this, [this, socket] {
            --m_connections;
            socket->deleteLater();
        });
        connect(socket, &QLocalSocket::readyRead, this, [this, socket] { read(socket); });
        read(socket);
    }
}

void OperatorSocket::read(QLocalSocket *socket)
{
    while (socket->canReadLine()) {
        const QJsonDocument request = QJsonDocument::fromJson(socket->readLine());
        if (!request.isObject()) {
            socket->abort();
            return;
        }
        const QPointer<QLocalSocket> asker(socket);
        const QJsonValue id = request.object().value("id"_L1);
        m_commands.run(request.object(), [asker, id](QJsonObject answer) {
            if (!asker)
                return;
            answer.insert("re"_L1, id);
            asker->write(QJsonDocument(answer).toJson(QJsonDocument::Compact) + '\n');
        });
    }
    if (socket->bytesAvailable() >= kMaxLine)
        socket->abort();
}

} // namespace Lanroom
