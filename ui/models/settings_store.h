// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/file_lock.h"
#include "config/settings.h"

#include <QtCore/qlist.h>
#include <QtCore/qobject.h>

#include <memory>
#include <utility>

namespace Lanroom {

/// The settings as the window edits them: what the file in the data directory says, and above it
/// what the command line said for this run. An edit goes to the file at once and outdoes the flag
/// of its key; flags themselves are never written down. Window's thread, owned by main().
class SettingsStore : public QObject
{
    Q_OBJECT
public:
    using Flags = QList<std::pair<QString, QString>>; // key, value: already checked by set()

    SettingsStore(const QString &dataDir, const Settings &stored, const Flags &flags,
                  QObject *parent = nullptr);

    const QString &dataDir() const { return m_dataDir; }
    /// File and flags together: what Start should use.
    Settings effective() const;
    /// Takes over what somebody has written into the file meanwhile. Where that is wrong, the Error says
    /// what, and everything stays as it was.
    Result<void> reread();
    /// Nobody else's server runs with these settings while the lock is kept; Busy when one does.
    Result<std::unique_ptr<FileLock>> claim() const;
    /// Checks, then saves, with what else the file says now. An Error leaves everything as it was.
    Result<void> set(QLatin1StringView key, const QString &value);

    /// The password people need to come in, as the file named by 'access.password_file' holds it;
    /// empty when everyone may come in, or when the file cannot be read (the server will say so).
    QString password() const;
    bool needsPassword() const;
    /// Puts password into a file of our own (0600) and names it in the settings; an unchanged
    /// password stays in the file it is in.
    Result<void> requirePassword(const QString &password);
    Result<void> admitEveryone();

Q_SIGNALS:
    void changed();

private:
    QString m_dataDir;
    Settings m_stored;
    Flags m_flags;
};

} // namespace Lanroom
