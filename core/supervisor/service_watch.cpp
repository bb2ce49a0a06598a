// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_watch.h"

#include "supervisor/installation.h"
#include "supervisor/log.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qfileinfo.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What changes with a file's content.
QString stampOf(const QString &file)
{
    const QFileInfo info(file);
    if (!info.exists())
        return u"none"_s;
    return u"%1 %2 %3;"_s.arg(info.size()).arg(info.lastModified().toMSecsSinceEpoch())
        .arg(info.isExecutable());
}

QString programStampOf(const Manifest &manifest)
{
    QString stamp;
    for (const QString &file : Installation::programFiles(manifest))
        stamp += stampOf(file);
    return stamp;
}

/// A manifest whose program is there as well.
Result<Manifest> readWhole(const QString &file)
{
    Result<Manifest> manifest = Manifest::read(file);
    if (!manifest)
        return manifest;
    if (const Result<ChildProcess::Program> program = Installation::program(*manifest); !program)
        return Error{program.error().code, u"%1: %2"_s.arg(file, program.error().message)};
    return manifest;
}

} // namespace

ServiceWatch::ServiceWatch(const QStringList &folders, const QStringList &off, const Clock &clock,
                           QObject *parent)
    : QObject(parent), m_folders(folders), m_off(off), m_clock(clock)
{
    m_soon.setSingleShot(true);
    m_poll.setInterval(kPollMs);
    const auto lookSoon = [this] {
        if (!m_soon.isActive())
            m_soon.start(kGatherMs);
    };
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, lookSoon);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, lookSoon);
    connect(&m_soon, &QTimer::timeout, this, [this] { look(kSettleMs); });
    connect(&m_poll, &QTimer::timeout, this, [this] { look(kSettleMs); });
}

void ServiceWatch::start()
{
    look(0);
    m_poll.start();
}

void ServiceWatch::look(qint64 settleMs)
{
    const ServiceFolders::Listing listing = m_folders.list();
    bool settled = true;
    QSet<QString> there;
    for (const auto &[folder, file] : listing.files) {
        there.insert(file);
        Known &known = m_known[file];
        known.folder = folder;
        settled &= take(file, known, settleMs);
    }
    for (auto it = m_known.begin(); it != m_known.end();) {
        const bool gone = !there.contains(it->first);
        if (gone && takeAway(it->second, settleMs)) {
            it = m_known.erase(it);
        } else {
            settled &= !gone;
            ++it;
        }
    }
    watch(listing.folders);
    choose(listing.bad);
    if (!settled)
        m_soon.start(kSettleMs);
}

bool ServiceWatch::take(const QString &file, Known &known, qint64 settleMs)
{
    const Result<Manifest> manifest = readWhole(file);
    const QString programStamp = manifest ? programStampOf(*manifest) : QString();
    const QString stamp =
        stampOf(file) + (manifest ? programStamp : u' ' + manifest.error().message);
    const qint64 now = m_clock.monotonicMs();
    if (stamp != known.stamp) {
        known.stamp = stamp;
        known.since = now;
    }
    if (now - known.since < settleMs)
        return false;
    if (!manifest) {
        known.complaint = manifest.error().message;
        return true;
    }
    known.complaint.clear();
    // Where the manifest says otherwise how it runs, the worker is replaced for that.
    const bool otherProgram = known.good && known.good->name == manifest->name &&
                              known.good->runsLike(*manifest) && known.programStamp != programStamp;
    known.good = *manifest;
    known.programStamp = programStamp;
    if (otherProgram)
        Q_EMIT programChanged(manifest->name);
    return true;
}

/// Some programs replace a file by taking it away first.
bool ServiceWatch::takeAway(Known &known, qint64 settleMs)
{
    const qint64 now = m_clock.monotonicMs();
    if (!known.stamp.isEmpty()) {
        known.stamp.clear();
        known.since = now;
    }
    return now - known.since >= settleMs;
}

void ServiceWatch::choose(const QList<BadManifest> &bad)
{
    QList<ServiceCandidate> candidates;
    QList<BadManifest> complaints = bad;
    QStringList goesOn; // what is complained about, and was good before
    for (const auto &[file, known] : m_known) {
        if (known.good)
            candidates.append({known.folder, file, *known.good});
        if (known.complaint.isEmpty())
            continue;
        complaints.append({Manifest::nameOfFile(file), known.complaint});
        if (known.good)
            goesOn.append(known.complaint);
    }
    QSet<QString> present;
    for (const Manifest &manifest : std::as_const(m_choice.manifests))
        present.insert(manifest.name);
    ServiceChoice choice = ServiceChoice::of(candidates, m_off, present);
    choice.bad = complaints + choice.bad;
    if (choice == m_choice)
        return;
    for (const BadManifest &complaint : std::as_const(choice.bad)) {
        if (!m_choice.bad.contains(complaint))
            qCWarning(lcSupervisor).noquote()
                << (goesOn.contains(complaint.why) ? "a service goes on as before:" : "a service is left out:")
                << complaint.why;
    }
    for (const QString &standIn : std::as_const(choice.standIns)) {
        if (!m_choice.standIns.contains(standIn))
            qCInfo(lcSupervisor).noquote() << standIn;
    }
    m_choice = choice;
    Q_EMIT changed();
}

/// A file is watched anew each time: one that was replaced under its name is another to the system.
void ServiceWatch::watch(const QStringList &folders)
{
    QStringList files;
    for (const auto &[file, known] : m_known) {
        files.append(file);
        if (known.good)
            files.append(Installation::programFiles(*known.good));
    }
    if (const QStringList old = m_watcher.files(); !old.isEmpty())
        m_watcher.removePaths(old);
    QStringList gone = m_watcher.directories();
    QStringList wanted = folders;
    for (const QString &folder : folders)
        gone.removeAll(folder);
    if (!gone.isEmpty())
        m_watcher.removePaths(gone);
    for (const QString &folder : m_watcher.directories())
        wanted.removeAll(folder);
    if (const QStringList paths = files + wanted; !paths.isEmpty())
        m_watcher.addPaths(paths);
}

} // namespace Lanroom
