// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qproxystyle.h>

class QKeyEvent;

namespace Lanroom {

/// Fusion, with the letters for the keyboard underlined only while Alt is held, and Enter pressing the
/// button that has the focus, as on most desktops today. Owned by the application once set.
class Manner : public QProxyStyle
{
    Q_OBJECT
public:
    Manner();

    int styleHint(StyleHint hint, const QStyleOption *option = nullptr,
                  const QWidget *widget = nullptr,
                  QStyleHintReturn *returned = nullptr) const override;
    using QProxyStyle::polish;
    void polish(QApplication *application) override;

    /// For widgets that paint their words themselves: Qt::TextShowMnemonic or Qt::TextHideMnemonic.
    static int mnemonicFlag(const QWidget *widget);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    /// Whether it was a press of Enter on a button outside a dialog, which has a default button.
    static bool pressed(QObject *watched, const QKeyEvent *event);
    void underline(bool on);

    bool m_underlined = false;
};

} // namespace Lanroom
