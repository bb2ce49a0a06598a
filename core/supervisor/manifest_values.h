// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qjsonvalue.h>
#include <QtCore/qmap.h>
#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

#include <initializer_list>
#include <utility>

/// Takes one value of a manifest out of its JSON, for Manifest::parse(): false when it isn't what such
/// a value must be, and then nothing is said of what is in 'out'. Plain functions.
namespace Lanroom::ManifestValues {

bool takeFlag(const QJsonValue &value, bool &out);
bool takeNumber(const QJsonValue &value, int &out, int least, int most);
bool takeName(const QJsonValue &value, QString &out);
bool takePath(const QJsonValue &value, QString &out);
/// Text without control signs: it goes on pages and into tables.
bool takeLine(const QJsonValue &value, QString &out, int longest);
bool takeCommand(const QJsonValue &value, QStringList &out);
bool takeSubprotocols(const QJsonValue &value, QStringList &out);
bool takeOrigins(const QJsonValue &value, QStringList &out);
bool takeEnvironment(const QJsonValue &value, QMap<QString, QString> &out);

template <typename Enum>
bool takeWord(const QJsonValue &value, Enum &out,
              std::initializer_list<std::pair<QStringView, Enum>> words)
{
    for (const auto &[word, meaning] : words) {
        if (value.toString() == word) {
            out = meaning;
            return true;
        }
    }
    return false;
}

} // namespace Lanroom::ManifestValues
