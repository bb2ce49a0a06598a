// SPDX-License-Identifier: LGPL-3.0-or-later
#include "qr/qr_code.h"

#include <QtCore/qpoint.h>
#include <QtCore/qregularexpression.h>
#include <QtCore/qset.h>
#include <QtTest/qtest.h>

using namespace Lanroom;

class tst_QrCode : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findersStandInThreeCorners()
    {
        const auto code = QrCode::encode(QStringLiteral("http://192.168.1.5:8080/"));
        QVERIFY(code);
        const int n = code->size();
        QVERIFY(n >= 21 && n % 4 == 1);
        for (const QPoint corner : {QPoint(0, 0), QPoint(n - 7, 0), QPoint(0, n - 7)}) {
            for (int i = 0; i < 49; ++i) {
                const int x = i % 7;
                const int y = i / 7;
                const int ring = qMax(qAbs(x - 3), qAbs(y - 3));
                QCOMPARE(code->isDark(corner.x() + x, corner.y() + y), ring != 2);
            }
        }
        QVERIFY(code->isDark(8, n - 8)); // the dark module every code has
    }

    void quietZoneIsLight()
    {
        const auto code = QrCode::encode(QByteArray("x"));
        QVERIFY(code);
        QVERIFY(!code->isDark(-1, 0));
        QVERIFY(!code->isDark(0, -1));
        QVERIFY(!code->isDark(code->size(), 0));
        QVERIFY(!code->isDark(0, code->size()));
    }

    void differentTextsDiffer()
    {
        const auto a = QrCode::encode(QByteArray("http://10.0.0.1/"));
        const auto b = QrCode::encode(QByteArray("http://10.0.0.2/"));
        QVERIFY(a && b);
        QVERIFY(a->toTerminal() != b->toTerminal());
        QCOMPARE(a->toTerminal(), QrCode::encode(QByteArray("http://10.0.0.1/"))->toTerminal());
    }

    void terminalShowsEveryModule()
    {
        const auto code = QrCode::encode(QByteArray("http://[fe80::1]:8080/"));
        QVERIFY(code);
        const QStringList lines = code->toTerminal().split(u'\n', Qt::SkipEmptyParts);
        const int side = code->size() + 2 * QrCode::kQuietZone;
        QCOMPARE(lines.size(), (side + 1) / 2);
        for (int row = 0; row < lines.size(); ++row) {
            const QString begin = QStringLiteral("\x1b[30;107m");
            const QString end = QStringLiteral("\x1b[0m");
            QVERIFY(lines[row].startsWith(begin) && lines[row].endsWith(end));
            const QString cells = lines[row].mid(begin.size()).chopped(end.size());
            QCOMPARE(cells.size(), side);
            for (int column = 0; column < side; ++column) {
                const QChar c = cells[column];
                const int x = column - QrCode::kQuietZone;
                const int y = 2 * row - QrCode::kQuietZone;
                QCOMPARE(c == QChar(u'\u2588') || c == QChar(u'\u2580'), code->isDark(x, y));
                QCOMPARE(c == QChar(u'\u2588') || c == QChar(u'\u2584'), code->isDark(x, y + 1));
            }
        }
    }

    void pictureShowsEveryModule()
    {
        const auto code = QrCode::encode(QByteArray("http://10.0.0.1:8080/#tea"));
        QVERIFY(code);
        const QString svg = QString::fromLatin1(code->toSvg());
        const int side = code->size() + 2 * QrCode::kQuietZone;
        QVERIFY(svg.contains(QStringLiteral("viewBox=\"0 0 %1 %1\"").arg(side)));
        QSet<std::pair<int, int>> dark;
        static const QRegularExpression box(QStringLiteral("M(\\d+) (\\d+)h(\\d+)v1h-\\3z"));
        auto boxes = box.globalMatch(svg);
        while (boxes.hasNext()) {
            const QRegularExpressionMatch match = boxes.next();
            for (int i = 0; i < match.captured(3).toInt(); ++i)
                dark.insert({match.captured(1).toInt() + i, match.captured(2).toInt()});
        }
        for (int y = 0; y < side; ++y) {
            for (int x = 0; x < side; ++x) {
                QCOMPARE(dark.contains({x, y}),
                         code->isDark(x - QrCode::kQuietZone, y - QrCode::kQuietZone));
            }
        }
    }

    void longestTextFitsAndOneMoreDoesNot()
    {
        const auto longest = QrCode::encode(QByteArray(QrCode::kMaxBytes, '\xff'));
        QVERIFY(longest);
        QCOMPARE(longest->size(), 177);
        const auto tooLong = QrCode::encode(QByteArray(QrCode::kMaxBytes + 1, 'a'));
        QVERIFY(!tooLong);
        QCOMPARE(tooLong.error().code, ErrorCode::TooLarge);
    }

    void emptyTextIsRefused()
    {
        const auto code = QrCode::encode(QString());
        QVERIFY(!code);
        QCOMPARE(code.error().code, ErrorCode::BadRequest);
    }
};

QTEST_APPLESS_MAIN(tst_QrCode)
#include "tst_qr_code.moc"
