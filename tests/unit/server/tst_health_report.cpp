// SPDX-License-Identifier: LGPL-3.0-or-later
#include "server/health_report.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

class SomeWorkers : public Workers
{
public:
    QList<ServiceRow> services() const override
    {
        ServiceRow guests{u"guests"_s, u"/guests"_s, 4244, u"running"_s, 0, {}};
        guests.trouble = u"no \"paper\"\n"_s;
        return {{u"chat"_s, u"/chat"_s, 4243, u"running"_s, 0, {}},
                guests,
                {u"echo"_s, u"/echo"_s, 0, u"failed"_s, 4, u"ended with status 7"_s}};
    }
    QList<GatewayRow> gateways() const override { return {{1, 4242, u"running"_s, 0, 3}}; }
    void restartService(const QString &, const CommandDone &) override {}
    void updateService(const QString &, const CommandDone &) override {}
};

} // namespace

class tst_HealthReport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isWrittenAsPromised()
    {
        QCOMPARE(healthDetail(SomeWorkers()),
                 QByteArray("{\"gateways\":[{\"id\":1,\"pid\":4242,\"state\":\"running\",\"clients\":3}],"
                            "\"services\":[{\"name\":\"chat\",\"path\":\"/chat\",\"pid\":4243,"
                            "\"state\":\"running\",\"restarts\":0},"
                            "{\"name\":\"guests\",\"path\":\"/guests\",\"pid\":4244,"
                            "\"state\":\"running\",\"restarts\":0,\"trouble\":\"no \\\"paper\\\"\\n\"},"
                            "{\"name\":\"echo\",\"path\":\"/echo\",\"pid\":0,"
                            "\"state\":\"failed\",\"restarts\":4}]}"));
    }
};

QTEST_GUILESS_MAIN(tst_HealthReport)
#include "tst_health_report.moc"
