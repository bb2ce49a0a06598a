// SPDX-License-Identifier: LGPL-3.0-or-later
//
// What a service says in one go reaches each client in the order in which it was said, however the
// gateway gathers it. The service is played by the test, the clients are on real sockets.
#include "link/local_channel.h"
#include "support/door_to_link.h"

#include <QtCore/qtemporarydir.h>
#include <QtNetwork/qlocalserver.h>
#include <QtNetwork/qlocalsocket.h>
#include <QtTest/qsignalspy.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Lanroom::Test;
using namespace Qt::StringLiterals;
using Link::FrameType;

class TestPublications : public QObject
{
    Q_OBJECT

private:
    enum { Ada, Ben, Cyd };

    void say(FrameType type, int to, const QByteArray &words, const QByteArray &topic = {})
    {
        m_worker->send({type, 0, m_ids.value(to), topic, words});
    }
    void tellAll(const QByteArray &words, const QByteArray &topic = "tea")
    {
        m_worker->send({FrameType::PublishText, 0, {}, topic, words});
    }
    void tellAllBut(int except, const QByteArray &words)
    {
        m_worker->send({FrameType::PublishText, 0, m_ids[except], "tea", words});
    }
    void tell(int to, const QByteArray &words) { say(FrameType::SendText, to, words); }
    void join(int who, const QByteArray &topic = "tea") { say(FrameType::Subscribe, who, {}, topic); }
    void leave(int who) { say(FrameType::Unsubscribe, who, {}, "tea"); }

    void take(const Link::Frame &frame)
    {
        if (frame.type == FrameType::ClientAttach) {
            m_ids.append(frame.client);
        } else if (frame.type == FrameType::Hello) {
            Link::HelloOk answer;
            answer.protocol = Link::kProtocolVersion;
            Link::sendMessage(*m_worker, answer);
        }
    }

    /// All that client hears up to "end", which everybody is told on their own.
    QByteArrayList heard(int client)
    {
        QByteArrayList all;
        while (all.isEmpty() || all.last() != "end") {
            const QByteArray head = m_clients[client]->take(2);
            if (head.size() < 2 || quint8(head[0]) != (0x80 | kText))
                return all << "no text: " + head.toHex();
            all.append(m_clients[client]->take(head[1]));
        }
        all.removeLast();
        return all;
    }
    void end()
    {
        for (const int who : {Ada, Ben, Cyd})
            tell(who, "end");
    }

    QTemporaryDir m_dir;
    QLocalServer m_server;
    std::unique_ptr<DoorToLink> m_place;
    std::unique_ptr<Link::LocalChannel> m_worker;
    QList<ClientId> m_ids; // as they came
    std::vector<std::unique_ptr<RawClient>> m_clients;

private Q_SLOTS:
    void init()
    {
        QVERIFY(m_server.listen(m_dir.filePath(u"service"_s)));
        connect(&m_server, &QLocalServer::newConnection, this, [this] {
            m_worker = std::make_unique<Link::LocalChannel>(m_server.nextPendingConnection());
            connect(m_worker.get(), &Link::Channel::frameReceived, this, &TestPublications::take);
        });
        m_place = std::make_unique<DoorToLink>();
        QVERIFY(m_place->open());
        Link::ServiceEntry entry;
        entry.name = u"it"_s;
        entry.state = u"running"_s;
        entry.socket = m_server.fullServerName();
        m_place->link.update(entry);
        for (qsizetype i = 0; i < 3; ++i) {
            m_clients.push_back(m_place->come());
            QVERIFY(m_clients.back());
            QVERIFY(RawClient::wait([&] { return m_ids.size() > i; }));
        }
    }
    void cleanup()
    {
        m_clients.clear();
        m_place.reset();
        m_worker.reset();
        m_server.close();
        m_server.disconnect(this);
        m_ids.clear();
    }

    void keepTheirOrderWithWhatOneIsTold()
    {
        join(Ada);
        join(Ben);
        tellAll("1");
        tell(Ada, "for Ada");
        tellAll("2");
        tell(Ben, "for Ben");
        tell(Ada, "for Ada again");
        tell(Cyd, "for Cyd");
        tellAll("3");
        end();
        QCOMPARE(heard(Ada), (QByteArrayList{"1", "for Ada", "2", "for Ada again", "3"}));
        QCOMPARE(heard(Ben), (QByteArrayList{"1", "2", "for Ben", "3"}));
        QCOMPARE(heard(Cyd), (QByteArrayList{"for Cyd"}));
    }

    void areOfSoManyTopicsForAClientAndNoMore()
    {
        QSignalSpy closed(m_worker.get(), &Link::Channel::closed);
        const auto join = [this](qsizetype topic) {
            m_worker->send({Link::FrameType::Subscribe, 0, m_ids[Ada], QByteArray::number(topic), {}});
        };
        for (qsizetype i = 0; i < Link::kMaxTopics; ++i)
            join(i);
        join(0); // where it is already
        tell(Ada, "end");
        QCOMPARE(heard(Ada), QByteArrayList());
        QCOMPARE(closed.size(), 0);
        join(Link::kMaxTopics);
        QTRY_COMPARE(closed.size(), 1);
    }

    void reachWhoIsThereAtTheirTime()
    {
        join(Ada);
        tellAll("1");
        join(Ben);
        tellAll("2");
        leave(Ada);
        tellAll("3");
        join(Ada);
        tellAll("4");
        end();
        QCOMPARE(heard(Ada), (QByteArrayList{"1", "2", "4"}));
        QCOMPARE(heard(Ben), (QByteArrayList{"2", "3", "4"}));
        QCOMPARE(heard(Cyd), QByteArrayList());
    }

    void keepTheirOrderFromTopicToTopic()
    {
        join(Ada);
        join(Ada, "cake");
        join(Ben);
        join(Cyd, "cake");
        tellAll("1");
        tell(Ada, "for Ada");
        tellAll("2", "cake");
        tellAllBut(Ben, "3");
        tell(Ben, "for Ben");
        tellAll("4");
        end();
        QCOMPARE(heard(Ada), (QByteArrayList{"1", "for Ada", "2", "3", "4"}));
        QCOMPARE(heard(Ben), (QByteArrayList{"1", "for Ben", "4"}));
        QCOMPARE(heard(Cyd), (QByteArrayList{"2"}));
    }

    void comeBeforeTheServiceClosesAClient()
    {
        join(Ada);
        tellAll("1");
        Link::CloseClient close;
        close.code = 4000;
        Link::sendMessage(*m_worker, close, m_ids[Ada]);
        tellAll("2");
        const QByteArray all = plain(kText, "1") + plainClose(4000);
        QCOMPARE(m_clients[Ada]->take(all.size()), all);
    }
};

QTEST_GUILESS_MAIN(TestPublications)
#include "tst_publications.moc"
