// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qabstractbutton.h>
#include <QtWidgets/qbuttongroup.h>
#include <QtWidgets/qframe.h>

class QVBoxLayout;

namespace Lanroom {

class LongLabel;
class StatusDot;

/// One line of the sidebar: drawing, words with a mnemonic, and a count at the end.
class NavButton : public QAbstractButton
{
    Q_OBJECT
public:
    NavButton(QLatin1StringView drawing, const QString &words, QWidget *parent = nullptr);

    /// Shown behind the words; 0 shows nothing.
    void setCount(qint64 count);

    QSize sizeHint() const override { return {184, 40}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    QLatin1StringView m_drawing;
    qint64 m_count = 0;
};

/// The sidebar: the place's name, the pages to choose from, and at the foot whether it is open.
class NavBar : public QFrame
{
    Q_OBJECT
public:
    explicit NavBar(QWidget *parent = nullptr);

    /// The returned button is the bar's.
    NavButton *addPage(QLatin1StringView drawing, const QString &words);
    void setPlace(const QString &name);
    /// state as in Theme::forState(), with the words that say the same.
    void setStatus(const QString &state, const QString &words);

    int current() const { return m_group.checkedId(); }
    void setCurrent(int page);

Q_SIGNALS:
    void chosen(int page);

private:
    QButtonGroup m_group;
    QVBoxLayout *m_pages;
    LongLabel *m_place;
    StatusDot *m_dot;
    LongLabel *m_status;
};

} // namespace Lanroom
