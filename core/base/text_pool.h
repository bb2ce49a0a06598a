// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qhash.h>
#include <QtCore/qstring.h>

#include <array>

namespace Lanroom {

/// Lets equal texts share one memory, as the clients of one room have path and browser in common: it
/// remembers the last text of each of kPlaces hashes, and hands that out for an equal one. Nothing to
/// clean up, and never more than kPlaces texts kept. Passive; one thread.
class TextPool
{
public:
    static constexpr std::size_t kPlaces = 64;

    QString share(const QString &text)
    {
        QString &place = m_places[qHash(text) % kPlaces];
        if (place != text)
            place = text;
        return place;
    }

private:
    std::array<QString, kPlaces> m_places;
};

} // namespace Lanroom
