// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/name_register.h"

#include <QtTest/qtest.h>

using namespace Lanroom::Chat;
using namespace Qt::StringLiterals;

class TestNames : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsAName_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("name"); // null: none
        QTest::newRow("plain") << u"Ada"_s << u"Ada"_s;
        QTest::newRow("trimmed") << u"  \tAda \u3000"_s << u"Ada"_s;
        QTest::newRow("blank inside") << u"Ada Lovelace"_s << u"Ada Lovelace"_s;
        QTest::newRow("wide letters become plain") << u"\uFF21\uFF44\uFF41"_s << u"Ada"_s;
        QTest::newRow("composed") << u"Ame\u0301lie"_s << u"Am\u00E9lie"_s;
        QTest::newRow("other scripts") << u"\u674E\u660E"_s << u"\u674E\u660E"_s;
        QTest::newRow("emoji") << u"Ada \U0001F642"_s << u"Ada \U0001F642"_s;
        QTest::newRow("32 code points") << QString(32, u'a') << QString(32, u'a');
        QTest::newRow("32 outside the plane")
            << u"\U0001F642"_s.repeated(32) << u"\U0001F642"_s.repeated(32);
        QTest::newRow("33 code points") << QString(33, u'a') << QString();
        QTest::newRow("32 after NFKC")
            << QString(30, u'a') + u'\uFB01' << QString(30, u'a') + u"fi"_s;
        QTest::newRow("33 after NFKC") << QString(31, u'a') + u'\uFB01' << QString();
        QTest::newRow("far too long") << QString(100'000, u' ') << QString();
        QTest::newRow("empty") << u""_s << QString();
        QTest::newRow("blanks") << u" \u00A0\u2003 "_s << QString();
        QTest::newRow("braille blank") << u"\u2800"_s << QString();
        QTest::newRow("control") << u"A\u0007da"_s << QString();
        QTest::newRow("line break") << u"A\nda"_s << QString();
        QTest::newRow("line separator") << u"A\u2028da"_s << QString();
        QTest::newRow("zero width space") << u"A\u200Bda"_s << QString();
        QTest::newRow("zero width joiner") << u"\U0001F468\u200D\U0001F469"_s << QString();
        QTest::newRow("variation selector") << u"\u2764\uFE0F"_s << QString();
        QTest::newRow("right-to-left override") << u"\u202Eada"_s << QString();
        QTest::newRow("bidi isolate") << u"\u2066ada"_s << QString();
        QTest::newRow("soft hyphen") << u"a\u00ADda"_s << QString();
        QTest::newRow("hangul filler") << u"\u3164"_s << QString();
        QTest::newRow("tag") << u"a\U000E0041"_s << QString();
        QTest::newRow("private use") << u"\uE000"_s << QString();
        QTest::newRow("unassigned") << u"\u0378"_s << QString();
        QTest::newRow("mark alone") << u"\u0301"_s << QString();
    }
    void whatIsAName()
    {
        QFETCH(const QString, raw);
        QFETCH(const QString, name);
        const std::optional<Name> parsed = parseName(raw, m_limits);
        QCOMPARE(parsed.has_value(), !name.isNull());
        if (parsed)
            QCOMPARE(parsed->text, name);
    }

    void whatCanBeRepaired()
    {
        QCOMPARE(repairName(u"\u202EA\u200Bda\n"_s, m_limits)->text, u"Ada"_s);
        QCOMPARE(repairName(QString(50, u'x'), m_limits)->text, QString(32, u'x'));
        QCOMPARE(repairName(u"\u0301a"_s, m_limits)->text, u"a"_s);
        QVERIFY(!repairName(u"\u200B"_s, m_limits));
    }

    void whichNamesConflict_data()
    {
        QTest::addColumn<QString>("held");
        QTest::addColumn<QString>("wanted");
        QTest::addColumn<bool>("conflict");
        QTest::newRow("same") << u"Ada"_s << u"Ada"_s << true;
        QTest::newRow("case") << u"Ada"_s << u"aDA"_s << true;
        QTest::newRow("cyrillic a") << u"Ada"_s << u"Ad\u0430"_s << true;
        QTest::newRow("all cyrillic") << u"cope"_s << u"\u0441\u043E\u0440\u0435"_s << true;
        QTest::newRow("capital cyrillic") << u"cope"_s << u"\u0421\u041E\u0420\u0415"_s << true;
        QTest::newRow("one and l") << u"Bil1"_s << u"Bill"_s << true;
        QTest::newRow("capital i and l") << u"BIll"_s << u"Blll"_s << true;
        QTest::newRow("rn and m") << u"rnax"_s << u"max"_s << true;
        QTest::newRow("sharp s") << u"Stra\u00DFe"_s << u"STRASSE"_s << true;
        QTest::newRow("accents differ") << u"Amelie"_s << u"Am\u00E9lie"_s << false;
        QTest::newRow("another") << u"Ada"_s << u"Ava"_s << false;
        QTest::newRow("longer") << u"Ada"_s << u"Adam"_s << false;
    }
    void whichNamesConflict()
    {
        QFETCH(const QString, held);
        QFETCH(const QString, wanted);
        NameRegister names(m_limits);
        QVERIFY(names.hold(*parseName(held, m_limits), 1));
        QTEST(!names.hold(*parseName(wanted, m_limits), 2), "conflict");
    }

    void aFreeNameIsNumbered()
    {
        NameRegister names(m_limits);
        const Name ada = *parseName(u"Ada"_s, m_limits);
        QCOMPARE(names.freeNameLike(ada)->text, u"Ada"_s);
        names.hold(ada, 1);
        QCOMPARE(names.freeNameLike(ada)->text, u"Ada 2"_s);
        names.hold(*parseName(u"ada 2"_s, m_limits), 2);
        QCOMPARE(names.freeNameLike(ada)->text, u"Ada 3"_s);
        names.release(ada);
        QCOMPARE(names.freeNameLike(ada)->text, u"Ada"_s);
    }

    void aNameThatManyHaveGetsARandomNumber()
    {
        NameRegister names(m_limits);
        const Name ada = *parseName(u"Ada"_s, m_limits);
        names.hold(ada, 1);
        for (int number = 2; number <= 11; ++number) {
            const Name next = *names.freeNameLike(ada);
            QCOMPARE(next.text, u"Ada %1"_s.arg(number));
            names.hold(next, number);
        }
        QSet<QString> others;
        for (int i = 0; i < 10; ++i) {
            const std::optional<Name> other = names.freeNameLike(ada);
            QVERIFY(other && other->text.startsWith(u"Ada "_s) && !names.holder(*other));
            others.insert(other->text);
        }
        QVERIFY(others.size() > 1);
    }

    void whenAllNumbersAreTakenThereIsNone()
    {
        NameRegister names(m_limits);
        const Name ada = *parseName(u"Ada"_s, m_limits);
        names.hold(ada, 1);
        for (int number = 2; number <= 1000; ++number)
            names.hold(*numberedName(ada, number, m_limits), number);
        QVERIFY(!names.freeNameLike(ada));
    }

    void aNumberFitsALongName()
    {
        const Name longest = *parseName(QString(32, u'x'), m_limits);
        QCOMPARE(numberedName(longest, 12, m_limits)->text, QString(29, u'x') + u" 12"_s);
    }

    void whatIsARoom_data()
    {
        QTest::addColumn<QString>("raw");
        QTest::addColumn<QString>("room");
        QTest::newRow("plain") << u"tea"_s << u"tea"_s;
        QTest::newRow("folded") << u"Tea_2.0-X"_s << u"tea_2.0-x"_s;
        QTest::newRow("wide") << u"\uFF34\uFF45\uFF41"_s << u"tea"_s;
        QTest::newRow("other script") << u"\u0427\u0430\u0439"_s << u"\u0447\u0430\u0439"_s;
        QTest::newRow("letters with marks") << u"\u0939\u093F\u0928\u094D\u0926\u0940"_s
                                            << u"\u0939\u093F\u0928\u094D\u0926\u0940"_s;
        QTest::newRow("64") << QString(64, u'a') << QString(64, u'a');
        QTest::newRow("65") << QString(65, u'a') << QString();
        QTest::newRow("empty") << u""_s << QString();
        QTest::newRow("blank") << u"tea room"_s << QString();
        QTest::newRow("star") << u"*"_s << QString();
        QTest::newRow("emoji") << u"\U0001F642"_s << QString();
        QTest::newRow("joiner") << u"a\u200Db"_s << QString();
        QTest::newRow("slash") << u"a/b"_s << QString();
    }
    void whatIsARoom()
    {
        QFETCH(const QString, raw);
        QTEST(parseRoomName(raw, m_limits), "room");
    }

    void whatIsATitle()
    {
        QCOMPARE(parseTitle(u"  Tea \n corner "_s, m_limits), u"Tea corner"_s);
        QCOMPARE(parseTitle(QString(80, u'a'), m_limits), QString(80, u'a'));
        QVERIFY(parseTitle(QString(81, u'a'), m_limits).isNull());
        QVERIFY(parseTitle(u"  "_s, m_limits).isNull());
        QVERIFY(parseTitle(u"Tea \u202E"_s, m_limits).isNull());
    }

private:
    const Limits m_limits{}; // the braces: clang wants them of a const
};

QTEST_APPLESS_MAIN(TestNames)
#include "tst_names.moc"
