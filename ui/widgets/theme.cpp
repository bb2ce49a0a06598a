// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/theme.h"

#include <QtCore/qfile.h>
#include <QtGui/qfont.h>
#include <QtGui/qguiapplication.h>
#include <QtWidgets/qwidget.h>

static void initResources()
{
    Q_INIT_RESOURCE(widgets); // a static library's resources are not linked by themselves
}

namespace Lanroom {

namespace {

QColor mix(const QColor &a, const QColor &b, double ofB)
{
    const auto channel = [ofB](int x, int y) { return int(x + (y - x) * ofB + 0.5); };
    return {channel(a.red(), b.red()), channel(a.green(), b.green()), channel(a.blue(), b.blue())};
}

/// A grey, but not the pure black or white of a high-contrast scheme: nobody chose it.
bool isStock(const QColor &window)
{
    return window.hsvSaturation() < 13 && window.value() > 0 && window.value() < 255;
}

constexpr double kSmallestPoints = 10.0;

const Theme kLight = {false,    0xf5f1e8, 0xfffdf9, 0xffffff, 0xece6d9, 0xe5ddce,
                      0xb9af9d, 0x221f1a, 0x655e53, 0x1d5c4a, 0x174b3c, 0xe0ece6,
                      0xffffff, 0xe09a2c, 0xfcefd6, 0x5b3d05, 0xa3301e, 0xfbe7e2};
const Theme kDark = {true,     0x141311, 0x1c1b18, 0x26241f, 0x2a2823, 0x33302a,
                     0x5c564b, 0xeee9df, 0xa8a093, 0x6ec8a7, 0x84d5b7, 0x20362e,
                     0x0c1f18, 0xf2b04a, 0x3a2d14, 0xf8d694, 0xf0917f, 0x3b201b};

} // namespace

Theme Theme::of(const QPalette &system)
{
    const QColor window = system.color(QPalette::Window);
    const QColor text = system.color(QPalette::WindowText);
    const bool dark = window.lightness() < text.lightness();
    Theme theme = dark ? kDark : kLight;
    if (isStock(window))
        return theme;
    theme.paper = window;
    theme.sheet = system.color(QPalette::Base);
    theme.raised = mix(theme.sheet, text, dark ? 0.06 : 0.0);
    theme.hover = mix(window, text, 0.09);
    theme.line = mix(window, text, 0.16);
    theme.lineStrong = mix(window, text, 0.4);
    theme.ink = text;
    theme.inkSoft = mix(text, window, 0.28);
    theme.accentSoft = mix(theme.sheet, theme.accent, 0.16);
    theme.lightSoft = mix(theme.sheet, theme.light, 0.18);
    theme.onLightSoft = text;
    theme.dangerSoft = mix(theme.sheet, theme.danger, 0.14);
    return theme;
}

QColor Theme::forState(const QString &state) const
{
    if (state == QLatin1StringView("running"))
        return accent;
    if (state == QLatin1StringView("failed") || state == QLatin1StringView("bad manifest"))
        return danger;
    for (const char *busy : {"starting", "replacing", "restarting", "stopping"}) {
        if (state == QLatin1StringView(busy))
            return light;
    }
    return lineStrong;
}

QPalette Theme::palette() const
{
    QPalette p(paper);
    p.setColor(QPalette::Window, paper);
    p.setColor(QPalette::WindowText, ink);
    p.setColor(QPalette::Base, sheet);
    p.setColor(QPalette::AlternateBase, paper);
    p.setColor(QPalette::Text, ink);
    p.setColor(QPalette::PlaceholderText, inkSoft);
    p.setColor(QPalette::Button, raised);
    p.setColor(QPalette::ButtonText, ink);
    p.setColor(QPalette::ToolTipBase, sheet);
    p.setColor(QPalette::ToolTipText, ink);
    p.setColor(QPalette::Highlight, accent);
    p.setColor(QPalette::HighlightedText, onAccent);
    p.setColor(QPalette::Link, accent);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        p.setColor(QPalette::Disabled, role, mix(inkSoft, paper, 0.35));
    return p;
}

QString Theme::styleSheet() const
{
    initResources();
    QFile file(QStringLiteral(":/lanroom/window.qss"));
    if (!file.open(QFile::ReadOnly))
        return {};
    QString sheetText = QString::fromUtf8(file.readAll());
    const std::pair<QLatin1StringView, QColor> names[] = {
        {QLatin1StringView("@paper@"), paper},
        {QLatin1StringView("@sheet@"), sheet},
        {QLatin1StringView("@raised@"), raised},
        {QLatin1StringView("@hover@"), hover},
        {QLatin1StringView("@line@"), line},
        {QLatin1StringView("@line-strong@"), lineStrong},
        {QLatin1StringView("@ink@"), ink},
        {QLatin1StringView("@ink-soft@"), inkSoft},
        {QLatin1StringView("@accent@"), accent},
        {QLatin1StringView("@accent-hover@"), accentHover},
        {QLatin1StringView("@accent-soft@"), accentSoft},
        {QLatin1StringView("@on-accent@"), onAccent},
        {QLatin1StringView("@light-soft@"), lightSoft},
        {QLatin1StringView("@on-light-soft@"), onLightSoft},
        {QLatin1StringView("@danger@"), danger},
        {QLatin1StringView("@danger-soft@"), dangerSoft},
    };
    for (const auto &[name, color] : names)
        sheetText.replace(name, color.name());
    return sheetText;
}

Theme Theme::current()
{
    return of(QGuiApplication::palette());
}

void Theme::apply(QWidget *window)
{
    const Theme theme = current();
    QFont font = QGuiApplication::font();
    if (font.pointSizeF() > 0 && font.pointSizeF() < kSmallestPoints)
        font.setPointSizeF(kSmallestPoints); // what a desktop without settings gives is too small
    window->setFont(font);
    window->setPalette(theme.palette());
    window->setStyleSheet(theme.styleSheet());
}

} // namespace Lanroom
