// SPDX-License-Identifier: LGPL-3.0-or-later
#include "supervisor/service_choice.h"

#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::Literals::StringLiterals;

namespace {

ServiceCandidate candidate(int folder, const QString &name, const QString &path)
{
    Manifest manifest;
    manifest.name = name;
    manifest.path = path;
    manifest.title = u"%1 of %2"_s.arg(name).arg(folder);
    return {folder, u"/%1/%2"_s.arg(folder).arg(Manifest::fileName(name)), manifest};
}

QStringList titles(const ServiceChoice &choice)
{
    QStringList all;
    for (const Manifest &manifest : choice.manifests)
        all.append(manifest.title);
    return all;
}

} // namespace

class tst_ServiceChoice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void laterFolderStandsIn()
    {
        const auto choice = ServiceChoice::of(
            {candidate(0, u"b"_s, u"/b"_s), candidate(0, u"a"_s, u"/a"_s), candidate(1, u"b"_s, u"/x"_s)},
            {}, {});
        QCOMPARE(titles(choice), (QStringList{u"a of 0"_s, u"b of 1"_s}));
        QVERIFY(choice.bad.isEmpty());
    }

    /// They come in the order of their files' names, which says nothing.
    void laterFolderStandsInWhereverItLies()
    {
        const auto choice =
            ServiceChoice::of({candidate(1, u"b"_s, u"/x"_s), candidate(0, u"b"_s, u"/b"_s)}, {}, {});
        QCOMPARE(titles(choice), QStringList{u"b of 1"_s});
        QCOMPARE(choice.standIns,
                 QStringList{u"/1/b.service.json stands in for /0/b.service.json"_s});
    }

    void onePathHasOneService()
    {
        const auto choice = ServiceChoice::of(
            {candidate(0, u"b"_s, u"/p"_s), candidate(1, u"a"_s, u"/p"_s)}, {}, {});
        QCOMPARE(titles(choice), QStringList{u"b of 0"_s});
        QCOMPARE(choice.bad.size(), 1);
        QCOMPARE(choice.bad.first().name, u"a"_s);
        QCOMPARE(choice.bad.first().why, u"/1/a.service.json: 'b' has the path /p already"_s);
    }

    void whoRunsKeepsItsPath()
    {
        const auto choice = ServiceChoice::of(
            {candidate(0, u"a"_s, u"/p"_s), candidate(1, u"b"_s, u"/p"_s)}, {}, {u"b"_s});
        QCOMPARE(titles(choice), QStringList{u"b of 1"_s});
        QCOMPARE(choice.bad.first().name, u"a"_s);
    }

    void onceInAFolder()
    {
        ServiceCandidate twin = candidate(0, u"a"_s, u"/other"_s);
        twin.file = u"/0/below/a.service.json"_s;
        const auto choice = ServiceChoice::of({candidate(0, u"a"_s, u"/a"_s), twin}, {}, {});
        QCOMPARE(choice.manifests.size(), 1);
        QCOMPARE(choice.bad.first().why,
                 u"/0/below/a.service.json: 'a' is in /0/a.service.json already"_s);
    }

    void offIsLeftOut()
    {
        // And so is no hindrance for who takes its path.
        const auto choice = ServiceChoice::of(
            {candidate(0, u"chat"_s, u"/chat"_s), candidate(1, u"mine"_s, u"/chat"_s)}, {u"chat"_s}, {});
        QCOMPARE(titles(choice), QStringList{u"mine of 1"_s});
        QVERIFY(choice.bad.isEmpty());
    }

    void noMoreThanThereMayBe()
    {
        QList<ServiceCandidate> all;
        for (int i = 0; i <= Manifest::kMaxServices; ++i) {
            const QString name = u"s%1"_s.arg(i, 3, 10, QChar(u'0'));
            all.append(candidate(0, name, u'/' + name));
        }
        const auto choice = ServiceChoice::of(all, {}, {u"s064"_s});
        QCOMPARE(choice.manifests.size(), Manifest::kMaxServices);
        QCOMPARE(choice.manifests.last().name, u"s064"_s);
        QCOMPARE(choice.bad.size(), 1);
        QCOMPARE(choice.bad.first().name, u"s063"_s);
    }
};

QTEST_GUILESS_MAIN(tst_ServiceChoice)
#include "tst_service_choice.moc"
