// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

class SupervisedWorker;

/// The hand-over of a service from the worker that serves to a new one ("Hand-over" in
/// link/PROTOCOL.md), so that no client notices and never two workers have one database open. Decides
/// who does what next; what gateways are told follows from its stage. Main thread, owned by the
/// HostedService, whose two workers outlive it; good for one hand-over.
///
///     Starting -> Draining -> Opening -> done            the new one serves
///         |           |          `-----> TakingBack      the new one cannot: the old one serves again
///         `----------------------------> done            the new one, or the old one, ended: no update
class Replacement : public QObject
{
    Q_OBJECT
public:
    enum class Stage {
        Starting,   // the new worker starts; the old one serves
        Draining,   // gateways hold; the old worker finishes what it has accepted
        Opening,    // the old worker has let go; the new one opens
        TakingBack, // the new one could not; the old one opens again
    };

    /// An old worker that has not let go by then is killed; dead, it has let go.
    static constexpr int kDrainMs = 10'000;

    Replacement(SupervisedWorker &old, SupervisedWorker &successor);

    void start();
    /// Decides nothing any more and says nothing: its owner has decided otherwise.
    void giveUp();
    Stage stage() const { return m_stage; }
    /// How long clients' messages have been held, so far or in all.
    qint64 pauseMs() const { return m_pause.isValid() ? m_pause.elapsed() : 0; }

Q_SIGNALS:
    void stageChanged();
    /// The last signal. Ok: the successor serves. Else the old worker does, or is being started anew.
    void finished(const Lanroom::Result<void> &result);

private:
    void drain();
    void open();
    void takeBack();
    void successorChanged();
    QString couldNotServe() const;
    void oldChanged();
    void setStage(Stage stage);
    void finish(const Result<void> &result);
    void letGo();

    SupervisedWorker &m_old;
    SupervisedWorker &m_successor;
    Stage m_stage = Stage::Starting;
    QTimer m_patience;
    QElapsedTimer m_pause;
};

} // namespace Lanroom
