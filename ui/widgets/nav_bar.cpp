// SPDX-License-Identifier: LGPL-3.0-or-later
#include "ui/widgets/nav_bar.h"

#include "ui/widgets/icons.h"
#include "ui/widgets/long_label.h"
#include "ui/widgets/manner.h"
#include "ui/widgets/status_dot.h"
#include "ui/widgets/theme.h"

#include <QtCore/qlocale.h>
#include <QtGui/qpainter.h>
#include <QtWidgets/qboxlayout.h>
#include <QtWidgets/qlabel.h>

namespace Lanroom {

NavButton::NavButton(QLatin1StringView drawing, const QString &words, QWidget *parent)
    : QAbstractButton(parent), m_drawing(drawing)
{
    setText(words);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void NavButton::setCount(qint64 count)
{
    if (count == m_count)
        return;
    m_count = count;
    setAccessibleDescription(count > 0 ? QLocale().toString(count) : QString());
    update();
}

void NavButton::paintEvent(QPaintEvent *)
{
    const Theme theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF area = QRectF(rect()).adjusted(1, 1, -1, -1);
    painter.setPen(hasFocus() ? QPen(theme.accent, 2) : QPen(Qt::NoPen));
    if (isChecked())
        painter.setBrush(theme.accentSoft);
    else if (underMouse())
        painter.setBrush(theme.hover);
    if (painter.brush() != Qt::NoBrush || hasFocus())
        painter.drawRoundedRect(area, 9, 9);

    const QColor ink = isChecked() ? (theme.dark ? theme.accent : theme.accentHover) : theme.ink;
    lineIcon(m_drawing, ink).paint(&painter, QRect(12, (height() - 20) / 2, 20, 20));
    QFont words = font();
    words.setWeight(isChecked() ? QFont::DemiBold : QFont::Medium);
    painter.setFont(words);
    painter.setPen(ink);
    const QRect line = rect().adjusted(42, 0, -14, 0);
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft | Manner::mnemonicFlag(this), text());
    if (m_count > 0) {
        painter.setPen(isChecked() ? ink : theme.inkSoft);
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignRight, QLocale().toString(m_count));
    }
}

NavBar::NavBar(QWidget *parent)
    : QFrame(parent), m_pages(new QVBoxLayout), m_place(new LongLabel(this)),
      m_dot(new StatusDot(this)), m_status(new LongLabel(this))
{
    setProperty("look", QStringLiteral("sidebar"));
    setFixedWidth(216);

    auto *sign = new QLabel(this);
    sign->setPixmap(programIcon().pixmap(QSize(36, 36), devicePixelRatioF()));
    m_place->setProperty("look", QStringLiteral("title"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(8, 4, 4, 14);
    head->setSpacing(10);
    head->addWidget(sign, 0, Qt::AlignTop);
    head->addWidget(m_place, 1);

    m_status->setProperty("look", QStringLiteral("soft"));
    auto *foot = new QHBoxLayout;
    foot->setContentsMargins(8, 0, 8, 0);
    foot->addWidget(m_dot, 0, Qt::AlignTop);
    foot->addWidget(m_status, 1);

    m_pages->setSpacing(2);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(12, 16, 12, 16);
    column->addLayout(head);
    column->addLayout(m_pages);
    column->addStretch();
    column->addLayout(foot);
    connect(&m_group, &QButtonGroup::idClicked, this, &NavBar::chosen);
}

NavButton *NavBar::addPage(QLatin1StringView drawing, const QString &words)
{
    auto *button = new NavButton(drawing, words, this);
    m_group.addButton(button, int(m_group.buttons().size()));
    m_pages->addWidget(button);
    return button;
}

void NavBar::setPlace(const QString &name)
{
    m_place->setText(name);
}

void NavBar::setStatus(const QString &state, const QString &words)
{
    m_dot->setState(state);
    m_status->setText(words);
}

void NavBar::setCurrent(int page)
{
    m_group.button(page)->setChecked(true);
    Q_EMIT chosen(page);
}

} // namespace Lanroom
