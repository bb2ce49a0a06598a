// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/child_process.h"

#include "base/random.h"
#include "supervisor/child_setup.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qprocess.h>
#include <QtCore/qthread.h>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {
const QString kMarkVariable = u"LANROOM_WORKER"_s;
constexpr qsizetype kMarkBytes = 8;
constexpr int kKillWaitMs = 1000; // SIGKILL takes no longer unless the kernel itself hangs
}

ChildProcess::ChildProcess(QObject *parent) : QObject(parent)
{
    m_process.setStandardInputFile(QProcess::nullDevice());
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    connect(&m_process, &QProcess::readyReadStandardOutput, this,
            [this] { Q_EMIT said(m_process.readAllStandardOutput()); });
    connect(&m_process, &QProcess::finished, this, [this](int status, QProcess::ExitStatus exit) {
        finish(exit == QProcess::CrashExit ? u"ended by signal %1"_s.arg(status)
                                           : u"ended with status %1"_s.arg(status));
    });
    // Queued: a start may fail within start(), and our owner expects the end after it.
    connect(
        &m_process, &QProcess::errorOccurred, this,
        [this](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                finish(u"cannot start %1: %2"_s.arg(m_process.program(), m_process.errorString()));
        },
        Qt::QueuedConnection);
}

ChildProcess::~ChildProcess()
{
    m_process.disconnect(this);
    if (m_alive) {
        killChildGroup(m_process, m_pid, m_mark);
        m_process.waitForFinished(kKillWaitMs);
    }
}

void ChildProcess::start(const Program &program, const Environment &more)
{
    Q_ASSERT(!m_alive);
    Q_ASSERT(QThread::currentThread() == QCoreApplication::instance()->thread());
    QProcessEnvironment whole = QProcessEnvironment::systemEnvironment();
    for (const auto &[name, value] : program.environment + more)
        whole.insert(name, value);
    const QString mark = QString::fromLatin1(randomHex(kMarkBytes));
    m_mark = (kMarkVariable + u'=' + mark).toLatin1();
    whole.insert(kMarkVariable, mark);
    m_process.setProcessEnvironment(whole);
    m_process.setProgram(program.path);
    m_process.setArguments(program.arguments);
    m_process.setWorkingDirectory(program.folder);
    setUpChild(m_process, program.handDownFd, program.confinement);
    m_alive = true;
    m_process.start(QProcess::ReadOnly);
    m_pid = m_process.processId();
}

void ChildProcess::kill()
{
    if (m_alive)
        killChildGroup(m_process, m_pid, m_mark);
}

void ChildProcess::finish(const QString &how)
{
    if (!m_alive)
        return;
    killChildGroup(m_process, m_pid, m_mark); // what it left behind
    m_alive = false;
    m_pid = 0;
    Q_EMIT ended(how);
}

} // namespace Lanroom
