// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "tests/ui/fakes.h"
#include "ui/models/settings_store.h"
#include "ui/windows/main_window.h"

#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>
#include <QtWidgets/qabstractbutton.h>
#include <QtWidgets/qlabel.h>
#include <QtWidgets/qtableview.h>

#include <memory>

namespace Lanroom {

/// The visible button whose words, without mnemonics, begin so.
inline QAbstractButton *button(QWidget &in, const QString &words)
{
    for (auto *candidate : in.findChildren<QAbstractButton *>()) {
        const QString text = QString(candidate->text()).remove(u'&');
        if (candidate->isVisible() && text.startsWith(words))
            return candidate;
    }
    return nullptr;
}

inline void click(QWidget &in, const char *words)
{
    QAbstractButton *found = button(in, QString::fromUtf8(words));
    QVERIFY2(found, words);
    QTest::mouseClick(found, Qt::LeftButton);
}

template <typename T> T *visible(QWidget &in)
{
    for (T *candidate : in.findChildren<T *>()) {
        if (candidate->isVisible())
            return candidate;
    }
    return nullptr;
}

inline ClientRow person(quint32 counter, const char *name)
{
    ClientRow row;
    row.id = ClientId::make(1, 1, counter);
    row.address = QStringLiteral("192.168.1.9");
    row.service = QStringLiteral("chat");
    row.name = QString::fromUtf8(name);
    row.sinceMs = counter;
    return row;
}

/// What every test of the window begins with: a window over a fake server and an empty folder.
class WindowTest : public QObject
{
protected:
    void open()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_settings =
            std::make_unique<SettingsStore>(m_dir->path(), Settings(), SettingsStore::Flags());
        m_server = std::make_unique<Fake::Server>();
        m_log = std::make_unique<LogModel>();
        m_window = std::make_unique<MainWindow>(*m_server, *m_settings, *m_log);
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
    }

    void run()
    {
        m_server->start(m_dir->path(), m_settings->effective());
        m_server->become(Server::State::Running);
    }

    /// One of the tables on a page that has several: "services", "gateways", "log".
    QTableView *table(const char *name)
    {
        return m_window->findChild<QTableView *>(QLatin1StringView(name));
    }

    /// Lays the window out in this size, from the inside out.
    void resize(const QSize &size)
    {
        m_window->resize(size);
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
    }

    /// A label with exactly these words is to be seen.
    bool says(const QString &words)
    {
        for (auto *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == words)
                return true;
        }
        return false;
    }

    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<SettingsStore> m_settings;
    std::unique_ptr<Fake::Server> m_server;
    std::unique_ptr<LogModel> m_log;
    std::unique_ptr<MainWindow> m_window;
};

} // namespace Lanroom
