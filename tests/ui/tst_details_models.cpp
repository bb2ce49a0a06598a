// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What Details shows: services, the log, messages a second.
#include "tests/ui/cells.h"
#include "tests/ui/fakes.h"
#include "ui/models/log_model.h"
#include "ui/models/log_sink.h"
#include "ui/models/roles.h"
#include "ui/models/services_model.h"
#include "ui/models/table_filter.h"
#include "ui/models/traffic_rate.h"

#include <QtCore/qthread.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

class tst_DetailsModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void servicesSayHowTheyFare()
    {
        Fake::Workers workers;
        ServicesModel model(workers);
        QAbstractItemModelTester tester(&model, kStrict);
        ServiceRow chat{
            QStringLiteral("chat"), QStringLiteral("/chat"), 77, QStringLiteral("running"), 0, {}};
        workers.set({chat}, {});
        QCOMPARE(cell(model, 0, ServicesModel::State), QStringLiteral("Running"));
        QCOMPARE(model.index(0, ServicesModel::State).data(StateRole).toString(),
                 QStringLiteral("running"));
        chat.state = QStringLiteral("failed");
        chat.pid = 0;
        chat.restarts = 5;
        chat.lastError = QStringLiteral("killed by signal 9\n");
        workers.set({chat}, {});
        QCOMPARE(cell(model, 0, ServicesModel::Pid), QString());
        QCOMPARE(cell(model, 0, ServicesModel::LastError),
                 QStringLiteral("killed by signal 9\ufffd"));
        QCOMPARE(model.index(0, ServicesModel::Restarts).data(SortRole).toInt(), 5);
        ServiceRow bad;
        bad.name = QStringLiteral("mine");
        bad.state = ServiceRow::kBadManifest;
        bad.lastError = QStringLiteral("/x/mine.service.json: line 3: unknown member 'pth'");
        workers.set({chat, bad}, {});
        QCOMPARE(cell(model, 1, ServicesModel::State), QStringLiteral("Bad manifest"));
        QCOMPARE(cell(model, 1, ServicesModel::LastError), bad.lastError);
        QCOMPARE(model.index(1, ServicesModel::LastError).data(Qt::ToolTipRole).toString(),
                 QStringLiteral("<qt>%1</qt>").arg(bad.lastError.toHtmlEscaped()));
        QVERIFY(model.index(1, ServicesModel::Pid).data(Qt::ToolTipRole).toString().isEmpty());
    }

    void aBadManifestMayHaveTheNameOfAnother()
    {
        Fake::Workers workers;
        ServicesModel model(workers);
        QAbstractItemModelTester tester(&model, kStrict);
        TableFilter filter;
        filter.setSourceModel(&model);
        QAbstractItemModelTester filterTester(&filter, kStrict);
        ServiceRow echo{QStringLiteral("echo"), QStringLiteral("/echo"), 0, QStringLiteral("starting"), 0, {}};
        ServiceRow copy{QStringLiteral("echo"), {}, 0, ServiceRow::kBadManifest, 0, QStringLiteral("/a: 'echo' is in /b already")};
        ServiceRow typo{QStringLiteral("echo"), {}, 0, ServiceRow::kBadManifest, 0, QStringLiteral("/c: line 3")};
        workers.set({echo, copy, typo}, {});
        echo.state = QStringLiteral("running");
        echo.pid = 7;
        workers.set({echo, copy, typo}, {});
        QCOMPARE(column(model, ServicesModel::Pid),
                 QStringList({QStringLiteral("7"), QString(), QString()}));
        QCOMPARE(column(model, ServicesModel::LastError),
                 QStringList({QString(), copy.lastError, typo.lastError}));
        workers.set({echo, copy, copy}, {}); // and even so
        QCOMPARE(filter.rowCount(), 2);
        echo.restarts = 1;
        workers.set({echo, copy, copy}, {});
        QCOMPARE(column(model, ServicesModel::Restarts), QStringList({QStringLiteral("1"), QStringLiteral("0")}));
        workers.set({}, {});
        QCOMPARE(filter.rowCount(), 0);
    }

    void logKeepsTheLatest()
    {
        LogModel model;
        QAbstractItemModelTester tester(&model, kStrict);
        const auto lines = [](int first, int count) {
            QList<LogLine> list;
            for (int i = first; i < first + count; ++i)
                list.append({i, QtInfoMsg, QStringLiteral("lanroom.test"), QString::number(i)});
            return list;
        };
        model.append(lines(0, 1500));
        model.append(lines(1500, 1500));
        QCOMPARE(model.rowCount(), LogModel::kMostLines);
        QCOMPARE(cell(model, 0, LogModel::Text), QStringLiteral("1000"));
        QCOMPARE(cell(model, LogModel::kMostLines - 1, LogModel::Text), QStringLiteral("2999"));
        model.append(lines(3000, LogModel::kMostLines + 5)); // more at once than it keeps
        QCOMPARE(model.rowCount(), LogModel::kMostLines);
        QCOMPARE(cell(model, 0, LogModel::Text), QStringLiteral("3005"));
        model.append({});
        QCOMPARE(model.rowCount(), LogModel::kMostLines);
    }

    void logSinkHearsEveryThreadAndIsBounded()
    {
        static int passedOn = 0;
        passedOn = 0;
        const QtMessageHandler before = qInstallMessageHandler(
            [](QtMsgType, const QMessageLogContext &, const QString &) { ++passedOn; });
        {
            LogSink sink;
            QList<LogLine> got;
            connect(&sink, &LogSink::arrived, this,
                    [&got](const QList<LogLine> &lines) { got.append(lines); });
            const int sent = int(LogSink::kMostWaiting) + 7;
            std::unique_ptr<QThread> other(QThread::create([sent] {
                for (int i = 0; i < sent; ++i)
                    qWarning("line %d", i);
            }));
            other->start();
            QVERIFY(other->wait());
            QVERIFY(got.isEmpty()); // delivered by the event loop, on this thread
            QCoreApplication::processEvents();
            QCOMPARE(got.size(), LogSink::kMostWaiting + 1);
            QCOMPARE(got.first().text, QStringLiteral("line 0"));
            QVERIFY2(got.last().text.startsWith(QStringLiteral("7 ")), qPrintable(got.last().text));
            QCOMPARE(passedOn, sent);
        }
        qInstallMessageHandler(before);
    }

    void rateSleepsWhileNothingMoves()
    {
        Fake::Traffic traffic;
        Fake::Clock clock;
        TrafficRate rate(traffic, clock);
        QVERIFY(!rate.isSampling());
        traffic.setTotal({}); // an announcement without messages
        QVERIFY(!rate.isSampling());

        Link::GatewayStats total;
        total.messagesIn = 10;
        total.messagesOut = 40;
        traffic.setTotal(total);
        QVERIFY(rate.isSampling());
        QCOMPARE(rate.now(), 50.0);

        total.messagesOut += 20;
        traffic.setTotal(total);
        clock.now += 2000; // a late timer: twice the time, half the rate
        rate.sample();
        QCOMPARE(rate.now(), 10.0);

        for (int i = 0; i < TrafficRate::kSamples; ++i) {
            clock.now += 1000;
            rate.sample();
        }
        QCOMPARE(rate.now(), 0.0);
        QVERIFY(!rate.isSampling());

        traffic.setTotal({}); // a new start counts from zero: no negative rate
        QVERIFY(rate.now() >= 0.0);
    }
};

QTEST_GUILESS_MAIN(tst_DetailsModels)
#include "tst_details_models.moc"
