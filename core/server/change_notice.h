// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qelapsedtimer.h>
#include <QtCore/qobject.h>
#include <QtCore/qtimer.h>

namespace Lanroom {

/// Makes 'something changed' out of any number of changes: due() comes in the next turn of the event
/// loop, but at most four times a second, and never by itself. Main thread, a member of its subject.
class ChangeNotice : public QObject
{
    Q_OBJECT
public:
    static constexpr int kIntervalMs = 250;

    ChangeNotice()
    {
        m_timer.setSingleShot(true);
        connect(&m_timer, &QTimer::timeout, this, [this] {
            m_since.start();
            Q_EMIT due();
        });
    }

    void touch()
    {
        if (m_timer.isActive())
            return;
        const qint64 since = m_since.isValid() ? m_since.elapsed() : kIntervalMs;
        m_timer.start(int(qMax<qint64>(0, kIntervalMs - since)));
    }

Q_SIGNALS:
    void due();

private:
    QTimer m_timer;
    QElapsedTimer m_since; // the last due()
};

} // namespace Lanroom
