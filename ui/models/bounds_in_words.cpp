// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/bounds_in_words.h"

#include <QtCore/qcoreapplication.h>
#include <QtCore/qlocale.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

namespace {

/// What happened there. A switch, so that the compiler misses a bound without words.
const char *wordsFor(Link::Bound bound)
{
    using Link::Bound;
    switch (bound) {
    case Bound::Connections:
        return QT_TRANSLATE_NOOP("Bounds", "no room for a connection");
    case Bound::AddressConnections:
        return QT_TRANSLATE_NOOP("Bounds", "too many connections from one address");
    case Bound::AddressRate:
        return QT_TRANSLATE_NOOP("Bounds", "an address connecting too often");
    case Bound::Request:
        return QT_TRANSLATE_NOOP("Bounds", "request refused");
    case Bound::HeadTime:
        return QT_TRANSLATE_NOOP("Bounds", "request never finished");
    case Bound::AnswerTime:
        return QT_TRANSLATE_NOOP("Bounds", "answer not taken");
    case Bound::MessageSize:
        return QT_TRANSLATE_NOOP("Bounds", "message too long");
    case Bound::MessageTime:
        return QT_TRANSLATE_NOOP("Bounds", "message never finished");
    case Bound::BadFrame:
        return QT_TRANSLATE_NOOP("Bounds", "broken WebSocket protocol");
    case Bound::Pings:
        return QT_TRANSLATE_NOOP("Bounds", "too many pings");
    case Bound::TinyFrames:
        return QT_TRANSLATE_NOOP("Bounds", "too many tiny pieces");
    case Bound::Silence:
        return QT_TRANSLATE_NOOP("Bounds", "device no longer answering");
    case Bound::Outbox:
        return QT_TRANSLATE_NOOP("Bounds", "device reading too slowly");
    case Bound::OutboxTotal:
        return QT_TRANSLATE_NOOP("Bounds", "device cut off to save memory");
    case Bound::Throttled:
        return QT_TRANSLATE_NOOP("Bounds", "sender slowed down");
    case Bound::CloseTime:
        return QT_TRANSLATE_NOOP("Bounds", "goodbye not answered");
    case Bound::Descriptors:
        return QT_TRANSLATE_NOOP("Bounds", "system out of file descriptors");
    }
    return "";
}

} // namespace

QString boundsInWords(const Link::BoundCounts &reached)
{
    QStringList parts;
    for (std::size_t i = 0; i < reached.counts.size(); ++i) {
        if (reached.counts[i] > 0)
            parts.append(QCoreApplication::translate("Bounds", wordsFor(Link::Bound(i))) +
                         QStringLiteral(" %1×").arg(QLocale().toString(reached.counts[i])));
    }
    if (parts.isEmpty())
        return {};
    return QCoreApplication::translate("Bounds", "Limits reached: %1.")
        .arg(parts.join(QStringLiteral(", ")));
}

} // namespace Lanroom
