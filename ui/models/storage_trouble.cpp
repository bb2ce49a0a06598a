// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/storage_trouble.h"

#include "ui/models/log_model.h"
#include "ui/models/log_sink.h"

namespace Lanroom {

namespace {

constexpr QLatin1StringView kSource("lanroom.storage");
constexpr int kSilenceMs = 90'000; // longer than between two complaints

/// As the storage says that it is over, also for a database on another machine.
bool isOver(const LogLine &line)
{
    return line.level == QtInfoMsg || line.text.contains(QLatin1StringView("writing works again"));
}

} // namespace

StorageTrouble::StorageTrouble(const LogModel &log, QObject *parent) : QObject(parent), m_log(log)
{
    m_silence.setSingleShot(true);
    m_silence.setInterval(kSilenceMs);
    connect(&m_silence, &QTimer::timeout, this, &StorageTrouble::forget);
    connect(&log, &LogModel::rowsInserted, this, &StorageTrouble::readLog);
}

void StorageTrouble::readLog(const QModelIndex &, int first, int last)
{
    for (int row = first; row <= last; ++row)
        read(m_log.at(row));
}

void StorageTrouble::read(const LogLine &line)
{
    if (line.source == kSource)
        become(isOver(line) ? QString() : line.text);
}

void StorageTrouble::become(const QString &words)
{
    if (words.isEmpty())
        m_silence.stop();
    else
        m_silence.start();
    if (words == m_words)
        return;
    m_words = words;
    Q_EMIT changed();
}

} // namespace Lanroom
