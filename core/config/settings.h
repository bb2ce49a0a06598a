// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qcbormap.h>
#include <QtCore/qhash.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <span>

namespace Lanroom {

/// One row of the table of settings (settings_table.cpp): everything there is to know about it.
struct SettingInfo
{
    enum class Type { Text, Number, Flag, List };
    /// When a change works: at once, or with the next start.
    enum class Applies { AtOnce, NextStart };

    QLatin1StringView key;          // "server.port"
    Type type;
    QLatin1StringView defaultValue; // as it would stand in the file
    qint64 minimum;                 // Number: inclusive range; Text and List: length in characters
    qint64 maximum;
    Applies applies;
    QLatin1StringView readers;      // which workers get it: "gateway chat", empty: the server only
    QLatin1StringView help;         // one sentence
    /// A further check, where type and range don't say it all; the Error says what would be right.
    Result<void> (*check)(const QString &value) = nullptr;
    /// Text: what an empty value stands for.
    QString (*whenEmpty)() = nullptr;
};

/// All settings of a server with their values: defaults, under the file in the data directory,
/// under the command line. A value that is not set in the file or by set() is its default.
/// A plain value, copied freely; not thread-safe.
class Settings
{
public:
    static std::span<const SettingInfo> table();
    static const SettingInfo *find(QAnyStringView key);

    /// Defaults alone.
    Settings() = default;
    /// Reads DIR/lanroom.conf: 'key = value' lines, # comments, a list's items apart by spaces or
    /// commas. No file: defaults. A line that is wrong is an Error that names file, line and reason.
    static Result<Settings> load(const QString &dataDir);
    /// Writes what differs from the defaults, atomically (0600).
    Result<void> save(const QString &dataDir) const;

    /// Checks type and range; the Error says what would be right.
    Result<void> set(QAnyStringView key, const QString &value);

    // Asking for a key that is not in the table, or as another type, is a bug (assert).
    QString text(QLatin1StringView key) const;
    qint64 number(QLatin1StringView key) const;
    bool flag(QLatin1StringView key) const;
    QStringList list(QLatin1StringView key) const;

    /// What a worker may read: the rows whose readers name it, as a typed CBOR map.
    QCborMap forReader(QStringView reader) const;

private:
    QString raw(const SettingInfo &info) const;

    QHash<QString, QString> m_values; // key -> text, only what was set
};

} // namespace Lanroom
