// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/password_field.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/theme.h"

#include <QtCore/qcoreevent.h>
#include <QtGui/qaction.h>

namespace Lanroom {

PasswordField::PasswordField(QWidget *parent) : QLineEdit(parent), m_eye(new QAction(this))
{
    setEchoMode(Password);
    m_eye->setCheckable(true);
    addAction(m_eye, TrailingPosition);
    connect(m_eye, &QAction::toggled, this, &PasswordField::setShown);
    setShown(false);
}

void PasswordField::setShown(bool shown)
{
    setEchoMode(shown ? Normal : Password);
    m_eye->setText(shown ? tr("Hide the password") : tr("Show the password"));
    drawEye();
}

void PasswordField::drawEye()
{
    const QLatin1StringView drawing(m_eye->isChecked() ? "hide" : "show");
    m_eye->setIcon(lineIcon(drawing, Theme::current().inkSoft));
}

void PasswordField::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        drawEye();
    QLineEdit::changeEvent(event);
}

} // namespace Lanroom
