// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/manifest.h"

#include "supervisor/json_members.h"
#include "supervisor/manifest_values.h"

#include <QtCore/qfile.h>
#include <QtCore/qfileinfo.h>

#include <tuple>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using namespace ManifestValues;

namespace {

const QString kSuffix = u".service.json"_s;

// Each gives what JsonMembers wants for one kind of value.

JsonMembers::Take flag(bool &out)
{
    return [&out](const QJsonValue &value) { return takeFlag(value, out); };
}

JsonMembers::Take number(int &out, int least, int most)
{
    return [&out, least, most](const QJsonValue &value) { return takeNumber(value, out, least, most); };
}

QString range(int least, int most)
{
    return u"must be a whole number from %1 to %2"_s.arg(least).arg(most);
}

void takeWho(JsonMembers &in, Manifest &m)
{
    in.need("name"_L1, u"must be 1 to 32 of a-z, 0-9 and '-', beginning with a letter"_s,
            [&](const QJsonValue &value) { return takeName(value, m.name); });
    in.need("path"_L1, u"must be like \"/name\", and not one that the server itself answers"_s,
            [&](const QJsonValue &value) { return takePath(value, m.path); });
    in.take("title"_L1, u"must be one line of text of up to %1 signs"_s.arg(Manifest::kMaxTitleLength),
            [&](const QJsonValue &value) { return takeLine(value, m.title, Manifest::kMaxTitleLength); });
    in.take("about"_L1, u"must be one line of text of up to %1 signs"_s.arg(Manifest::kMaxAboutLength),
            [&](const QJsonValue &value) { return takeLine(value, m.about, Manifest::kMaxAboutLength); });
}

void takeClients(JsonMembers &in, Manifest &m)
{
    const QString flagWords = u"must be true or false"_s;
    in.take("sub_paths"_L1, flagWords, flag(m.subPaths));
    in.take("local_only"_L1, flagWords, flag(m.localOnly));
    in.take("subprotocols"_L1,
            u"must be a list of up to %1 different names without spaces"_s.arg(Manifest::kMaxListItems),
            [&](const QJsonValue &value) { return takeSubprotocols(value, m.subprotocols); });
    in.take("origins"_L1,
            u"must be a list of up to %1 of \"*\", \"null\" and texts like \"https://example.org\""_s
                .arg(Manifest::kMaxListItems),
            [&](const QJsonValue &value) { return takeOrigins(value, m.origins); });
    in.take("message_bytes"_L1,
            u"must be a whole number up to %1, or 0 for the server's own limit"_s.arg(Manifest::kMaxMessageBytes),
            [&](const QJsonValue &value) {
                m.messageBytes = value.toInteger(-1);
                return value.isDouble() && m.messageBytes >= 0 &&
                       m.messageBytes <= Manifest::kMaxMessageBytes;
            });
}

void takeProcess(JsonMembers &in, Manifest &m)
{
    in.need("command"_L1, u"must be a list of texts: a program and its arguments"_s,
            [&](const QJsonValue &value) { return takeCommand(value, m.command); });
    in.take("environment"_L1,
            u"must be an object of texts; a name has A-Z, a-z, 0-9 and _, and none begins with LANROOM_"_s,
            [&](const QJsonValue &value) { return takeEnvironment(value, m.environment); });
    in.take("stdio"_L1, u"must be \"json\" or \"lines\""_s, [&](const QJsonValue &value) {
        return takeWord<Manifest::Stdio>(
            value, m.stdio, {{u"json", Manifest::Stdio::Json}, {u"lines", Manifest::Stdio::Lines}});
    });
    in.take("start"_L1, u"must be \"server\" or \"demand\""_s, [&](const QJsonValue &value) {
        return takeWord<Manifest::Start>(
            value, m.start,
            {{u"server", Manifest::Start::WithServer}, {u"demand", Manifest::Start::OnDemand}});
    });
    in.take("restart"_L1, u"must be \"always\" or \"never\""_s, [&](const QJsonValue &value) {
        return takeWord<Manifest::Restart>(
            value, m.restart,
            {{u"always", Manifest::Restart::Always}, {u"never", Manifest::Restart::Never}});
    });
    in.take("idle_stop_s"_L1, range(0, Manifest::kMaxIdleSeconds),
            number(m.idleStopSeconds, 0, Manifest::kMaxIdleSeconds));
    in.take("instances"_L1,
            range(1, Manifest::kMaxInstances) + u", and more than 1 only with \"sub_paths\": true"_s,
            [&](const QJsonValue &value) {
                return takeNumber(value, m.instances, 1, Manifest::kMaxInstances) &&
                       (m.instances == 1 || m.subPaths);
            });
    in.take("memory_mb"_L1, range(0, Manifest::kMaxMemoryMb),
            number(m.memoryMb, 0, Manifest::kMaxMemoryMb));
    in.take("cpu_percent"_L1, range(0, Manifest::kMaxCpuPercent),
            number(m.cpuPercent, 0, Manifest::kMaxCpuPercent));
    in.take("processes"_L1, range(0, Manifest::kMaxProcesses),
            number(m.processes, 0, Manifest::kMaxProcesses));
}

} // namespace

Result<Manifest> Manifest::parse(const QByteArray &json)
{
    Result<JsonMembers> members = JsonMembers::read(json);
    if (!members)
        return members.error();
    Manifest m;
    takeWho(*members, m);
    takeClients(*members, m);
    takeProcess(*members, m);
    if (const Result<void> all = members->finish(); !all)
        return all.error();
    return m;
}

Result<Manifest> Manifest::read(const QString &fileName)
{
    QFile file(fileName);
    const auto fail = [&fileName](const QString &why) {
        return Error{ErrorCode::BadSetting, u"%1: %2"_s.arg(fileName, why)};
    };
    if (!file.open(QFile::ReadOnly))
        return fail(file.errorString());
    if (file.size() > kMaxFileBytes)
        return fail(u"longer than %1 bytes"_s.arg(kMaxFileBytes));
    Result<Manifest> manifest = parse(file.read(kMaxFileBytes));
    if (!manifest)
        return fail(manifest.error().message);
    const QFileInfo info(fileName);
    if (Manifest::fileName(manifest->name) != info.fileName())
        return fail(u"its name is '%1', so the file must be %2"_s.arg(
            manifest->name, Manifest::fileName(manifest->name)));
    manifest->folder = info.absolutePath();
    return manifest;
}

bool Manifest::runsLike(const Manifest &other) const
{
    const auto ofWorker = [](const Manifest &m) {
        return std::tie(m.path, m.command, m.folder, m.environment, m.stdio, m.restart, m.memoryMb,
                        m.cpuPercent, m.processes);
    };
    return ofWorker(*this) == ofWorker(other);
}

QString Manifest::fileName(const QString &name)
{
    return name + kSuffix;
}

QString Manifest::nameOfFile(const QString &file)
{
    const QString name = QFileInfo(file).fileName();
    return name.endsWith(kSuffix) ? name.chopped(kSuffix.size()) : name;
}

} // namespace Lanroom
