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

/// The address to tell people: huge, as a QR code, to copy and to open; further ones small. Where
/// nobody else can come in, why that is, and Open.
class AddressCard : public QFrame
{
    Q_OBJECT
public:
    explicit AddressCard(QWidget *parent = nullptr);

    /// Whether a computer finds only itself under this name or address.
    static bool isLoopback(const QString &host);

    /// Likeliest first. Loopback ones invite nobody; with no others it is said in words whether the
    /// settings want it so (onlyHere) or a network is missing.
    void setUrls(const QStringList &urls, bool onlyHere);
    /// What Open opens.
    const QString &url() const { return m_url; }
    /// Whether there is an address to tell people.
    bool invites() const;
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

    QString m_url;
    QLabel *m_alone;
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
