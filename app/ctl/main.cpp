// SPDX-License-Identifier: LGPL-3.0-or-later
//
// lanroomctl: asks and commands the running server of a data directory, and makes new services. Status 0: done; 1: it could
// not be done, with one line on stderr that says why; 2: wrong usage.
#include "new_service.h"
#include "operator_client.h"
#include "report.h"

#include "base/log.h"
#include "config/data_dir.h"

#include <QtCore/qcommandlineparser.h>
#include <QtCore/qcoreapplication.h>
#include <QtCore/qdir.h>
#include <QtCore/qjsondocument.h>

#include <cstdio>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kFailed = 1;
constexpr int kUsage = 2;

/// The server gives its workers 5 s for an answer; an update, in which two workers may have to start
/// and one to finish, what each of them has by itself.
constexpr int kAnswerMs = 10'000;
constexpr int kUpdateMs = 150'000;

/// The command that needs no server.
const QString kNew = u"new"_s;
/// An argument that takes all the words that are left.
const QString kRest = u"text"_s;

/// A command and the names under which its arguments go to the server.
struct Command
{
    QString name;
    QStringList arguments;
    QString help;
};

const QList<Command> &commands()
{
    static const QList<Command> all{
        {u"status"_s, {}, u"where the server is reached, and how it is"_s},
        {u"clients"_s, {}, u"who is connected"_s},
        {u"rooms"_s, {}, u"the rooms, with their members"_s},
        {u"services"_s, {}, u"the services and their processes, and what is wrong with manifests"_s},
        {u"kick"_s, {u"client"_s}, u"ends a connection"_s},
        {u"restart"_s, {u"service"_s}, u"starts a service's process anew"_s},
        {u"update"_s, {u"service"_s}, u"replaces a service's process while it serves (also: services update)"_s},
        {u"say"_s, {u"room"_s, kRest}, u"speaks in a room as the operator"_s},
        {kNew, {u"name"_s}, u"makes a service to begin with, in a folder of that name here"_s},
    };
    return all;
}

QString describeCommands()
{
    QString text = u"\nCommands:\n"_s;
    for (const Command &command : commands()) {
        QString line = command.name;
        for (const QString &argument : command.arguments)
            line += u' ' + argument.toUpper();
        text += u"  %1  %2\n"_s.arg(line.leftJustified(16), command.help);
    }
    return text;
}

int fail(const QString &why, int status)
{
    std::fprintf(stderr, "lanroomctl: %s\n", printable(why).constData());
    return status;
}

/// The request for the words of the command line; empty when they make none.
QJsonObject requestFrom(QStringList words)
{
    // What is done with services may be said so, too: "services update chat".
    if (words.size() > 2 && words.first() == u"services")
        words.removeFirst();
    const QString name = words.isEmpty() ? QString() : words.takeFirst();
    for (const Command &command : commands()) {
        if (command.name != name || command.arguments.size() > words.size())
            continue;
        if (command.arguments.endsWith(kRest))
            words = words.first(command.arguments.size() - 1)
                << words.sliced(command.arguments.size() - 1).join(u' ');
        if (command.arguments.size() != words.size())
            continue;
        QJsonObject request{{"command"_L1, name}};
        for (qsizetype i = 0; i < words.size(); ++i)
            request.insert(command.arguments.at(i), words.at(i));
        return request;
    }
    return {};
}

int makeNew(const QString &name, const QString &language)
{
    const Result<QStringList> files = makeService(QDir::currentPath(), name, language);
    if (!files)
        return fail(files.error().message, kFailed);
    std::printf("%s/ has %s\n", qUtf8Printable(name), qUtf8Printable(files->join(u", "_s)));
    return 0;
}

} // namespace

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(u"Asks and commands a running Lanroom server, and makes new services."_s);
    const QCommandLineOption help({u"h"_s, u"help"_s}, u"Shows this."_s);
    const QCommandLineOption version(u"version"_s, u"Shows the version."_s);
    const QCommandLineOption data(u"data"_s, u"The server's data directory (default: %1)."_s
                                                 .arg(DataDir::defaultPath()), u"DIR"_s);
    const QCommandLineOption json(u"json"_s, u"Answers in JSON."_s);
    const QCommandLineOption language(
        u"language"_s, u"Of a new service: %1."_s.arg(serviceLanguages().join(u", "_s)), u"LANGUAGE"_s,
        serviceLanguages().constFirst());
    parser.addOptions({help, version, data, json, language});
    parser.addPositionalArgument(u"command"_s, u"What to do, see below."_s);
    if (!parser.parse(app.arguments()))
        return fail(parser.errorText(), kUsage);
    if (parser.isSet(help)) {
        std::fputs(qUtf8Printable(parser.helpText() + describeCommands()), stdout);
        return 0;
    }
    if (parser.isSet(version)) {
        std::puts("lanroomctl " LANROOM_VERSION);
        return 0;
    }

    const QJsonObject request = requestFrom(parser.positionalArguments());
    if (request.isEmpty())
        return fail(u"no such command, or not with these arguments; see lanroomctl --help"_s, kUsage);
    const QString command = request.value("command"_L1).toString();
    if (command == kNew)
        return makeNew(request.value("name"_L1).toString(), parser.value(language));
    const Result<QString> dataDir =
        DataDir::given(parser.isSet(data) ? parser.value(data) : DataDir::defaultPath());
    if (!dataDir)
        return fail(dataDir.error().message, kUsage);
    const Result<QJsonObject> answer = askServer(*dataDir, request,
                                                 command == u"update" ? kUpdateMs : kAnswerMs);
    if (!answer)
        return fail(answer.error().message, kFailed);
    if (parser.isSet(json))
        std::puts(QJsonDocument(*answer).toJson(QJsonDocument::Compact).constData());
    else
        std::fputs(qUtf8Printable(reportText(command, *answer)), stdout);
    return 0;
}
