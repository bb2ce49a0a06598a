// SPDX-License-Identifier: LGPL-3.0-or-later
//
// Pictures of the window in each of its states, light and dark, written to the build folder for
// people to look at; a picture of one colour, or one that darkness does not change, is a failure.
#include "tests/ui/fakes.h"
#include "ui/models/settings_store.h"
#include "ui/widgets/count_tile.h"
#include "ui/widgets/manner.h"
#include "ui/widgets/nav_bar.h"
#include "ui/widgets/page_scroll.h"
#include "ui/widgets/spark_line.h"
#include "ui/windows/main_window.h"

#include <QtCore/qdatetime.h>
#include <QtCore/qdir.h>
#include <QtCore/qlocale.h>
#include <QtCore/qset.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>
#include <QtWidgets/qapplication.h>
#include <QtWidgets/qmessagebox.h>
#include <QtWidgets/qpushbutton.h>
#include <QtWidgets/qradiobutton.h>
#include <QtWidgets/qtableview.h>

#include <functional>

using namespace Lanroom;

namespace {

QPalette grey(bool dark)
{
    return QPalette(dark ? QColor(0x32, 0x32, 0x32) : QColor(0xef, 0xef, 0xef));
}

/// A scheme the person chose: the window keeps its colours.
QPalette blue()
{
    QPalette palette(QColor(0x1d, 0x2b, 0x3a));
    palette.setColor(QPalette::Base, QColor(0x24, 0x34, 0x46));
    return palette;
}

const char *const kAgents[] = {
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1",
    "Mozilla/5.0 (Linux; Android 10; K) Chrome/138.0.0.0 Mobile Safari/537.36",
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
    "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/138.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPad; CPU OS 18_5 like Mac OS X) Version/18.5 Mobile Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
};

void fill(Fake::Server &server)
{
    const char *const names[] = {"Ada", "Benoît", "Chidi", "Дарья", "Eun-ji", "Farah", "", "Goran"};
    QList<ClientRow> people;
    QList<ClientId> everyone;
    const qint64 now = QDateTime(QDate::currentDate(), QTime(10, 30)).toMSecsSinceEpoch();
    for (int i = 0; i < 8; ++i) {
        ClientRow row;
        row.id = ClientId::make(quint8(1 + i % 2), 1, quint32(i + 1));
        row.address = QStringLiteral("192.168.1.%1").arg(20 + 7 * i);
        row.agent = QString::fromLatin1(kAgents[i % 6]);
        row.service = QStringLiteral("chat");
        row.path = QStringLiteral("/chat");
        row.sinceMs = now + i * 61000;
        row.name = QString::fromUtf8(names[i]);
        if (!row.name.isEmpty()) {
            row.rooms = {QStringLiteral("Lobby")};
            if (i % 3 == 0)
                row.rooms.append(QStringLiteral("Physics, period 3"));
            everyone.append(row.id);
        }
        people.append(row);
    }
    people[6].service = QStringLiteral("echo"); // somebody tries a service
    people[6].path = QStringLiteral("/echo");
    people[7].name = QStringLiteral("Wall");
    people[7].rooms.clear();
    people[7].observes = QStringList{QStringLiteral("Lobby")};
    everyone.removeLast();
    server.clients().set(people);
    const QString chat = QStringLiteral("chat");
    server.rooms().set({
        {chat, QStringLiteral("lobby"), QStringLiteral("Lobby"), everyone},
        {chat,
         QStringLiteral("r2"),
         QStringLiteral("Physics, period 3"),
         {everyone[0], everyone[3]}},
        {chat, QStringLiteral("r3"), QStringLiteral("Tea"), {}},
        {QStringLiteral("relay"), QStringLiteral("tea"), QStringLiteral("tea"), {}},
    });
    const QString running = QStringLiteral("running");
    server.workers().set(
        {{chat, QStringLiteral("/chat"), 4243, running, 1, QStringLiteral("killed by signal 9")},
         {QStringLiteral("demo-chatroom"), QStringLiteral("/demo_chatroom"), 0, QStringLiteral("idle"), 0, {}},
         {QStringLiteral("echo"), QStringLiteral("/echo"), 0, QStringLiteral("idle"), 0, {}},
         {QStringLiteral("guestbook"), QStringLiteral("/guestbook"), 0, QStringLiteral("idle"), 0, {}},
         {QStringLiteral("relay"), QStringLiteral("/relay"), 0, QStringLiteral("failed"), 5,
          QStringLiteral("ended by itself with status 1")}},
        {{1, 4241, running, 0, 4}, {2, 4242, running, 0, 4}});
    server.traffic().setOutsideSeen(true);
}

} // namespace

