// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/replacement.h"

#include "supervisor/supervised_worker.h"

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;
using State = SupervisedWorker::State;

Replacement::Replacement(SupervisedWorker &old, SupervisedWorker &successor)
    : m_old(old), m_successor(successor)
{
    m_patience.setSingleShot(true);
    m_patience.setInterval(kDrainMs);
    connect(&m_patience, &QTimer::timeout, this,
            [this] { m_old.violation(u"did not hand its clients over in time"_s); });
    connect(&m_successor, &SupervisedWorker::standingBy, this, &Replacement::drain);
    connect(&m_successor, &SupervisedWorker::stateChanged, this, &Replacement::successorChanged);
    connect(&m_old, &SupervisedWorker::handedOver, this, &Replacement::open);
    connect(&m_old, &SupervisedWorker::stateChanged, this, &Replacement::oldChanged);
}

void Replacement::start()
{
    m_successor.setOnProbation(true);
    m_successor.start();
}

void Replacement::drain()
{
    if (m_stage != Stage::Starting)
        return;
    m_pause.start();
    m_patience.start();
    m_old.setOnProbation(true); // it may be needed once more; if it ends, nobody starts it
    setStage(Stage::Draining);
}

void Replacement::open()
{
    if (m_stage != Stage::Draining)
        return;
    m_patience.stop();
    if (m_successor.state() == State::Failed)
        return takeBack();
    setStage(Stage::Opening);
    if (m_successor.state() == State::Running)
        finish({});
    else if (m_successor.channel())
        m_successor.takeOver();
    // Else it has just died, and its failure is about to be told.
}

void Replacement::takeBack()
{
    setStage(Stage::TakingBack);
    m_old.setOnProbation(false);
    if (m_old.channel())
        m_old.takeOver();
    else
        m_old.start();
}

void Replacement::successorChanged()
{
    const State state = m_successor.state();
    if (state == State::Running) {
        if (m_stage == Stage::Starting)
            drain(); // it owns nothing, and did not wait
        else if (m_stage == Stage::Opening)
            finish({});
    } else if (state == State::Failed) {
        if (m_stage == Stage::Starting)
            finish({ErrorCode::System, couldNotServe()});
        else if (m_stage == Stage::Opening)
            takeBack();
    }
}

QString Replacement::couldNotServe() const
{
    return u"the new worker could not serve, and the old one goes on: %1"_s.arg(m_successor.lastError());
}

void Replacement::oldChanged()
{
    const State state = m_old.state();
    const bool serves = state == State::Running;
    switch (m_stage) {
    case Stage::Starting:
        if (!serves)
            finish({ErrorCode::Closed, u"the worker to be replaced ended; it is started anew"_s});
        return;
    case Stage::Draining:
        if (!serves)
            open(); // it has let go of everything, if not in good order
        return;
    case Stage::Opening:
        return;
    case Stage::TakingBack:
        if (state != State::Starting)
            finish({ErrorCode::System, couldNotServe()});
        return;
    }
}

void Replacement::setStage(Stage stage)
{
    m_stage = stage;
    Q_EMIT stageChanged();
}

void Replacement::giveUp()
{
    letGo();
    disconnect();
}

void Replacement::finish(const Result<void> &result)
{
    letGo();
    Q_EMIT finished(result);
}

void Replacement::letGo()
{
    m_patience.stop();
    for (SupervisedWorker *worker : {&m_old, &m_successor})
        worker->disconnect(this);
}

} // namespace Lanroom
