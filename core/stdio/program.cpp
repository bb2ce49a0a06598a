// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/program.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kKillWaitMs = 1000; // SIGKILL takes no longer unless the kernel itself hangs
constexpr qsizetype kReadBytes = 64 * 1024; // what a pipe holds
constexpr int kReadsAtEnd = 16; // of those, from a pipe that another process still fills

void closeEnd(int &end)
{
    if (end >= 0)
        ::close(std::exchange(end, -1));
}

} // namespace

Program::Program(const Limits &limits) : m_limits(limits), m_lines(limits.lineBytes)
{
    m_process.setInputChannelMode(QProcess::ForwardedInputChannel);
    m_process.setProcessChannelMode(QProcess::ForwardedChannels);
    connect(&m_process, &QProcess::finished, this, [this](int status, QProcess::ExitStatus exit) {
        const bool signalled = exit == QProcess::CrashExit;
        exited((signalled ? u"ended by signal %1"_s : u"ended with status %1"_s).arg(status),
               !signalled && status == 0);
    });
    m_patience.setSingleShot(true);
    m_patience.setInterval(kPoliteMs);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (std::exchange(m_terminated, true)) {
            m_process.kill();
        } else {
            m_process.terminate();
            m_patience.start();
        }
    });
}

Program::~Program()
{
    m_process.disconnect(this);
    if (m_process.state() != QProcess::NotRunning) {
        m_process.kill();
        m_process.waitForFinished(kKillWaitMs);
    }
    closeEnd(m_inputEnd);
    closeEnd(m_outputEnd);
}

Result<void> Program::start(const QStringList &command, const QProcessEnvironment &environment)
{
    std::signal(SIGPIPE, SIG_IGN); // a program may close its stdin whenever it likes
    int childEnds[2] = {-1, -1};
    if (const Result<void> open = openPipes(childEnds); !open)
        return open;
    // Between fork and exec: only async-signal-safe calls.
    m_process.setChildProcessModifier([in = childEnds[0], out = childEnds[1]] {
        ::dup2(in, STDIN_FILENO);
        ::dup2(out, STDOUT_FILENO);
        ::signal(SIGPIPE, SIG_DFL); // as programs in pipes expect
        ::signal(SIGXFSZ, SIG_DFL); // which workers ignore
    });
    m_process.setProcessEnvironment(environment);
    m_process.start(command.first(), command.sliced(1), QProcess::ReadOnly | QProcess::Unbuffered);
    const bool started = m_process.waitForStarted();
    closeEnd(childEnds[0]);
    closeEnd(childEnds[1]);
    if (!started) {
        const QString why = m_process.errorString();
        closeEnd(m_inputEnd);
        closeEnd(m_outputEnd);
        return {ErrorCode::System, u"cannot start %1: %2"_s.arg(command.first(), why)};
    }
    m_writable = std::make_unique<QSocketNotifier>(m_inputEnd, QSocketNotifier::Write);
    m_writable->setEnabled(false);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &Program::writeOn);
    m_readable = std::make_unique<QSocketNotifier>(m_outputEnd, QSocketNotifier::Read);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &Program::read);
    return {};
}

Result<void> Program::openPipes(int (&childEnds)[2])
{
    std::array<int, 2> input{-1, -1};
    std::array<int, 2> output{-1, -1};
    if (::pipe2(input.data(), O_CLOEXEC) != 0 || ::pipe2(output.data(), O_CLOEXEC) != 0) {
        closeEnd(input[0]);
        closeEnd(input[1]);
        return {ErrorCode::System,
                u"cannot open a pipe: %1"_s.arg(QString::fromLocal8Bit(std::strerror(errno)))};
    }
    childEnds[0] = input[0];
    childEnds[1] = output[1];
    m_inputEnd = input[1];
    m_outputEnd = output[0];
    ::fcntl(m_inputEnd, F_SETFL, O_NONBLOCK);
    ::fcntl(m_outputEnd, F_SETFL, O_NONBLOCK);
    return {};
}

bool Program::write(QByteArrayView lines)
{
    if (m_inputEnd < 0 || m_ending)
        return true;
    if (m_input.size() + lines.size() > m_limits.inputBytes)
        return false;
    m_input.append(lines);
    writeOn();
    return true;
}

void Program::writeOn()
{
    while (!m_input.isEmpty()) {
        const ssize_t wrote = ::write(m_inputEnd, m_input.constData(), std::size_t(m_input.size()));
        if (wrote < 0 && errno == EINTR)
            continue;
        if (wrote < 0 && errno == EAGAIN)
            break;
        if (wrote < 0) { // it has closed its stdin
            m_input.clear();
            closeInput();
            return;
        }
        m_input.remove(0, wrote);
    }
    m_writable->setEnabled(!m_input.isEmpty());
    if (m_ending && m_input.isEmpty())
        closeInput();
}

void Program::closeInput()
{
    if (m_writable)
        m_writable->setEnabled(false);
    closeEnd(m_inputEnd);
}

void Program::end(bool now)
{
    if (!m_how.isEmpty() || m_process.state() == QProcess::NotRunning)
        return;
    if (!std::exchange(m_ending, true)) {
        if (m_input.isEmpty())
            closeInput();
        m_patience.start();
    }
    if (now && !std::exchange(m_terminated, true)) {
        m_process.terminate();
        m_patience.start();
    }
}

void Program::pauseReading(bool paused)
{
    if (m_paused == paused)
        return;
    m_paused = paused;
    if (paused || m_givingLines) {
        if (m_readable)
            m_readable->setEnabled(!paused && m_outputEnd >= 0);
        return;
    }
    giveLines();
    if (m_paused)
        return;
    if (!m_how.isEmpty())
        finish();
    else if (m_readable && m_outputEnd >= 0)
        m_readable->setEnabled(true);
}

void Program::read()
{
    if (m_paused || m_outputEnd < 0)
        return;
    std::array<char, kReadBytes> piece;
    const ssize_t got = ::read(m_outputEnd, piece.data(), piece.size());
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got <= 0) {
        m_readable->setEnabled(false);
        closeEnd(m_outputEnd);
        return;
    }
    m_lines.feed({piece.data(), qsizetype(got)});
    giveLines();
}

void Program::giveLines()
{
    m_givingLines = true;
    while (!m_paused) {
        const std::optional<QByteArray> next = m_lines.next();
        if (!next)
            break;
        Q_EMIT line(*next);
    }
    m_givingLines = false;
    if (m_lines.isOverlong() && m_outputEnd >= 0) {
        m_readable->setEnabled(false);
        closeEnd(m_outputEnd);
        Q_EMIT lineTooLong();
    }
}

void Program::exited(const QString &how, bool good)
{
    m_patience.stop();
    m_how = how;
    m_good = good;
    m_input.clear();
    closeInput();
    if (!m_paused)
        finish();
}

/// What it wrote last is still in the pipe. Who paused us meanwhile calls again by going on.
void Program::finish()
{
    for (int i = 0; i < kReadsAtEnd && m_outputEnd >= 0 && !m_paused; ++i)
        read();
    if (m_paused)
        return;
    m_readable->setEnabled(false);
    closeEnd(m_outputEnd);
    if (!m_lines.isOverlong()) {
        if (const std::optional<QByteArray> rest = m_lines.rest())
            Q_EMIT line(*rest);
    }
    Q_EMIT ended(m_how, m_good);
}

} // namespace Lanroom
