// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qlineedit.h>

class QAction;

namespace Lanroom {

/// A line for a password, with an eye at its end that shows it.
class PasswordField : public QLineEdit
{
    Q_OBJECT
public:
    explicit PasswordField(QWidget *parent = nullptr);

protected:
    void changeEvent(QEvent *event) override;

private:
    void setShown(bool shown);
    void drawEye();

    QAction *m_eye;
};

} // namespace Lanroom
