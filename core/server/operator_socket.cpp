// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/operator_socket.h"

#include "base/replace_file.h"
#include "config/data_dir.h"
#include "supervisor/log.h"

#include <QtCore/qfile.h>
#include <QtCore/qjsondocument.h>
#include <QtCore/qjsonobject.h>
#include <QtCore/qpointer.h>
#include <QtNetwork/qlocalsocket.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

OperatorSocket::OperatorSocket(Server &server) : m_commands(server)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &OperatorSocket::accept);
    m_look.setInterval(kLookMs);
    connect(&m_look, &QTimer::timeout, this, &OperatorSocket::look);
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
    m_file = DataDir::controlFile(dataDir);
    m_path = path;
    m_look.start();
    const Result<void> written = tellWhere();
    if (written || written.error().code != ErrorCode::Storage)
        return written;
    // A full disk is no reason not to serve; lanroomctl has to wait until there is room.
    qCWarning(lcSupervisor).noquote() << written.error().message << "- it is tried again";
    return {};
}

Result<void> OperatorSocket::moveTo(const QString &path)
{
    m_server.close();
    m_path = path;
    const bool listens = m_server.listen(path);
    (void)tellWhere(); // where that fails it is tried again, as listening is
    if (!listens)
        return {ErrorCode::System, u"cannot listen on %1: %2"_s.arg(path, m_server.errorString())};
    return {};
}

Result<void> OperatorSocket::tellWhere()
{
    const Result<void> written = replaceFile(m_file, m_path.toUtf8() + '\n');
    m_told = bool(written);
    return written;
}

void OperatorSocket::look()
{
    if (!m_server.isListening() && m_server.listen(m_path))
        qCWarning(lcSupervisor, "the operator's socket had closed; it is open again");
    if (!m_told && tellWhere())
        qCInfo(lcSupervisor).noquote() << m_file << "could be written now";
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
            if (asker->bytesToWrite() > kMaxUnread)
                asker->abort();
        });
    }
    if (socket->bytesAvailable() >= kMaxLine)
        socket->abort();
}

} // namespace Lanroom
