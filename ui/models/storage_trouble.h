// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qobject.h>
#include <QtCore/qstring.h>
#include <QtCore/qtimer.h>

class QModelIndex;

namespace Lanroom {

class LogModel;
struct LogLine;

/// Whether what people write can be kept. Nobody but the log says so: a service that cannot write says it
/// there as often as once a minute while people try, and once when it works again. Window's thread; the
/// log outlives it.
class StorageTrouble : public QObject
{
    Q_OBJECT
public:
    explicit StorageTrouble(const LogModel &log, QObject *parent = nullptr);

    /// What the log said of it last; empty while there is no trouble.
    QString words() const { return m_words; }
    /// What was said is another run's.
    void forget() { become({}); }

Q_SIGNALS:
    void changed();

private:
    void readLog(const QModelIndex &, int first, int last);
    void read(const LogLine &line);
    void become(const QString &words);

    const LogModel &m_log;
    QString m_words;
    QTimer m_silence; // so long nobody has complained
};

} // namespace Lanroom
