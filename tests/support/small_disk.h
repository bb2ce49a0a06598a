// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>

#include <sys/mount.h>

namespace Lanroom::Test {

/// A disk (tmpfs) of a few megabytes that can really be filled, for tests of what happens then.
/// Needs the right to mount; isMounted() is false without it, and the test skips.
class SmallDisk
{
public:
    explicit SmallDisk(int kilobytes)
    {
        const QByteArray options = "size=" + QByteArray::number(kilobytes) + "k,mode=0700";
        m_mounted = ::mount("tmpfs", QFile::encodeName(m_directory.path()).constData(), "tmpfs", 0,
                            options.constData()) == 0;
    }
    ~SmallDisk()
    {
        if (m_mounted)
            ::umount2(QFile::encodeName(m_directory.path()).constData(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk &) = delete;
    SmallDisk &operator=(const SmallDisk &) = delete;

    bool isMounted() const { return m_mounted; }
    QString path(const QString &name) const { return m_directory.filePath(name); }

    /// Writes a file until nothing more goes in.
    bool fill()
    {
        QFile filler(fillerPath());
        if (!filler.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
            return false;
        while (filler.write(QByteArray(4096, 'x')) > 0) {
        }
        return true;
    }
    bool makeRoom() { return QFile::remove(fillerPath()); }

private:
    QString fillerPath() const { return path(QStringLiteral("filler")); }

    QTemporaryDir m_directory;
    bool m_mounted = false;
};

} // namespace Lanroom::Test
