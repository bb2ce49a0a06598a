// SPDX-License-Identifier: LGPL-3.0-or-later
#include "stdio/json_service.h"

#include <lanroom/service_tester.h>

#include <QtCore/qfile.h>
#include <QtCore/qtemporarydir.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Testing;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kPatienceMs = 30'000;

ServiceTester::Make running(const QStringList &command)
{
    return [command] { return std::make_unique<JsonService>(command); };
}

ServiceTester::Make shell(const QString &script)
{
    return running({u"/bin/sh"_s, u"-c"_s, script});
}

/// A room: the first thing somebody says is the name, which a later program is told again.
const QString kRoom = uR"PERL(
    use strict; use JSON::PP; $| = 1;
    my $json = JSON::PP->new->utf8->canonical;
    sub say_ { print $json->encode({@_}), "\n" }
    my %name;
    sub enter {
        my ($c, $n) = @_;
        $name{$c} = $n;
        say_(event => "subscribe", client => $c, topic => "room");
        say_(event => "introduce", client => $c, name => $n);
        say_(event => "topic", topic => "room", title => "The room");
    }
    while (my $line = <STDIN>) {
        my $e = $json->decode($line); my $c = $e->{client};
        if ($e->{event} eq "connected") {
            enter($c, $e->{session}) if defined $e->{session};
        } elsif ($e->{event} eq "disconnected") {
            my $n = delete $name{$c};
            say_(event => "publish", topic => "room", text => "$n has gone") if $n;
        } elsif ($e->{event} eq "message" and $e->{text} eq "bye") {
            say_(event => "close", client => $c, code => 4001, reason => "bye");
        } elsif ($e->{event} eq "message" and $name{$c}) {
            say_(event => "publish", topic => "room", text => "$name{$c}: $e->{text}", except => $c);
        } elsif ($e->{event} eq "message") {
            say_(event => "session", client => $c, text => $e->{text});
            enter($c, $e->{text});
        }
    })PERL"_s;

} // namespace

class TestJsonService : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneWordOfShellIsAnEcho()
    {
        ServiceTester tester(
            running({u"grep"_s, u"--line-buffered"_s, u"\"event\":\"message\""_s}));
        FakeClient &a = tester.connect();
        FakeClient &b = tester.connect();
        tester.send(a, "h\u00e9 \"you\"\nthere");
        tester.sendBinary(b, "\0\xff"_ba);
        QTRY_COMPARE_WITH_TIMEOUT(a.received, QList<QByteArray>{"h\u00e9 \"you\"\nthere"},
                                  kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(b.received, QList<QByteArray>{"\0\xff"_ba}, kPatienceMs);
        for (int i = 0; i < 1000; ++i)
            tester.send(a, QByteArray::number(i));
        QTRY_COMPARE_WITH_TIMEOUT(a.received.size(), 1001, kPatienceMs);
        for (int i = 0; i < 1000; ++i)
            QCOMPARE(a.received.at(i + 1), QByteArray::number(i));
        const QByteArray longest(1024 * 1024, '\x01'); // that a gateway may let through
        tester.send(a, longest);
        QTRY_COMPARE_WITH_TIMEOUT(a.received.size(), 1002, kPatienceMs);
        QVERIFY(a.received.last() == longest);
        QVERIFY(tester.failure().isEmpty());
    }

    void aRoomOutlivesItsProgram()
    {
        ServiceTester tester(running({u"perl"_s, u"-e"_s, kRoom}));
        FakeClient &ada = tester.connect();
        FakeClient &bob = tester.connect();
        tester.send(ada, "Ada");
        tester.send(bob, "Bob");
        QTRY_COMPARE_WITH_TIMEOUT(tester.names().value(bob.id).name, u"Bob"_s, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(tester.rooms().count("room"), 1U, kPatienceMs);
        tester.send(ada, "hi");
        QTRY_COMPARE_WITH_TIMEOUT(bob.received, QList<QByteArray>{"Ada: hi"}, kPatienceMs);
        tester.restart();
        tester.send(ada, "again");
        QTRY_COMPARE_WITH_TIMEOUT(bob.received, (QList<QByteArray>{"Ada: hi", "Ada: again"}),
                                  kPatienceMs);
        tester.send(ada, "bye");
        QTRY_COMPARE_WITH_TIMEOUT(ada.closedWith, 4001, kPatienceMs);
        QTRY_COMPARE_WITH_TIMEOUT(bob.received.size(), 3, kPatienceMs);
        QCOMPARE(bob.received.last(), "Ada has gone"_ba);
        QCOMPARE(ada.received, QList<QByteArray>());
    }

    void theProgramsEndIsTheServices_data()
    {
        QTest::addColumn<QString>("script");
        QTest::addColumn<QString>("words");
        QTest::newRow("by itself") << u"exit 0"_s << u"/bin/sh ended with status 0"_s;
        QTest::newRow("status") << u"exit 3"_s << u"/bin/sh ended with status 3"_s;
        QTest::newRow("signal") << u"kill -SEGV $$"_s << u"/bin/sh ended by signal 11"_s;
        QTest::newRow("a line without end")
            << u"yes | tr -d '\\n'"_s << u"/bin/sh wrote a line of more than 8388608 bytes"_s;
    }

    void theProgramsEndIsTheServices()
    {
        QFETCH(QString, script);
        QFETCH(QString, words);
        ServiceTester tester(shell(script));
        QTRY_COMPARE_WITH_TIMEOUT(tester.failure(), words, kPatienceMs);
    }

    void aProgramThatIsNotThereIsTold()
    {
        ServiceTester tester(running({u"/nowhere/at-all"_s}));
        QVERIFY2(tester.failure().startsWith(u"cannot start /nowhere/at-all: "),
                 qPrintable(tester.failure()));
        QVERIFY(!tester.ready());
    }

    void aProgramThatDoesNotReadIsGivenUp()
    {
        ServiceTester tester(shell(u"exec sleep 1000"_s));
        FakeClient &a = tester.connect();
        const QByteArray message(256 * 1024, 'x');
        QTRY_VERIFY_WITH_TIMEOUT((tester.send(a, message), !tester.failure().isEmpty()),
                                 kPatienceMs);
        QCOMPARE(tester.failure(), u"/bin/sh does not read what it is told"_s);
    }

    void aWrongLineIsLeftOut()
    {
        ServiceTester tester(shell(u"echo hello; echo '{\"event\":\"dance\"}'; echo; "
                                   "exec grep --line-buffered '\"event\":\"message\"'"_s));
        QTest::ignoreMessage(QtWarningMsg, "left out, since illegal value : hello");
        QTest::ignoreMessage(QtWarningMsg,
                             "left out, since there is no event 'dance' : {\"event\":\"dance\"}");
        FakeClient &a = tester.connect();
        tester.send(a, "still there");
        QTRY_COMPARE_WITH_TIMEOUT(a.received, QList<QByteArray>{"still there"}, kPatienceMs);
    }

    void stopsWithItsProgram()
    {
        QTemporaryDir folder;
        ServiceTester tester(
            shell(u"cat > /dev/null; echo \"$LANROOM_NAME\" > \"$LANROOM_DATA_DIR/end\""_s),
            {.dataDir = folder.path()});
        tester.stop();
        QTRY_VERIFY_WITH_TIMEOUT(tester.stopped(), kPatienceMs);
        QFile end(folder.filePath(u"end"_s)); // it had the time to write what it had to
        QVERIFY(end.open(QIODevice::ReadOnly));
        QCOMPARE(end.readAll(), "tested\n"_ba);
        QVERIFY(tester.failure().isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestJsonService)
#include "tst_json_service.moc"
