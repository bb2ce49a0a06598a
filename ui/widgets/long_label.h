// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtWidgets/qlabel.h>

class QTextLayout;

namespace Lanroom {

/// Plain text that is seen whole, however long and whatever it is made of: it takes as many lines as it
/// needs, between words where it can and inside one where a line holds no whole word, as a password may
/// want. Where it may be copied, the context menu does that.
class LongLabel : public QLabel
{
    Q_OBJECT
public:
    explicit LongLabel(QWidget *parent = nullptr);

    void setCopyable(bool copyable);

    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    /// Lays out the text in this width; returns its height.
    qreal layOut(QTextLayout &layout, int width) const;

    QAction *m_copy;
};

} // namespace Lanroom
