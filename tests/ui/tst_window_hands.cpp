// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The window by hand and by ear: tables that filter and kick, keys, names for screen readers.
#include "tests/ui/window_test.h"
#include "ui/widgets/manner.h"
#include "ui/widgets/nav_bar.h"

#include <QtGui/qaccessible.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qlineedit.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qtableview.h>

using namespace Lanroom;

class tst_WindowHands : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QApplication::setStyle(new Manner); } // the application owns it
    void init() { open(); }
    void cleanup() { m_window.reset(); }

    void kickAsksFirst_data()
    {
        QTest::addColumn<bool>("byKey");
        QTest::newRow("button") << false;
        QTest::newRow("Delete key") << true;
    }

    void kickAsksFirst()
    {
        QFETCH(bool, byKey);
        run();
        m_server->clients().set({person(1, "Ada"), person(2, "<b>Bo</b>")});
        m_window->findChild<NavBar *>()->setCurrent(MainWindow::People);
        auto *table = visible<QTableView>(*m_window);
        QVERIFY(!button(*m_window, QStringLiteral("Send away"))->isEnabled());
        table->selectRow(1);

        const auto ask = [&] {
            m_window->activateWindow();
            QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
            table->setFocus();
            if (byKey)
                QTest::keyClick(table, Qt::Key_Delete);
            else
                click(*m_window, "Send away");
        };
        ask();
        auto *box = m_window->findChild<QMessageBox *>(QStringLiteral("sendAwayQuestion"));
        QVERIFY(box);
        QCOMPARE(box->textFormat(), Qt::PlainText);
        QVERIFY(box->text().contains(QStringLiteral("<b>Bo</b>")));
        QTest::mouseClick(box->button(QMessageBox::Cancel), Qt::LeftButton);
        QVERIFY(m_server->clients().kicked.isEmpty());
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>(QStringLiteral("sendAwayQuestion")));

        ask();
        box = m_window->findChild<QMessageBox *>(QStringLiteral("sendAwayQuestion"));
        QVERIFY(box);
        // Somebody else comes and goes meanwhile; it is still Bo who is sent away.
        m_server->clients().set({person(2, "<b>Bo</b>"), person(3, "Cy")});
        click(*box, "Send away");
        QCOMPARE(m_server->clients().kicked, QList<ClientId>({person(2, "").id}));
        QCOMPARE(table->model()->rowCount(), 1);
    }

    void filterFieldFilters()
    {
        run();
        m_server->clients().set({person(1, "Ada"), person(2, "Bo")});
        m_window->findChild<NavBar *>()->setCurrent(MainWindow::People);
        auto *table = visible<QTableView>(*m_window);
        QTest::keyClicks(visible<QLineEdit>(*m_window), QStringLiteral("ad"));
        QCOMPARE(table->model()->rowCount(), 1);
        QTest::keyClicks(visible<QLineEdit>(*m_window), QStringLiteral("zz"));
        QVERIFY(says(QStringLiteral("Nothing here has these words.")));
    }

    void anEmptyTableSaysWhy()
    {
        run();
        m_window->findChild<NavBar *>()->setCurrent(MainWindow::People);
        QTest::keyClicks(visible<QLineEdit>(*m_window), QStringLiteral("zz"));
        QVERIFY(!says(QStringLiteral("Nothing here has these words.")));
        m_server->clients().set({person(1, "Ada")}); // whom the words hold back
        QVERIFY(says(QStringLiteral("Nothing here has these words.")));
    }

    void enterPressesTheButtonThatHasTheFocus()
    {
        QAbstractButton *start = button(*m_window, QStringLiteral("Start"));
        start->setFocus();
        QTest::keyClick(start, Qt::Key_Return);
        QCOMPARE(m_server->state(), Server::State::Starting);
        m_server->become(Server::State::Running);
        QAbstractButton *people = button(*m_window, QStringLiteral("People"));
        QTest::keyClick(people, Qt::Key_Enter);
        QVERIFY(people->isChecked());
        QVERIFY(button(*m_window, QStringLiteral("Send away")));
    }

    void everyControlHasANameForScreenReaders()
    {
        run();
        for (int page = 0; page <= MainWindow::SettingsOfRunning; ++page) {
            m_window->findChild<NavBar *>()->setCurrent(page);
            for (auto *widget : m_window->findChildren<QWidget *>()) {
                if (!widget->isVisible() || widget->focusPolicy() == Qt::NoFocus)
                    continue;
                QAccessibleInterface *face = QAccessible::queryAccessibleInterface(widget);
                QVERIFY(face);
                QVERIFY2(!face->text(QAccessible::Name).isEmpty(),
                         qPrintable(QStringLiteral("%1 on page %2")
                                        .arg(QLatin1StringView(widget->metaObject()->className()))
                                        .arg(page)));
            }
        }
    }

    void aRoomsTitleIsNoMnemonic()
    {
        run();
        RoomRow room;
        room.service = QStringLiteral("chat");
        room.topic = QStringLiteral("r-d");
        room.title = QStringLiteral("R&D");
        m_server->rooms().set({room});
        m_window->findChild<NavBar *>()->setCurrent(MainWindow::Rooms);
        visible<QTableView>(*m_window)->selectRow(0);
        QVERIFY(says(QStringLiteral("R&D")));
        for (auto *label : m_window->findChildren<QLabel *>())
            QVERIFY(label->text() != room.title || !label->buddy()); // only with one is the & a mnemonic
    }

    void mnemonicsOfAPageDiffer()
    {
        // Everything that can stand on its pages does.
        QVERIFY(m_settings->requirePassword(QStringLiteral("sesame")));
        run();
        m_server->addresses().set({QStringLiteral("http://192.168.1.5:8080/"), QStringLiteral("http://10.0.0.5:8080/")});
        m_server->workers().set(
            {{QStringLiteral("chat"), QStringLiteral("/chat"), 0, QStringLiteral("failed"), 5, {}}}, {});
        QVERIFY(button(*m_window, QStringLiteral("Open")));
        QVERIFY(button(*m_window, QStringLiteral("See details")));
        for (int page = 0; page <= MainWindow::SettingsOfRunning; ++page) {
            m_window->findChild<NavBar *>()->setCurrent(page);
            QMap<QKeySequence, QString> seen;
            const auto check = [&](const QString &text) {
                const QKeySequence key = QKeySequence::mnemonic(text);
                if (key.isEmpty())
                    return true;
                const bool fresh = !seen.contains(key);
                if (!fresh)
                    qWarning().noquote() << text << "and" << seen.value(key);
                seen.insert(key, text);
                return fresh;
            };
            for (auto *one : m_window->findChildren<QAbstractButton *>())
                QVERIFY(!one->isVisible() || check(one->text()));
            for (auto *one : m_window->findChildren<QLabel *>())
                QVERIFY(!one->isVisible() || !one->buddy() || check(one->text()));
        }
    }
};

QTEST_MAIN(tst_WindowHands)
#include "tst_window_hands.moc"
