// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/clock.h"
#include "supervisor/service_folders.h"

#include <QtCore/qfilesystemwatcher.h>
#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

#include <map>
#include <optional>

namespace Lanroom {

/// Knows which services there are while the server runs: looks into the folders of manifests, and again
/// whenever something in them, or a service's program, has changed. What is new or changed counts when
/// it has been whole and left alone for kSettleMs, so that a folder can be copied in at leisure. A
/// manifest that becomes bad is reported, and what it said before goes on to hold.
///
/// Main thread, owned by a run of the server. Where the system tells of no changes (some network file
/// systems), they are noticed every kPollMs.
class ServiceWatch : public QObject
{
    Q_OBJECT
public:
    static constexpr int kGatherMs = 100; // after the first of many changes
    static constexpr int kSettleMs = 400;
    static constexpr int kPollMs = 5000;

    ServiceWatch(const QStringList &folders, const QStringList &off, const Clock &clock = systemClock(),
                 QObject *parent = nullptr);

    /// What is there now counts at once; then the watching begins.
    void start();
    const ServiceChoice &choice() const { return m_choice; }

Q_SIGNALS:
    /// choice() is another.
    void changed();
    /// The program of a service whose manifest stayed as it was.
    void programChanged(const QString &service);

private:
    /// One file, with what it said when it was last good.
    struct Known
    {
        int folder = 0;
        QString stamp;    // of it and its program's files, as last seen
        qint64 since = 0; // when that was first seen
        std::optional<Manifest> good;
        QString programStamp; // of that
        QString complaint;    // why it isn't good now
    };

    void look(qint64 settleMs);
    /// False: not settled yet.
    bool take(const QString &file, Known &known, qint64 settleMs);
    bool takeAway(Known &known, qint64 settleMs);
    void choose(const QList<BadManifest> &bad);
    void watch(const QStringList &folders);

    const ServiceFolders m_folders;
    const QStringList m_off;
    const Clock &m_clock;
    std::map<QString, Known> m_known; // by file
    ServiceChoice m_choice;
    QFileSystemWatcher m_watcher;
    QTimer m_soon;
    QTimer m_poll;
};

} // namespace Lanroom
