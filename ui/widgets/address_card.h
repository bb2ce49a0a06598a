// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qstringlist.h>
#include <QtCore/qtimer.h>
#include <QtWidgets/qframe.h>

class QLabel;
class QPushButton;

namespace Lanroom {

class FitLabel;
class QrWidget;

/// The address to tell people: huge, as a QR code, to copy and to open; further ones small.
class AddressCard : public QFrame
{
    Q_OBJECT
public:
    explicit AddressCard(QWidget *parent = nullptr);

    /// Likeliest first; none at all is said in words.
    void setUrls(const QStringList &urls);
    QString url() const;
    /// A smaller code, where there is little room.
    void setCompact(bool compact);

protected:
    void changeEvent(QEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    void copy();
    void open();
    void drawButtons();
    void breakOthers();

    QLabel *m_hint;
    FitLabel *m_address;
    QStringList m_otherUrls;
    QLabel *m_others;
    QPushButton *m_copy;
    QPushButton *m_open;
    QrWidget *m_code;
    QTimer m_copied; // runs while the button says so
};

} // namespace Lanroom
