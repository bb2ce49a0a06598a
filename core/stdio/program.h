// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"
#include "stdio/line_reader.h"

#include <QtCore/qprocess.h>
#include <QtCore/qsocketnotifier.h>
#include <QtCore/qtimer.h>

#include <memory>

namespace Lanroom {

/// A program that reads lines from its stdin and writes lines to its stdout, and whose stderr is
/// ours. Over pipes of our own, since a QProcess reads without end what nobody takes: here a
/// program waits while pauseReading() is on, and what it does not read itself is bounded. On the
/// worker's event-loop thread.
///
/// However it ends, ended() tells, once, after its last line. Nothing of it lives longer than this
/// object.
class Program : public QObject
{
    Q_OBJECT
public:
    struct Limits
    {
        qsizetype lineBytes;  // of one of its lines
        qsizetype inputBytes; // that wait for it to read
    };
    /// From the end of its stdin to SIGTERM, and from there to SIGKILL.
    static constexpr int kPoliteMs = 1000;

    explicit Program(const Limits &limits);
    ~Program() override;

    /// command: a program and its arguments. Once.
    Result<void> start(const QStringList &command, const QProcessEnvironment &environment);
    qint64 pid() const { return m_process.processId(); }

    /// False, and nothing written, where what waits for it would be over the limit. What is written
    /// to a program that has closed its stdin, or has ended, goes nowhere.
    bool write(QByteArrayView lines);
    /// While paused no line comes, and the program waits once the pipe is full.
    void pauseReading(bool paused);
    /// Closes its stdin, when it has what was written; then SIGTERM, then SIGKILL. now: SIGTERM at
    /// once.
    void end(bool now = false);

Q_SIGNALS:
    void line(const QByteArray &text);
    /// It wrote a line over the limit. No line comes any more.
    void lineTooLong();
    /// how: in words, such as "ended with status 3". good: it was status 0.
    void ended(const QString &how, bool good);

private:
    Result<void> openPipes(int (&childEnds)[2]);
    void closeInput();
    void writeOn();
    void read();
    void giveLines();
    void exited(const QString &how, bool good);
    void finish();

    const Limits m_limits;
    QProcess m_process;
    LineReader m_lines;
    QByteArray m_input; // waits for the program
    std::unique_ptr<QSocketNotifier> m_writable;
    std::unique_ptr<QSocketNotifier> m_readable;
    int m_inputEnd = -1;
    int m_outputEnd = -1;
    QTimer m_patience;
    QString m_how; // once it has exited
    bool m_good = false;
    bool m_paused = false;
    bool m_ending = false;
    bool m_terminated = false;
    bool m_givingLines = false;
};

} // namespace Lanroom
