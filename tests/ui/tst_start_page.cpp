// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Before Start: what is asked, what is kept, how far it is, and what went wrong; and the settings.
#include "config/data_dir.h"
#include "tests/ui/window_test.h"
#include "ui/widgets/nav_bar.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/password_field.h"
#include "ui/windows/settings_page.h"
#include "ui/windows/start_page.h"

#include <QtCore/qdir.h>
#include <QtCore/qfile.h>
#include <QtNetwork/qtcpserver.h>
#include <QtWidgets/qabstractitemview.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qcombobox.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qspinbox.h>

using namespace Lanroom;

namespace {

constexpr QLatin1StringView kPort("server.port");

} // namespace

class tst_StartPage : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { m_window.reset(); }

    void beforeStartThereAreThreeThings()
    {
        auto *start = visible<StartPage>(*m_window);
        QVERIFY(start);
        QVERIFY(!visible<NavBar>(*m_window));
        QVERIFY(button(*m_window, QStringLiteral("Everyone on this network")));
        QVERIFY(button(*m_window, QStringLiteral("Start")));
        QVERIFY(!visible<PasswordField>(*m_window));
        QCOMPARE(start->findChildren<QLineEdit *>().first()->text(),
                 Settings().text(QLatin1StringView("place.name")));
    }

    void startKeepsNameAndPassword()
    {
        auto *start = visible<StartPage>(*m_window);
        auto *name = start->findChildren<QLineEdit *>().first();
        name->setText(QStringLiteral("  Room 12  "));
        click(*m_window, "People with the password");
        click(*m_window, "Start");
        QCOMPARE(m_server->starts, 0); // no password yet
        QCOMPARE(visible<Notice>(*m_window)->title(), QStringLiteral("Choose a password first"));
        QTest::keyClicks(visible<PasswordField>(*m_window), QStringLiteral("open sesame"));
        click(*m_window, "Start");
        QCOMPARE(m_server->starts, 1);

        const Result<Settings> kept = Settings::load(m_dir->path());
        QVERIFY(kept);
        QCOMPARE(kept->text(QLatin1StringView("place.name")), QStringLiteral("Room 12"));
        const QString path = kept->text(QLatin1StringView("access.password_file"));
        QFile file(path);
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("open sesame\n"));
        QVERIFY(!(file.permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QCOMPARE(m_server->settings().text(QLatin1StringView("access.password_file")), path);
    }

    void anotherWindowsPlaceKeepsItsNameAndPassword()
    {
        const auto theirs = DataDir::claim(m_dir->path());
        QVERIFY(theirs.ok());
        visible<StartPage>(*m_window)->findChildren<QLineEdit *>().first()->setText(QStringLiteral("Mine"));
        click(*m_window, "People with the password");
        QTest::keyClicks(visible<PasswordField>(*m_window), QStringLiteral("open sesame"));
        click(*m_window, "Start");
        QCOMPARE(visible<Notice>(*m_window)->title(), QStringLiteral("Lanroom is already running here"));
        QCOMPARE(m_server->starts, 0);
        QCOMPARE(QDir(m_dir->path()).entryList(QDir::Files), QStringList{QStringLiteral("lock")});
    }

    void settingsShowWhatTheFileSaysNow()
    {
        QFile file(DataDir::settingsFile(m_dir->path()));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("server.port = 8091\n");
        file.close();
        click(*m_window, "Settings");
        QCOMPARE(visible<QSpinBox>(*m_window)->value(), 8091);
        click(*m_window, "Back");
        click(*m_window, "Start");
        QCOMPARE(m_server->settings().number(kPort), 8091);
    }

    void aPasswordIsAskedForOnlyWhileOneIsMissing()
    {
        const auto ask = [this] {
            click(*m_window, "People with the password");
            click(*m_window, "Start");
            QVERIFY(says(QStringLiteral("Choose a password first")));
        };
        ask();
        click(*m_window, "Everyone on this network");
        QVERIFY(!visible<Notice>(*m_window));
        ask();
        QTest::keyClicks(visible<PasswordField>(*m_window), QStringLiteral(" ")); // still none
        QVERIFY(visible<Notice>(*m_window));
        QTest::keyClicks(visible<PasswordField>(*m_window), QStringLiteral("s"));
        QVERIFY(!visible<Notice>(*m_window));
        // What a password does not mend stays.
        visible<StartPage>(*m_window)->showProblem({QStringLiteral("Port 8080 is in use"), {}, 0});
        QTest::keyClicks(visible<PasswordField>(*m_window), QStringLiteral("esame"));
        QVERIFY(visible<Notice>(*m_window));
        QVERIFY(m_settings->set(kPort, QStringLiteral("8085")));
        QVERIFY(!visible<Notice>(*m_window));
    }

    void startingSaysHowFarItIs()
    {
        click(*m_window, "Start");
        QVERIFY(!button(*m_window, QStringLiteral("Start")));
        m_server->workers().set({}, {{1, 5, QStringLiteral("starting"), 0, 0}});
        QVERIFY(says(QStringLiteral("Opening the door…")));
        m_server->workers().set(
            {{QStringLiteral("chat"), {}, 0, QStringLiteral("starting"), 0, {}}},
            {{1, 5, QStringLiteral("running"), 0, 0}});
        QVERIFY(says(QStringLiteral("Starting “chat”…")));
    }

    void aTakenPortOffersTheNextFreeOne()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::Any));
        const quint16 taken = other.serverPort();
        QVERIFY(m_settings->set(kPort, QString::number(taken)));
        click(*m_window, "Start");
        m_server->fail(ErrorCode::Taken, QStringLiteral("port %1 is taken by nginx").arg(taken));
        auto *notice = visible<Notice>(*m_window);
        QCOMPARE(notice->title(), QStringLiteral("Port %1 is in use").arg(taken));
        QCOMPARE(notice->text(), QStringLiteral("Port %1 is taken by nginx.").arg(taken));
        click(*notice, "Use port");
        QCOMPARE(m_server->starts, 2);
        const qint64 port = m_server->settings().number(kPort);
        QVERIFY(port > taken);
        QCOMPARE(Settings::load(m_dir->path())->number(kPort), port);
    }

    void anotherInstanceIsNotAPortProblem()
    {
        QTcpServer other; // it holds the port as well
        QVERIFY(other.listen(QHostAddress::Any));
        QVERIFY(m_settings->set(kPort, QString::number(other.serverPort())));
        click(*m_window, "Start");
        m_server->fail(ErrorCode::Busy, QStringLiteral("the folder is held by process 7"));
        QCOMPARE(visible<Notice>(*m_window)->title(),
                 QStringLiteral("Lanroom is already running here"));
        QVERIFY(visible<Notice>(*m_window)->text().contains(QStringLiteral("Look for its window")));
        QVERIFY(!button(*m_window, QStringLiteral("Use port")));
    }

    void aNoticeCrushesNothing()
    {
        m_window->resize(1024, 540);
        click(*m_window, "People with the password");
        auto *start = visible<StartPage>(*m_window);
        start->showProblem({QStringLiteral("Port 8080 is in use"), QStringLiteral("long words ").repeated(30),
                            8081});
        QCoreApplication::processEvents();
        for (auto *field : start->findChildren<QLineEdit *>()) {
            if (field->isVisible())
                QVERIFY2(field->height() >= field->sizeHint().height(), qPrintable(field->accessibleName()));
        }
        auto *notice = visible<Notice>(*m_window);
        QVERIFY(notice->height() >= notice->heightForWidth(notice->width()));
        // What was said is in sight, without scrolling.
        const QRect seen(notice->mapTo(start, QPoint()), notice->size());
        QVERIFY(start->rect().contains(seen));
    }

    void wordsAreSeenInTheDarkWhileItStarts()
    {
        const QPalette before = QApplication::palette();
        QApplication::setPalette(QPalette(QColor(0x32, 0x32, 0x32)));
        open();
        visible<StartPage>(*m_window)->showProgress(QStringLiteral("Getting ready"));
        QCoreApplication::processEvents();
        for (const auto *label : m_window->findChildren<QLabel *>()) {
            if (label->isVisible() && !label->text().isEmpty())
                QVERIFY2(label->palette().color(QPalette::WindowText).lightness() > 120, qPrintable(label->text()));
        }
        QApplication::setPalette(before);
    }

    void theFirstSizeFitsTheScreen_data()
    {
        QTest::addColumn<QSize>("screen");
        QTest::addColumn<QSize>("size");
        QTest::newRow("large") << QSize(1920, 1080) << QSize(1080, 760);
        QTest::newRow("netbook") << QSize(1024, 600) << QSize(1008, 552);
        QTest::newRow("old projector") << QSize(800, 600) << QSize(784, 552);
        QTest::newRow("twice as large") << QSize(960, 540) << QSize(944, 492);
        QTest::newRow("tiny") << QSize(640, 480) << QSize(760, 432);
    }

    void theFirstSizeFitsTheScreen()
    {
        QFETCH(QSize, screen);
        QTEST(MainWindow::firstSize(screen), "size");
    }

    void settingsCanBeReachedBeforeStart()
    {
        click(*m_window, "Settings");
        QVERIFY(visible<SettingsPage>(*m_window));
        visible<QSpinBox>(*m_window)->setValue(8222);
        click(*m_window, "Back");
        click(*m_window, "Start");
        QCOMPARE(m_server->settings().number(kPort), 8222);
    }

    void escapeLeavesTheSettings()
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        click(*m_window, "Settings");
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(visible<StartPage>(*m_window));
        // Where the sidebar is, there is nowhere to go back to.
        run();
        m_window->findChild<NavBar *>()->setCurrent(MainWindow::SettingsOfRunning);
        QTest::keyClick(m_window.get(), Qt::Key_Escape);
        QVERIFY(visible<SettingsPage>(*m_window));
    }

    void escapeOfAnOpenListClosesTheListAlone()
    {
        m_window->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
        click(*m_window, "Settings");
        auto *list = visible<QComboBox>(*m_window);
        list->showPopup();
        QTRY_VERIFY(list->view()->isVisible());
        QTest::keyClick(list->view(), Qt::Key_Escape);
        QVERIFY(!list->view()->isVisible());
        QVERIFY(visible<SettingsPage>(*m_window));
    }

    void anOpenListShowsAllOfIt()
    {
        click(*m_window, "Settings");
        for (auto *list : visible<SettingsPage>(*m_window)->findChildren<QComboBox *>()) {
            list->showPopup();
            QTRY_VERIFY(list->view()->isVisible());
            const QRect last = list->view()->visualRect(list->model()->index(list->count() - 1, 0));
            QVERIFY(list->view()->viewport()->rect().contains(last));
            list->hidePopup();
        }
    }

    void settingsAreKeptAndSayWhenTheyApply()
    {
        run();
        m_window->findChild<NavBar *>()->setCurrent(MainWindow::SettingsOfRunning);
        auto *port = visible<QSpinBox>(*m_window);
        port->setValue(8123);
        QCOMPARE(Settings::load(m_dir->path())->number(kPort), 8123);
        QVERIFY(says(QStringLiteral("Kept. Works from the next start on.")));
        port->setValue(8080);
        QVERIFY(!says(QStringLiteral("Kept. Works from the next start on.")));
    }
};

QTEST_MAIN(tst_StartPage)
#include "tst_start_page.moc"
