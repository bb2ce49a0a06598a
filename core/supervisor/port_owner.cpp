// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/port_owner.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qset.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Inodes of the sockets that listen on port; the table's lines are
/// "sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode ...".
QSet<QByteArray> listeningInodes(quint16 port)
{
    const QByteArray listening("0A");
    QSet<QByteArray> inodes;
    for (const QString &table : {u"/proc/net/tcp"_s, u"/proc/net/tcp6"_s}) {
        QFile file(table);
        if (!file.open(QFile::ReadOnly))
            continue;
        for (const QByteArray &line : file.readAll().split('\n')) {
            const QList<QByteArray> fields = line.simplified().split(' ');
            if (fields.size() < 10 || fields.at(3) != listening)
                continue;
            if (fields.at(1).split(':').last().toUShort(nullptr, 16) == port)
                inodes.insert(fields.at(9));
        }
    }
    return inodes;
}

bool holdsOneOf(const QString &process, const QSet<QByteArray> &inodes)
{
    const QDir descriptors(process + u"/fd"_s);
    for (const QString &name : descriptors.entryList(QDir::System | QDir::Files | QDir::NoDotAndDotDot)) {
        // "socket:[12345]"; readlink by hand, since it is no path.
        const QString target = QFile::symLinkTarget(descriptors.filePath(name));
        const qsizetype at = target.indexOf(u"socket:["_s);
        if (at >= 0 && inodes.contains(target.sliced(at + 8).chopped(1).toLatin1()))
            return true;
    }
    return false;
}

} // namespace

QString portOwner(quint16 port)
{
    const QSet<QByteArray> inodes = listeningInodes(port);
    if (inodes.isEmpty())
        return {};
    const QDir processes(u"/proc"_s);
    for (const QString &pid : processes.entryList({u"[0-9]*"_s}, QDir::Dirs)) {
        const QString process = processes.filePath(pid);
        if (!holdsOneOf(process, inodes))
            continue;
        QFile comm(process + u"/comm"_s);
        if (!comm.open(QFile::ReadOnly))
            return u"process %1"_s.arg(pid);
        return u"%1 (process %2)"_s.arg(QString::fromUtf8(comm.readAll().trimmed()), pid);
    }
    return {};
}

} // namespace Lanroom
