// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/models/device_name.h"

#include <QtCore/qcoreapplication.h>

namespace Lanroom {

namespace {

struct Sign
{
    QLatin1StringView part; // of the User-Agent
    const char *words;      // marked for translation
};

// The order matters: what names itself most exactly comes first, for every browser also claims to
// be its ancestors (Edge says Chrome, Chrome says Safari, an Android says Linux).
constexpr Sign kDevices[] = {
    {QLatin1StringView("iPhone"), QT_TRANSLATE_NOOP("Device", "iPhone")},
    {QLatin1StringView("iPad"), QT_TRANSLATE_NOOP("Device", "iPad")},
    {QLatin1StringView("CrOS"), QT_TRANSLATE_NOOP("Device", "Chromebook")},
    {QLatin1StringView("SMART-TV"), QT_TRANSLATE_NOOP("Device", "Television")},
    {QLatin1StringView("SmartTV"), QT_TRANSLATE_NOOP("Device", "Television")},
    {QLatin1StringView("Windows"), QT_TRANSLATE_NOOP("Device", "Windows computer")},
    {QLatin1StringView("Macintosh"), QT_TRANSLATE_NOOP("Device", "Mac")},
    {QLatin1StringView("Linux"), QT_TRANSLATE_NOOP("Device", "Linux computer")},
};

constexpr Sign kBrowsers[] = {
    {QLatin1StringView("Edg"), QT_TRANSLATE_NOOP("Device", "Edge")}, // Edg/, EdgA/, EdgiOS/
    {QLatin1StringView("OPR/"), QT_TRANSLATE_NOOP("Device", "Opera")},
    {QLatin1StringView("Vivaldi/"), QT_TRANSLATE_NOOP("Device", "Vivaldi")},
    {QLatin1StringView("SamsungBrowser/"), QT_TRANSLATE_NOOP("Device", "Samsung Internet")},
    {QLatin1StringView("FxiOS/"), QT_TRANSLATE_NOOP("Device", "Firefox")},
    {QLatin1StringView("Firefox/"), QT_TRANSLATE_NOOP("Device", "Firefox")},
    {QLatin1StringView("CriOS/"), QT_TRANSLATE_NOOP("Device", "Chrome")},
    {QLatin1StringView("HeadlessChrome/"), QT_TRANSLATE_NOOP("Device", "Chrome")},
    {QLatin1StringView("Chromium/"), QT_TRANSLATE_NOOP("Device", "Chromium")},
    {QLatin1StringView("Chrome/"), QT_TRANSLATE_NOOP("Device", "Chrome")},
    {QLatin1StringView("Safari/"), QT_TRANSLATE_NOOP("Device", "Safari")},
};

QString words(const char *text)
{
    return QCoreApplication::translate("Device", text);
}

template <std::size_t N> QString firstMatch(const Sign (&signs)[N], const QString &agent)
{
    for (const Sign &sign : signs) {
        if (agent.contains(sign.part))
            return words(sign.words);
    }
    return {};
}

QString hardware(const QString &agent)
{
    if (agent.contains(QLatin1StringView("Android"))) {
        // Android's own rule: a browser on a telephone says Mobile, on a tablet it does not.
        return agent.contains(QLatin1StringView("Mobile"))
                   ? words(QT_TRANSLATE_NOOP("Device", "Android phone"))
                   : words(QT_TRANSLATE_NOOP("Device", "Android tablet"));
    }
    return firstMatch(kDevices, agent);
}

} // namespace

QString deviceInWords(const QString &userAgent)
{
    const QString device = hardware(userAgent);
    const QString browser = firstMatch(kBrowsers, userAgent);
    if (device.isEmpty() && browser.isEmpty()) {
        return userAgent.isEmpty() ? words(QT_TRANSLATE_NOOP("Device", "A program"))
                                   : words(QT_TRANSLATE_NOOP("Device", "Unknown device"));
    }
    if (device.isEmpty() || browser.isEmpty())
        return device + browser;
    return device + QStringLiteral(" · ") + browser;
}

} // namespace Lanroom
