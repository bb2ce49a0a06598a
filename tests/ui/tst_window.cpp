// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The running window over a fake server: what it shows, what its buttons do, what closing asks.
#include "tests/ui/window_test.h"
#include "ui/widgets/address_card.h"
#include "ui/widgets/count_tile.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/fit_label.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/qr_widget.h"
#include "ui/windows/people_page.h"
#include "ui/windows/start_page.h"

#include <QtGui/qclipboard.h>
#include <QtGui/qevent.h>
#include <QtTest/qsignalspy.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qscrollbar.h>
#include <QtWidgets/qtableview.h>
#include <QtWidgets/qtooltip.h>

using namespace Lanroom;

class tst_Window : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { m_window.reset(); }

    void runningShowsTheAddressAndFollowsIt()
    {
        run();
        m_server->addresses().set(
            {QStringLiteral("http://192.168.1.5:8080/"), QStringLiteral("http://10.1.1.1:8080/"),
             QStringLiteral("http://127.0.0.1:8080/"), QStringLiteral("http://[::1]:8080/")});
        auto *card = visible<AddressCard>(*m_window);
        QVERIFY(card);
        QCOMPARE(card->url(), QStringLiteral("http://192.168.1.5:8080/"));
        QVERIFY(says(QStringLiteral("Also: http://10.1.1.1:8080"))); // loopback helps nobody nearby
        click(*m_window, "Copy");
        QCOMPARE(QApplication::clipboard()->text(), QStringLiteral("http://192.168.1.5:8080"));
        m_server->addresses().set({QStringLiteral("http://10.0.0.7:8080/")});
        QCOMPARE(card->url(), QStringLiteral("http://10.0.0.7:8080/"));
        m_server->addresses().set({});
        QVERIFY(says(QStringLiteral("This computer is in no network yet")));
    }

    void withoutANetworkNobodyIsInvited()
    {
        run();
        const QString invitation =
            QStringLiteral("Open this in any browser nearby, or scan the code");
        const QString alone = QStringLiteral("This computer is in no network yet");
        m_server->addresses().set(
            {QStringLiteral("http://127.0.0.1:8080/"), QStringLiteral("http://[::1]:8080/")});
        QVERIFY(says(alone));
        QVERIFY(!says(invitation));
        QVERIFY(!visible<QrWidget>(*m_window));
        QVERIFY(!visible<FitLabel>(*m_window));
        QVERIFY(!visible<Notice>(*m_window)); // no device can be waited for
        QVERIFY(!button(*m_window, QStringLiteral("Copy")));
        QVERIFY(button(*m_window, QStringLiteral("Open")));
        auto *card = visible<AddressCard>(*m_window);
        QCOMPARE(card->url(), QStringLiteral("http://127.0.0.1:8080/"));
        QCOMPARE(card->accessibleName(), alone);

        m_server->addresses().set(
            {QStringLiteral("http://192.168.1.5:8080/"), QStringLiteral("http://127.0.0.1:8080/")});
        QVERIFY(says(invitation));
        QVERIFY(!says(alone));
        QCOMPARE(visible<QrWidget>(*m_window)->text(), QStringLiteral("http://192.168.1.5:8080/"));
        QVERIFY(visible<Notice>(*m_window));
        QVERIFY(button(*m_window, QStringLiteral("Copy")));
        QCOMPARE(card->url(), QStringLiteral("http://192.168.1.5:8080/"));
        QCOMPARE(card->accessibleName(), QStringLiteral("http://192.168.1.5:8080"));
    }

    void aPlaceForThisComputerOnlySaysSo()
    {
        QVERIFY(m_settings->set(QLatin1StringView("server.host"), QStringLiteral("localhost")));
        run();
        m_server->addresses().set({QStringLiteral("http://127.0.0.1:8080/")});
        QVERIFY(says(QStringLiteral("Only this computer can open this place")));
        QVERIFY(says(QStringLiteral("Everyone on this computer")));
        QVERIFY(!visible<QrWidget>(*m_window));
        QVERIFY(button(*m_window, QStringLiteral("Open")));
        m_server->become(Server::State::Stopping);
        QVERIFY(says(QStringLiteral("Closing…")));
        m_server->addresses().set({});
        QVERIFY(says(QStringLiteral("Only this computer can open this place")));
        QVERIFY(says(QStringLiteral("Closing…")));
    }

    void waitsForTheFirstDeviceThenTurnsGreen()
    {
        run();
        m_server->addresses().set({QStringLiteral("http://192.168.1.5:8080/")});
        QCOMPARE(visible<Notice>(*m_window)->mood(), Notice::Mood::Wait);
        QVERIFY(visible<Notice>(*m_window)->title().startsWith(
            QStringLiteral("Waiting for the first")));
        for (const char *advice : {"same Wi-Fi", "mobile data is off", "firewall"})
            QVERIFY(visible<Notice>(*m_window)->text().contains(QLatin1StringView(advice)));
        m_server->traffic().setOutsideSeen(true);
        QCOMPARE(visible<Notice>(*m_window)->mood(), Notice::Mood::Good);
    }

    void countsPeopleAndRooms()
    {
        run();
        ClientRow wall = person(3, "Wall");
        wall.observes = QStringList{QStringLiteral("Lobby")};
        ClientRow page = person(4, "");
        page.service = QStringLiteral("echo");
        m_server->clients().set({person(1, "Ada"), person(2, "Bo"), wall, page});
        m_server->rooms().set(
            {{QStringLiteral("chat"), QStringLiteral("l"), QStringLiteral("Lobby"), {}}});
        const auto tiles = m_window->findChildren<CountTile *>();
        QCOMPARE(tiles.at(0)->count(), 2);
        QCOMPARE(tiles.at(1)->count(), 1);
        QTest::mouseClick(tiles.at(0), Qt::LeftButton);
        QVERIFY(visible<PeoplePage>(*m_window));
    }

    void thePasswordCanBeSeenAgain()
    {
        QVERIFY(m_settings->requirePassword(QStringLiteral("open sesame")));
        run();
        QVERIFY(!says(QStringLiteral("open sesame")));
        click(*m_window, "Show password");
        QVERIFY(says(QStringLiteral("open sesame")));
        click(*m_window, "Hide password");
        QVERIFY(!says(QStringLiteral("open sesame")));
    }

    void aFailedServiceIsSeenAndRestarted()
    {
        run();
        QVERIFY(says(QStringLiteral("Open")));
        m_server->workers().set({{QStringLiteral("chat"), QStringLiteral("/chat"), 0,
                                  QStringLiteral("failed"), 5, QStringLiteral("exit 1")},
                                 {QStringLiteral("aaa"), QStringLiteral("/aaa"), 9,
                                  QStringLiteral("running"), 0, QString()}},
                                {});
        QVERIFY(says(QStringLiteral("Not working: chat")));
        QVERIFY(says(QStringLiteral("Open, but “chat” is not working"))); // on every page
        click(*m_window, "See details");
        QVERIFY(table("services")->hasFocus());
        click(*m_window, "Restart");
        QCOMPARE(m_server->workers().restarted, QStringList({QStringLiteral("chat")}));
    }

    void whatKeepsAServiceFromItsWorkIsSaid()
    {
        run();
        ServiceRow chat{QStringLiteral("chat"), QStringLiteral("/chat"), 9, QStringLiteral("running"), 0, QString()};
        chat.trouble = QStringLiteral("database or disk is <b>full</b>");
        m_server->workers().set({chat}, {});
        QVERIFY(says(QStringLiteral("Cannot do its work: chat")));
        QVERIFY(says(QStringLiteral("Open, but “chat” is not working")));
        QVERIFY(visible<Notice>(*m_window)->text().contains(QStringLiteral("is <b>full</b>")));
        chat.trouble.clear();
        m_server->workers().set({chat}, {});
        QVERIFY(!says(QStringLiteral("Cannot do its work: chat")));
    }

    void aServiceIsUpdatedAndItIsSaidWhenThatFails()
    {
        run();
        m_server->workers().set({{QStringLiteral("chat"), QStringLiteral("/chat"), 7,
                                  QStringLiteral("running"), 0, QString()}},
                                {});
        click(*m_window, "Details");
        QVERIFY(!button(*m_window, QStringLiteral("Update"))->isEnabled());
        table("services")->selectRow(0);
        click(*m_window, "Update");
        QCOMPARE(m_server->workers().updated, QStringList({QStringLiteral("chat")}));
        QVERIFY(says(QStringLiteral("“chat” could not be updated")));
        QVERIFY(says(QStringLiteral("ended with status 7")));
        m_server->become(Server::State::Stopped);
        run();
        click(*m_window, "Details");
        QVERIFY(!says(QStringLiteral("“chat” could not be updated"))); // that was another run
    }

    void aLongNameEndsInAnEllipsis()
    {
        const QString name = QStringLiteral("The Very Long Name Of The Weizenbaum-Gymnasium Computer Room");
        QVERIFY(m_settings->set(QLatin1StringView("place.name"), name));
        run();
        auto *title = visible<ElidedLabel>(*m_window);
        QCOMPARE(title->text(), name);
        m_window->resize(820, 540);
        QCoreApplication::processEvents();
        QVERIFY(title->width() < title->sizeHint().width());
        QHelpEvent ask(QEvent::ToolTip, QPoint(1, 1), title->mapToGlobal(QPoint(1, 1)));
        QCoreApplication::sendEvent(title, &ask);
        QVERIFY(QToolTip::text().contains(name));
        QToolTip::hideText();
    }

    void limitsReachedAreSaid()
    {
        run();
        click(*m_window, "Details");
        QVERIFY(m_window->findChild<QLabel *>(QStringLiteral("bounds"))->isHidden());
        Link::GatewayStats total;
        total.count(Link::Bound::Outbox);
        total.count(Link::Bound::Outbox);
        m_server->traffic().setTotal(total);
        QVERIFY(says(QStringLiteral("Limits reached: device reading too slowly 2×.")));
    }

    void stopGoesBackToTheBeginning()
    {
        run();
        click(*m_window, "Stop");
        QCOMPARE(m_server->stops, 1);
        QVERIFY(!button(*m_window, QStringLiteral("Stop"))->isEnabled());
        QVERIFY(says(QStringLiteral("Closing…")));
        m_server->become(Server::State::Stopped);
        QVERIFY(visible<StartPage>(*m_window));
        click(*m_window, "Start");
        QCOMPARE(m_server->starts, 2);
    }

    void stoppingWithPeopleAsks()
    {
        run();
        m_server->clients().set({person(1, "Ada"), person(2, "Bo")});
        const QString name = QStringLiteral("stopQuestion");
        click(*m_window, "Stop");
        auto *box = m_window->findChild<QMessageBox *>(name);
        QVERIFY(box);
        QCOMPARE(box->text(), QStringLiteral("2 people are connected."));
        m_window->close(); // one question is enough
        QCOMPARE(m_window->findChildren<QMessageBox *>().size(), 1);
        click(*box, "Keep it open");
        QCOMPARE(m_server->stops, 0);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>(name));

        click(*m_window, "Stop");
        click(*m_window->findChild<QMessageBox *>(name), "Close the place");
        QCOMPARE(m_server->stops, 1);
        m_server->become(Server::State::Stopped);
        QVERIFY(visible<StartPage>(*m_window)); // and the window stays
    }

    void askingIsForSomebody_data()
    {
        QTest::addColumn<ClientRow>("row");
        QTest::addColumn<QString>("asked"); // empty: not at all
        ClientRow row = person(1, "Ada");
        row.address = QStringLiteral("127.0.0.1");
        QTest::newRow("the operator, in a browser here") << row << QStringLiteral("One person is connected.");
        row.service = QStringLiteral("echo");
        row.name.clear();
        QTest::newRow("a page that tries a service here") << row << QString();
        row.address = QStringLiteral("192.168.1.9");
        QTest::newRow("such a page elsewhere") << row << QStringLiteral("Other devices are connected.");
        row.service = QStringLiteral("chat");
        row.name = QStringLiteral("Wall");
        row.observes = QStringList{QStringLiteral("Lobby")};
        QTest::newRow("a wall") << row << QStringLiteral("Other devices are connected.");
    }

    void askingIsForSomebody()
    {
        QFETCH(ClientRow, row);
        QFETCH(QString, asked);
        run();
        m_server->clients().set({row});
        click(*m_window, "Stop");
        const auto *box = m_window->findChild<QMessageBox *>(QStringLiteral("stopQuestion"));
        QCOMPARE(box ? box->text() : QString(), asked);
        QCOMPARE(m_server->stops, asked.isEmpty() ? 1 : 0);
    }

    void closingWithPeopleAsks()
    {
        run();
        m_server->clients().set({person(1, "Ada")});
        QSignalSpy finished(m_window.get(), &MainWindow::finished);
        m_window->close();
        QVERIFY(m_window->isVisible());
        auto *box = m_window->findChild<QMessageBox *>(QStringLiteral("closeQuestion"));
        QVERIFY(box);
        m_window->close(); // one question is enough
        QCOMPARE(m_window->findChildren<QMessageBox *>(QStringLiteral("closeQuestion")).size(), 1);
        click(*box, "Keep it open");
        QCOMPARE(m_server->stops, 0);
        QTRY_VERIFY(!m_window->findChild<QMessageBox *>(QStringLiteral("closeQuestion")));

        m_window->close();
        click(*m_window->findChild<QMessageBox *>(QStringLiteral("closeQuestion")),
              "Close the place");
        QCOMPARE(m_server->stops, 1);
        QVERIFY(finished.isEmpty());
        m_server->become(Server::State::Stopped);
        QCOMPARE(finished.size(), 1);
        QVERIFY(!m_window->isVisible());
    }

    void closingAnEmptyPlaceDoesNotAsk()
    {
        run();
        m_window->close();
        QCOMPARE(m_server->stops, 1);
        QVERIFY(m_window->isVisible()); // until it has stopped
        m_server->become(Server::State::Stopped);
        QVERIFY(!m_window->isVisible());
    }

    void aSignalStopsWithoutAsking()
    {
        run();
        m_server->clients().set({person(1, "Ada")});
        QSignalSpy finished(m_window.get(), &MainWindow::finished);
        m_window->stopAndClose();
        QCOMPARE(m_server->stops, 1);
        m_server->become(Server::State::Stopped);
        QCOMPARE(finished.size(), 1);
    }
};

QTEST_MAIN(tst_Window)
#include "tst_window.moc"
