// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qabstractbutton.h>

namespace Lanroom {

/// A large number with a word under it; pressing it goes where the number comes from.
class CountTile : public QAbstractButton
{
    Q_OBJECT
public:
    explicit CountTile(QWidget *parent = nullptr);

    void setCount(qint64 count, const QString &words);
    qint64 count() const { return m_count; }

    QSize sizeHint() const override { return {170, 92}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    qint64 m_count = 0;
    QString m_words;
};

} // namespace Lanroom
