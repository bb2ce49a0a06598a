// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/notice.h"

#include "ui/widgets/status_dot.h"

#include <QtGui/qaccessible.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qstyle.h>

namespace Lanroom {

Notice::Notice(QWidget *parent)
    : QFrame(parent), m_dot(new StatusDot(this)), m_title(new QLabel(this)),
      m_text(new QLabel(this)), m_button(new QPushButton(this))
{
    m_title->setProperty("look", QStringLiteral("title"));
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    }
    m_button->hide();
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum); // no taller than its words
    auto *words = new QVBoxLayout;
    words->setSpacing(5);
    words->addWidget(m_title);
    words->addWidget(m_text);
    words->addWidget(m_button, 0, Qt::AlignLeft);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(16, 14, 16, 14);
    row->setSpacing(12);
    row->addWidget(m_dot, 0, Qt::AlignTop);
    row->addLayout(words, 1);
    connect(m_button, &QPushButton::clicked, this, &Notice::accepted);
}

void Notice::say(Mood mood, const QString &title, const QString &text)
{
    static constexpr const char *kLooks[] = {"good", "wait", "bad"};
    static constexpr const char *kStates[] = {"running", "starting", "failed"};
    m_mood = mood;
    m_dot->setState(QLatin1StringView(kStates[int(mood)]));
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setProperty("look", QLatin1StringView(kLooks[int(mood)]));
    style()->unpolish(this); // the sheet looks at properties only now
    style()->polish(this);
    for (QLabel *label : {m_title, m_text}) {
        label->style()->unpolish(label);
        label->style()->polish(label);
    }
    setAccessibleName(title);
    QAccessibleEvent event(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void Notice::offer(const QString &words)
{
    m_button->setText(words);
    m_button->setVisible(!words.isEmpty());
}

QString Notice::title() const
{
    return m_title->text();
}

QString Notice::text() const
{
    return m_text->text();
}

} // namespace Lanroom
