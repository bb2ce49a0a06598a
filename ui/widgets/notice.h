// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qframe.h>

class QLabel;
class QPushButton;

namespace Lanroom {

class StatusDot;

/// A coloured panel that says something in words: a headline, what to do about it, and perhaps a
/// button that does it. Its text may hold names from outside: it is never read as markup.
class Notice : public QFrame
{
    Q_OBJECT
public:
    enum class Mood { Good, Wait, Bad };

    explicit Notice(QWidget *parent = nullptr);

    void say(Mood mood, const QString &title, const QString &text);
    /// The button under the text; empty words hide it.
    void offer(const QString &words);
    QString title() const;
    QString text() const;
    Mood mood() const { return m_mood; }

Q_SIGNALS:
    void accepted(); // the button was pressed

private:
    Mood m_mood = Mood::Wait;
    StatusDot *m_dot;
    QLabel *m_title;
    QLabel *m_text;
    QPushButton *m_button;
};

} // namespace Lanroom
