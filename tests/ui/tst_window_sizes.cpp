// SPDX-License-Identifier: LGPL-3.0-or-later
//
// The window where room is scarce: on a screen of 1024 x 600, and as narrow as it goes. Nothing is
// crushed, cut or out of reach: what does not fit is scrolled to.
#include "tests/ui/window_test.h"
#include "ui/widgets/address_card.h"
#include "ui/widgets/fit_label.h"
#include "ui/widgets/long_label.h"
#include "ui/widgets/nav_bar.h"
#include "ui/widgets/notice.h"
#include "ui/widgets/page_scroll.h"

#include <QtWidgets/qheaderview.h>
#include <QtWidgets/qscrollbar.h>

using namespace Lanroom;

namespace {

ServiceRow service(const char *name, const char *state, const char *why = "")
{
    return {QString::fromUtf8(name), QStringLiteral("/%1").arg(QString::fromUtf8(name)), 4243,
            QString::fromUtf8(state), 12, QString::fromUtf8(why)};
}

} // namespace

class tst_WindowSizes : public WindowTest
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        open();
        run();
        m_server->addresses().set(
            {QStringLiteral("http://192.168.178.115:8080/"), QStringLiteral("http://10.42.0.1:8080/"),
             QStringLiteral("http://172.17.255.111:8080/"), QStringLiteral("http://[fd12:3456::5]:8080/")});
        const QString running = QStringLiteral("running");
        m_server->workers().set({service("chat", "running", "killed by signal 9"), service("demo-chatroom", "idle"),
                                 service("echo", "running"), service("guestbook", "idle"),
                                 service("relay", "failed", "ended by itself with status 1, and so on")},
                                {{1, 4241, running, 0, 4}, {2, 4242, QStringLiteral("restarting"), 10, 4}});
        ClientRow ada = person(1, "Ada");
        ada.address = QStringLiteral("192.168.178.115");
        ada.agent = QStringLiteral("Mozilla/5.0 (Windows NT 10.0) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0");
        ada.rooms = QStringList{QStringLiteral("Lobby"), QStringLiteral("Physics, period 3")};
        m_server->clients().set({ada});
    }
    void cleanup() { m_window.reset(); }

    void aLongAddressIsWhole_data() { sizes(); }

    void aLongAddressIsWhole()
    {
        QFETCH(QSize, size);
        resize(size);
        const auto shown = [this](const QString &url) {
            m_server->addresses().set({url});
            show(MainWindow::Home);
            return m_window->findChild<FitLabel *>()->grab().toImage();
        };
        // To the last sign of it.
        const QString address = QStringLiteral("http://[2001:db8:1234:5678:9abc:def0:1234:5678]:1808%1/");
        QVERIFY(shown(address.arg(0)) == shown(address.arg(0)));
        QVERIFY(shown(address.arg(0)) != shown(address.arg(8)));
    }

    void aUsualAddressIsOnOneLine_data() { sizes(); }

    void aUsualAddressIsOnOneLine()
    {
        QFETCH(QSize, size);
        resize(size);
        m_server->addresses().set({QStringLiteral("http://192.168.100.100:8080/")});
        show(MainWindow::Home);
        QCOMPARE(m_window->findChild<FitLabel *>()->lines(), 1);
    }

    void tablesFitSideways_data() { sizes(); }

    void tablesFitSideways()
    {
        QFETCH(QSize, size);
        resize(size);
        for (const auto page : {MainWindow::People, MainWindow::Rooms, MainWindow::Details}) {
            show(page);
            for (auto *table : m_window->findChildren<QTableView *>()) {
                if (!table->isVisible())
                    continue;
                const QByteArray name = table->accessibleName().toUtf8();
                QVERIFY2(table->horizontalScrollBar()->maximum() == 0, name.constData());
                const QHeaderView *header = table->horizontalHeader();
                for (int column = 0; column < header->count(); ++column) {
                    const QString title = table->model()->headerData(column, Qt::Horizontal).toString();
                    QFont bold = header->font();
                    bold.setBold(true);
                    const int arrow = header->sortIndicatorSection() == column ? 16 : 0;
                    QVERIFY2(header->sectionSize(column) >= QFontMetrics(bold).horizontalAdvance(title) + 22 + arrow,
                             qPrintable(table->accessibleName() + u' ' + title));
                }
            }
        }
    }

    void aDraggedColumnKeepsItsWidth()
    {
        resize({1080, 760});
        show(MainWindow::People);
        auto *header = visible<QTableView>(*m_window)->horizontalHeader();
        header->resizeSection(0, 222);
        resize({1200, 760});
        QCOMPARE(header->sectionSize(0), 222);
    }

    void everyServiceAndGatewayIsInSight_data() { sizes(); }

    void everyServiceAndGatewayIsInSight()
    {
        QFETCH(QSize, size);
        resize(size);
        show(MainWindow::Details);
        for (const char *name : {"services", "gateways"}) {
            QVERIFY2(table(name)->verticalScrollBar()->maximum() == 0, name);
            QVERIFY2(table(name)->rowViewportPosition(table(name)->model()->rowCount() - 1) > 0, name);
        }
        QVERIFY(table("log")->height() >= 100);
    }

    void theFailedServiceIsLedTo_data() { sizes(); }

    void theFailedServiceIsLedTo()
    {
        QFETCH(QSize, size);
        resize(size);
        click(*m_window, "See details");
        auto *services = table("services");
        QVERIFY(services->hasFocus());
        QCOMPARE(services->selectionModel()->selectedRows().size(), 1);
        const QModelIndex index = services->selectionModel()->selectedRows().first();
        QCOMPARE(index.data().toString(), QStringLiteral("relay"));
        auto *scroll = visible<PageScroll>(*m_window);
        const auto inSight = [&] {
            QRect row = services->visualRect(index);
            row.moveTopLeft(services->viewport()->mapTo(scroll, row.topLeft()));
            return scroll->viewport()->rect().contains(row.center());
        };
        QTRY_VERIFY(inSight());
    }

    void homeCrushesNothing_data()
    {
        sizes();
        QTest::newRow("old projector") << QSize(784, 552);
        QTest::newRow("least") << MainWindow::firstSize({0, 0});
    }

    void homeCrushesNothing()
    {
        QFETCH(QSize, size);
        QVERIFY(m_settings->requirePassword(QStringLiteral("open sesame")));
        resize(size);
        for (auto *notice : m_window->findChildren<Notice *>()) {
            if (notice->isVisible())
                QVERIFY2(notice->height() >= notice->heightForWidth(notice->width()), qPrintable(notice->title()));
        }
        for (auto *label : visible<PageScroll>(*m_window)->findChildren<QLabel *>()) {
            if (!label->isVisible())
                continue;
            const int needed = label->hasHeightForWidth() ? label->heightForWidth(label->width())
                                                          : label->sizeHint().height();
            QVERIFY2(label->height() >= needed, qPrintable(label->text()));
            const bool breaks = label->wordWrap() || label->hasHeightForWidth();
            QVERIFY2(breaks || label->width() >= label->sizeHint().width(), qPrintable(label->text()));
        }
        // Nothing lies off to the right, and Stop is always at hand.
        const auto *scroll = visible<PageScroll>(*m_window);
        QVERIFY(scroll->widget()->width() <= scroll->viewport()->width());
        QVERIFY(button(*m_window, QStringLiteral("Stop"))->visibleRegion().boundingRect().height() > 20);
    }

    void settingsCrushNothing()
    {
        resize(m_window->minimumSize());
        show(MainWindow::SettingsOfRunning);
        for (auto *label : visible<PageScroll>(*m_window)->findChildren<QLabel *>()) {
            if (label->isVisible() && label->wordWrap())
                QVERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        }
    }

    void anAddressIsNeverBroken_data() { sizes(); }

    void anAddressIsNeverBroken()
    {
        QFETCH(QSize, size);
        resize(size);
        QString also;
        for (const auto *label : visible<AddressCard>(*m_window)->findChildren<QLabel *>()) {
            if (label->text().startsWith(QStringLiteral("Also: ")))
                also = label->text();
        }
        QCOMPARE(also.simplified(), QStringLiteral("Also: http://10.42.0.1:8080 http://172.17.255.111:8080 "
                                                   "http://[fd12:3456::5]:8080"));
    }

    void aLongPasswordIsSeenWhole_data()
    {
        QTest::addColumn<QString>("password");
        QTest::newRow("words") << QStringLiteral("correct horse battery ").repeated(5).trimmed();
        QTest::newRow("no words") << QString(128, u'W');
    }

    void aLongPasswordIsSeenWhole()
    {
        QFETCH(QString, password);
        QVERIFY(m_settings->requirePassword(password));
        resize({820, 540});
        click(*m_window, "Show password");
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
        for (auto *label : m_window->findChildren<LongLabel *>()) {
            if (label->text() != password)
                continue;
            QVERIFY(label->heightForWidth(label->width()) > 3 * label->fontMetrics().height());
            QVERIFY(label->height() >= label->heightForWidth(label->width()));
            QVERIFY(label->parentWidget()->rect().contains(label->geometry()));
            return;
        }
        QFAIL("it is not shown");
    }

private:
    static void sizes()
    {
        QTest::addColumn<QSize>("size");
        QTest::newRow("netbook") << QSize(1008, 552);
        QTest::newRow("narrow") << QSize(820, 540);
        QTest::newRow("large") << QSize(1600, 1000);
    }

    void show(MainWindow::Page page)
    {
        m_window->findChild<NavBar *>()->setCurrent(page);
        for (int turn = 0; turn < 5; ++turn)
            QCoreApplication::processEvents();
    }
};

QTEST_MAIN(tst_WindowSizes)
#include "tst_window_sizes.moc"