class tst_Screenshots : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom));
        QApplication::setStyle(new Manner);
        QVERIFY(QDir().mkpath(QStringLiteral(LANROOM_SCREENSHOTS)));
    }

    void everyState_data()
    {
        QTest::addColumn<QPalette>("palette");
        QTest::addColumn<QString>("suffix");
        QTest::newRow("light") << grey(false) << QStringLiteral("light");
        QTest::newRow("dark") << grey(true) << QStringLiteral("dark");
        QTest::newRow("chosen scheme") << blue() << QStringLiteral("blue");
    }

    void everyState()
    {
        QFETCH(QPalette, palette);
        QFETCH(QString, suffix);
        QApplication::setPalette(palette);
        QTemporaryDir dir;
        SettingsStore settings(dir.path(), Settings(), {});
        QVERIFY(
            settings.set(QLatin1StringView("place.name"), QStringLiteral("Room 12, Oak School")));
        Fake::Server server;
        LogModel log;
        MainWindow window(server, settings, log);
        window.show();
        QVERIFY(QTest::qWaitForWindowExposed(&window));
        const auto take = [&](const char *name) { shoot(window, name, suffix); };
        take("1-before-start");
        for (auto *choice : window.findChildren<QRadioButton *>())
            choice->click(); // the last one stays: with a password
        take("1-with-password");
        window.findChildren<QRadioButton *>().first()->click();

        server.become(Server::State::Starting);
        take("2-starting");
        server.fail(ErrorCode::Denied,
                    QStringLiteral("this user may not use port 80; choose one above 1023"));
        take("3-error");

        server.start(dir.path(), settings.effective());
        server.addresses().set({QStringLiteral("http://127.0.0.1:8080/")});
        server.become(Server::State::Running);
        take("4-no-network");
        server.addresses().set({QStringLiteral("http://192.168.1.5:8080/"),
                                QStringLiteral("http://10.42.0.1:8080/"),
                                QStringLiteral("http://[fd12:3456::5]:8080/")});
        take("4-running-empty");
        fill(server);
        take("5-running");
        const QSize usual = window.size();
        const auto takeSizes = [&](const char *name) {
            for (const QSize size : {QSize(1440, 900), QSize(1008, 552), QSize(820, 540)}) {
                window.resize(size);
                shoot(window, name, QStringLiteral("%1-%2").arg(size.width()).arg(suffix));
            }
            window.resize(usual);
        };
        takeSizes("5-running");
        QVERIFY(settings.requirePassword(QStringLiteral("correct horse battery staple ").repeated(4).trimmed()));
        for (auto *button : window.findChildren<QPushButton *>()) {
            if (button->isVisible() && button->text().contains(QStringLiteral("password")))
                button->click();
        }
        takeSizes("b-long-password");
        window.resize(820, 540);
        for (auto *scroll : window.findChildren<PageScroll *>()) {
            if (scroll->isVisible())
                scroll->showLater(window.findChildren<CountTile *>().first());
        }
        take("b-long-password-below");
        window.resize(usual);
        QVERIFY(settings.admitEveryone());
        window.close();
        auto *question = window.findChild<QMessageBox *>();
        QVERIFY(question);
        shoot(*question, "a-close-question", suffix);
        delete question;

        auto *bar = window.findChild<NavBar *>();
        bar->setCurrent(MainWindow::People);
        selectRow(window, 1);
        take("6-people");
        takeSizes("6-people");
        bar->setCurrent(MainWindow::Rooms);
        selectRow(window, 0);
        take("7-rooms");
        takeSizes("7-rooms");
        log.append(logLines());
        Link::GatewayStats total;
        total.messagesIn = 7;
        total.messagesOut = 56;
        server.traffic().setTotal(total);
        QList<double> minute; // without waiting for one
        for (int second = 0; second < 60; ++second)
            minute.append(second < 20 ? 0 : 20 + (second * 37 % 50) + second / 4);
        window.findChild<SparkLine *>()->setValues(minute);
        bar->setCurrent(MainWindow::Details);
        take("8-details");
        takeSizes("8-details");
        QVERIFY(settings.set(QLatin1StringView("server.port"), QStringLiteral("8090")));
        bar->setCurrent(MainWindow::SettingsOfRunning);
        take("9-settings");
    }

private:
    static QList<LogLine> logLines()
    {
        const qint64 now = QDateTime(QDate::currentDate(), QTime(10, 30)).toMSecsSinceEpoch();
        const QString from = QStringLiteral("lanroom.supervisor");
        return {
            {now, QtInfoMsg, QStringLiteral("lanroom.server"),
             QStringLiteral("listening on port 8080")},
            {now + 300, QtInfoMsg, from, QStringLiteral("gateway 1 runs (process 4241)")},
            {now + 310, QtInfoMsg, from, QStringLiteral("gateway 2 runs (process 4242)")},
            {now + 90000, QtWarningMsg, from,
             QStringLiteral("chat was killed by signal 9; starting it again")},
            {now + 90200, QtInfoMsg, from,
             QStringLiteral("chat runs again (process 4243) after 182 ms")},
            {now + 95000, QtCriticalMsg, from,
             QStringLiteral("relay failed 5 times in 60 s; not started again")},
        };
    }

    static void selectRow(MainWindow &window, int row)
    {
        for (auto *table : window.findChildren<QTableView *>()) {
            if (table->isVisible())
                table->selectRow(row);
        }
    }

    void shoot(QWidget &window, const char *name, const QString &suffix)
    {
        for (int turn = 0; turn < 5; ++turn) // layouts settle from the inside out
            QCoreApplication::processEvents();
        const QPixmap picture = window.grab();
        const QString file =
            QStringLiteral(LANROOM_SCREENSHOTS "/%1-%2.png").arg(QLatin1StringView(name), suffix);
        // Little compression: packing them well takes longer than all the rest.
        QVERIFY2(picture.save(file, "PNG", 80), qPrintable(file));
        const QImage image = picture.toImage();
        QSet<QRgb> colours;
        for (int y = 0; y < image.height(); y += 3) {
            for (int x = 0; x < image.width(); x += 3)
                colours.insert(image.pixel(x, y));
        }
        QVERIFY2(colours.size() > 20, qPrintable(file)); // words have soft edges
        const bool dark = !suffix.endsWith(QLatin1StringView("light"));
        QCOMPARE(image.pixelColor(image.width() - 6, image.height() - 6).lightness() < 128, dark);
    }
};

QTEST_MAIN(tst_Screenshots)
#include "tst_screenshots.moc"
