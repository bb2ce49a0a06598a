// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/settings_store.h"

#include "base/replace_file.h"
#include "config/access_password.h"
#include "config/data_dir.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>

namespace Lanroom {

namespace {

constexpr QLatin1StringView kPasswordFile("access.password_file");

} // namespace

SettingsStore::SettingsStore(const QString &dataDir, const Settings &stored, const Flags &flags,
                             QObject *parent)
    : QObject(parent), m_dataDir(dataDir), m_stored(stored), m_flags(flags)
{
}

Settings SettingsStore::effective() const
{
    Settings settings = m_stored;
    for (const auto &[key, value] : m_flags) {
        const Result<void> done = settings.set(key, value);
        Q_ASSERT(done.ok());
    }
    return settings;
}

Result<void> SettingsStore::reread()
{
    if (!QFile::exists(DataDir::settingsFile(m_dataDir)))
        return {};
    const Result<Settings> now = Settings::load(m_dataDir);
    if (!now)
        return now.error();
    m_stored = *now;
    return {};
}

Result<std::unique_ptr<FileLock>> SettingsStore::claim() const
{
    if (const Result<void> ready = DataDir::prepare(m_dataDir); !ready)
        return ready.error();
    return DataDir::claim(m_dataDir);
}

Result<void> SettingsStore::set(QLatin1StringView key, const QString &value)
{
    if (const Result<void> read = reread(); !read)
        return read;
    Settings edited = m_stored;
    if (const Result<void> done = edited.set(key, value); !done)
        return done;
    if (const Result<void> ready = DataDir::prepare(m_dataDir); !ready)
        return ready;
    if (const Result<void> saved = edited.save(m_dataDir); !saved)
        return saved;
    m_stored = edited;
    m_flags.removeIf([key](const auto &flag) { return flag.first == key; });
    Q_EMIT changed();
    return {};
}

QString SettingsStore::password() const
{
    const Result<QByteArray> password = readAccessPassword(effective().text(kPasswordFile));
    return password ? QString::fromUtf8(*password) : QString();
}

bool SettingsStore::needsPassword() const
{
    return !effective().text(kPasswordFile).isEmpty();
}

Result<void> SettingsStore::requirePassword(const QString &password)
{
    if (needsPassword() && password == this->password())
        return {};
    if (const Result<void> ready = DataDir::prepare(m_dataDir); !ready)
        return ready;
    const QString path = QDir(m_dataDir).absoluteFilePath(QStringLiteral("access-password"));
    if (const Result<void> done = replaceFile(path, password.toUtf8() + '\n'); !done)
        return {done.error().code, tr("The password cannot be kept: %1").arg(done.error().message)};
    return set(kPasswordFile, path);
}

Result<void> SettingsStore::admitEveryone()
{
    return needsPassword() ? set(kPasswordFile, QString()) : Result<void>();
}

} // namespace Lanroom
