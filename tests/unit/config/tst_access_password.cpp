// SPDX-License-Identifier: LGPL-3.0-or-later
#include "config/access_password.h"

#include <QtCore/qtemporaryfile.h>
#include <QtTest/qtest.h>

using namespace Lanroom;
using namespace Qt::StringLiterals;

class TestAccessPassword : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstLineIsThePassword_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QByteArray>("password");
        QTest::newRow("a line") << QByteArray("sesame\n") << QByteArray("sesame");
        QTest::newRow("without an end") << QByteArray("sesame") << QByteArray("sesame");
        QTest::newRow("blanks") << QByteArray(" open sesame \t\r\nmore\n") << QByteArray("open sesame");
        QTest::newRow("UTF-8") << QByteArray("s\xc3\xa9same\n") << QByteArray("s\xc3\xa9same");
        QTest::newRow("a mark") << QByteArray("\xef\xbb\xbfsesame\r\n") << QByteArray("sesame");
        QTest::newRow("1024 bytes") << QByteArray(1024, 'x') + "\n" << QByteArray(1024, 'x');
    }
    void theFirstLineIsThePassword()
    {
        QFETCH(const QByteArray, content);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(content);
        file.close();
        const Result<QByteArray> password = readAccessPassword(file.fileName());
        QVERIFY2(password, password ? "" : qPrintable(password.error().message));
        QTEST(*password, "password");
    }

    void withoutAFileEveryoneMay()
    {
        const Result<QByteArray> password = readAccessPassword({});
        QVERIFY(password && password->isEmpty());
        QVERIFY(!readAccessPassword(u"/nowhere/at/all"_s));
    }

    void aPasswordThatNobodyCanSayKeepsThePlaceShut_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<QString>("why");
        const QString shut = u"has no password"_s;
        QTest::newRow("nothing") << QByteArray() << shut;
        QTest::newRow("blanks") << QByteArray(" \t\nsesame") << shut;
        QTest::newRow("only a mark") << QByteArray("\xef\xbb\xbf\n") << shut;
        QTest::newRow("Latin-1") << QByteArray("s\xe9same\n") << u"is not written in UTF-8"_s;
        QTest::newRow("UTF-16") << QByteArray("\xff\xfes\0e\0\n\0", 8) << u"is not written in UTF-8"_s;
        QTest::newRow("zero") << QByteArray("ses\0ame\n", 8) << u"has a zero byte"_s;
        QTest::newRow("1025 bytes") << QByteArray(1025, 'x') + "\n" << u"more than 1024 bytes"_s;
        QTest::newRow("endless") << QByteArray(100'000, 'x') << u"more than 1024 bytes"_s;
    }
    void aPasswordThatNobodyCanSayKeepsThePlaceShut()
    {
        QFETCH(const QByteArray, content);
        QFETCH(const QString, why);
        QTemporaryFile file;
        QVERIFY(file.open());
        file.write(content);
        file.close();
        const Result<QByteArray> password = readAccessPassword(file.fileName());
        QVERIFY(!password);
        QCOMPARE(password.error().code, ErrorCode::BadSetting);
        QVERIFY2(password.error().message.contains(why), qPrintable(password.error().message));
    }
};

QTEST_APPLESS_MAIN(TestAccessPassword)
#include "tst_access_password.moc"
