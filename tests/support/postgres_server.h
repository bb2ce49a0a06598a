// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "storage/connection.h"

#include <QtCore/qdeadlinetimer.h>
#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtCore/qprocess.h>
#include <QtCore/qtemporarydir.h>

#include <csignal>
#include <pwd.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace Lanroom::Test {

/// A real PostgreSQL server with a cluster of its own in a temporary folder, on a unix socket there
/// (and on a port of 127.0.0.1, with a password, if one is given). Never the system's. PostgreSQL
/// refuses to run as root, so under root it runs as the user 'postgres' or 'nobody'. The destructor
/// ends it, and the kernel does so when the test dies.
class PostgresServer
{
public:
    static inline const QString kUser = QStringLiteral("lanroom");
    static inline const QString kPassword = QStringLiteral("p@ss/word: 1");

    /// A server that is durable waits for the disk, as PostgreSQL does; tests need not.
    explicit PostgresServer(int port = 0, bool isDurable = false)
        : m_port(port), m_isDurable(isDurable)
    {
        const QDir versions(QStringLiteral("/usr/lib/postgresql"));
        const QStringList found = versions.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
        if (!found.isEmpty())
            m_bin = versions.filePath(found.last()) + QStringLiteral("/bin/");
        if (::getuid() == 0) {
            m_owner = ::getpwnam("postgres");
            if (!m_owner)
                m_owner = ::getpwnam("nobody");
            giveAway(m_folder.path());
        }
        m_process.setProcessChannelMode(QProcess::MergedChannels);
    }
    ~PostgresServer() { end(SIGQUIT); }

    bool isInstalled() const { return !m_bin.isEmpty(); }

    /// Makes the cluster, once, and starts the server; false when it says nothing of being ready.
    bool start()
    {
        if (!QFile::exists(dataFolder()) && !makeCluster())
            return false;
        const QString addresses = m_port > 0 ? QStringLiteral("127.0.0.1") : QString();
        prepare(m_process);
        m_process.start(m_bin + QStringLiteral("postgres"),
                        {QStringLiteral("-D"), dataFolder(), QStringLiteral("-k"), m_folder.path(),
                         QStringLiteral("-p"), QString::number(m_port > 0 ? m_port : kSocketPort),
                         QStringLiteral("-c"), QStringLiteral("listen_addresses=") + addresses,
                         QStringLiteral("-c"),
                         m_isDurable ? QStringLiteral("fsync=on") : QStringLiteral("fsync=off")});
        QByteArray said;
        const QDeadlineTimer deadline(30'000);
        while (!said.contains("ready to accept connections")) {
            if (!m_process.waitForReadyRead(int(deadline.remainingTime()))) {
                qWarning("PostgreSQL did not start: %s", said.constData());
                return false;
            }
            said += m_process.readAll();
        }
        return true;
    }
    /// SIGINT ends it at once and in order, SIGQUIT at once.
    void end(int signal = SIGINT)
    {
        if (m_process.state() == QProcess::NotRunning)
            return;
        ::kill(pid_t(m_process.processId()), signal);
        if (!m_process.waitForFinished(30'000))
            m_process.kill();
    }

    /// Of database name, over the socket; options as "&connections=2".
    QString description(const QString &name, const QString &options = {}) const
    {
        return QStringLiteral("postgresql://%1@/%2?host=%3%4")
            .arg(kUser, name, m_folder.path(), options);
    }
    /// A new, empty database; its description.
    QString newDatabase(const QString &options = {})
    {
        const QString name = QStringLiteral("test_%1").arg(++m_databases);
        if (Result<void> made = admin()->execute(QStringLiteral("CREATE DATABASE ") + name); !made)
            qWarning("%s", qPrintable(made.error().message));
        return description(name, options);
    }
    /// A connection for the test itself, which no Database shares. Its server must be running.
    std::unique_ptr<Storage::Connection> admin() const
    {
        const auto wanted = Storage::Description::parse(
            description(QStringLiteral("postgres"), QStringLiteral("&application_name=test")), {});
        auto opened = Storage::Connection::open(*wanted, Storage::Connection::Mode::Write);
        if (!opened)
            qFatal("PostgreSQL cannot be asked: %s", qPrintable(opened.error().message));
        (void)(*opened)->execute(QStringLiteral("SET default_transaction_read_only = off"));
        return std::move(*opened);
    }

private:
    static constexpr int kSocketPort = 5432; // in this folder it is only the socket's name

    QString dataFolder() const { return m_folder.filePath(QStringLiteral("data")); }

    bool makeCluster()
    {
        const QString passwordFile = m_folder.filePath(QStringLiteral("password"));
        QFile file(passwordFile);
        if (!file.open(QIODevice::WriteOnly))
            return false;
        file.write(kPassword.toUtf8());
        file.close();
        giveAway(passwordFile);
        QProcess initdb;
        initdb.setProcessChannelMode(QProcess::MergedChannels);
        prepare(initdb);
        initdb.start(m_bin + QStringLiteral("initdb"),
                     {QStringLiteral("-D"), dataFolder(), QStringLiteral("-U"), kUser,
                      QStringLiteral("--no-sync"), QStringLiteral("--no-locale"),
                      QStringLiteral("-E"), QStringLiteral("UTF8"),
                      QStringLiteral("--auth-local=trust"),
                      QStringLiteral("--auth-host=scram-sha-256"),
                      QStringLiteral("--pwfile=") + passwordFile});
        if (initdb.waitForFinished(60'000) && initdb.exitCode() == 0)
            return true;
        qWarning("initdb: %s", initdb.readAll().constData());
        return false;
    }
    void giveAway(const QString &path)
    {
        if (m_owner &&
            ::chown(QFile::encodeName(path).constData(), m_owner->pw_uid, m_owner->pw_gid))
            qWarning("chown failed");
    }
    void prepare(QProcess &process)
    {
        process.setWorkingDirectory(m_folder.path());
        process.setChildProcessModifier([owner = m_owner] {
            if (owner && (::setgid(owner->pw_gid) || ::setuid(owner->pw_uid)))
                ::_exit(1);
            ::prctl(PR_SET_PDEATHSIG, SIGQUIT); // setuid() would undo it
        });
    }

    const int m_port;
    const bool m_isDurable;
    QString m_bin;
    const passwd *m_owner = nullptr;
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_databases = 0;
};

} // namespace Lanroom::Test
