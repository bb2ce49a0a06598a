// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/worker_output.h"

#include <QtCore/qregularexpression.h>
#include <QtCore/qutf8stringview.h>

#include <utility>

namespace Lanroom {

using namespace Qt::Literals::StringLiterals;

namespace {

const QByteArray kForeign = "lanroom.worker"_ba;

/// Without the beginning of a character at its end, whose rest was cut off.
QByteArray wholeCharacters(const QByteArray &cut)
{
    constexpr qsizetype kLongest = 4;
    for (qsizetype size = 1; size <= qMin(kLongest, cut.size()); ++size) {
        const auto byte = uchar(cut.at(cut.size() - size));
        if ((byte & 0xc0) == 0x80)
            continue; // within one
        const qsizetype whole = byte < 0xc0 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
        return size < whole ? cut.chopped(size) : cut;
    }
    return cut;
}

QString shown(const QByteArray &line)
{
    const bool utf8 = QUtf8StringView(line).isValidUtf8();
    QByteArray out;
    out.reserve(line.size());
    const auto escape = [&out](uchar byte) {
        out += "\\x" + QByteArray::number(byte, 16).rightJustified(2, '0');
    };
    for (qsizetype i = 0; i < line.size(); ++i) {
        const auto byte = uchar(line.at(i));
        if (utf8 && byte == 0xc2 && uchar(line.at(i + 1)) < 0xa0) {
            // U+0080 to U+009F, which some terminals obey as they do what begins with ESC.
            escape(byte);
            escape(uchar(line.at(++i)));
        } else if (byte < ' ' || byte == 0x7f || (byte >= 0x80 && !utf8)) {
            escape(byte);
        } else {
            out += char(byte);
        }
    }
    return QString::fromUtf8(out);
}

/// A worker's word for its own end is not ours: 'fatal' is an error here.
QtMsgType levelOf(QStringView name)
{
    if (name == "debug"_L1)
        return QtDebugMsg;
    if (name == "info"_L1)
        return QtInfoMsg;
    return name == "warning"_L1 ? QtWarningMsg : QtCriticalMsg;
}

} // namespace

WorkerOutput::WorkerOutput(QString worker, QObject *parent)
    : QObject(parent), m_worker(std::move(worker))
{
    m_second.setSingleShot(true);
    m_second.setInterval(1000);
    connect(&m_second, &QTimer::timeout, this, &WorkerOutput::reportLeftOut);
}

void WorkerOutput::begin(qint64 pid)
{
    m_pid = pid;
}

void WorkerOutput::take(const QByteArray &bytes)
{
    for (qsizetype from = 0; from < bytes.size();) {
        const qsizetype newline = bytes.indexOf('\n', from);
        const qsizetype until = newline < 0 ? bytes.size() : newline;
        const qsizetype room = kLineBytes - m_line.size();
        m_cut = m_cut || until - from > room;
        m_line.append(bytes.constData() + from, qMin(room, until - from));
        if (newline < 0)
            return;
        endLine();
        from = newline + 1;
    }
}

void WorkerOutput::end()
{
    endLine();
    reportLeftOut();
    m_second.stop();
}

void WorkerOutput::endLine()
{
    const QByteArray line = std::exchange(m_line, {});
    const bool cut = std::exchange(m_cut, false);
    if (line.isEmpty())
        return;
    if (m_logged == kLinesASecond) {
        ++m_leftOut;
        return;
    }
    ++m_logged;
    if (!m_second.isActive())
        m_second.start();
    // As base/log.cpp writes it: time, program, level, category, text.
    static const QRegularExpression ours(
        u"\\A[0-9:]{8}\\.[0-9]{3} \\S+ (debug|info|warning|error|fatal) ([a-z0-9._-]{1,40}): (.*)\\z"_s);
    const QString text = cut ? shown(wholeCharacters(line)) + u" …"_s : shown(line);
    if (const auto match = ours.match(text); match.hasMatch())
        log(levelOf(match.capturedView(1)), match.captured(2).toLatin1(), match.captured(3));
    else
        log(QtInfoMsg, kForeign, text);
}

void WorkerOutput::log(QtMsgType level, const QByteArray &category, const QString &text) const
{
    // Past our own logging rules: the worker has applied them to its messages already.
    const QMessageLogContext context(nullptr, 0, nullptr, category.constData());
    qt_message_output(level, context, u"%1[%2]: %3"_s.arg(m_worker, QString::number(m_pid), text));
}

void WorkerOutput::reportLeftOut()
{
    m_logged = 0;
    if (const qint64 leftOut = std::exchange(m_leftOut, 0); leftOut > 0)
        log(QtWarningMsg, kForeign, u"%1 more lines came too fast and were left out"_s.arg(leftOut));
}

} // namespace Lanroom
