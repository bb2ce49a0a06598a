// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/manner.h"

#include <QtGui/qevent.h>
#include <QtWidgets/qabstractbutton.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qdialog.h>
#include <QtWidgets/qwidget.h>

namespace Lanroom {

Manner::Manner() : QProxyStyle(QStringLiteral("Fusion")) {}

int Manner::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                      QStyleHintReturn *returned) const
{
    if (hint == SH_UnderlineShortcut)
        return m_underlined ? 1 : 0;
    return QProxyStyle::styleHint(hint, option, widget, returned);
}

void Manner::polish(QApplication *application)
{
    QProxyStyle::polish(application);
    application->installEventFilter(this);
}

int Manner::mnemonicFlag(const QWidget *widget)
{
    const bool shown = widget->style()->styleHint(SH_UnderlineShortcut, nullptr, widget) != 0;
    return shown ? Qt::TextShowMnemonic : Qt::TextHideMnemonic;
}

bool Manner::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
    case QEvent::KeyRelease:
        if (static_cast<QKeyEvent *>(event)->key() == Qt::Key_Alt)
            underline(event->type() == QEvent::KeyPress);
        if (event->type() == QEvent::KeyPress && pressed(watched, static_cast<QKeyEvent *>(event)))
            return true;
        break;
    case QEvent::WindowDeactivate:
        underline(false); // Alt+Tab: the release goes elsewhere
        break;
    default:
        break;
    }
    return QProxyStyle::eventFilter(watched, event);
}

bool Manner::pressed(QObject *watched, const QKeyEvent *event)
{
    const auto *button = qobject_cast<QAbstractButton *>(watched);
    if (!button || !button->isEnabled() || qobject_cast<QDialog *>(button->window()))
        return false;
    if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter)
        return false;
    if (!event->isAutoRepeat()) // whoever holds the key meant it once
        static_cast<QAbstractButton *>(watched)->click();
    return true;
}

void Manner::underline(bool on)
{
    if (on == m_underlined)
        return;
    m_underlined = on;
    const QWidgetList widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->isVisible())
            widget->update();
    }
}

} // namespace Lanroom
