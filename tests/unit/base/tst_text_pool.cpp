// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/text_pool.h"

#include <QtTest/qtest.h>

using namespace Lanroom;

class tst_TextPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void equalTextsShareOneMemory()
    {
        TextPool pool;
        const QString first = pool.share(QString::fromLatin1("Firefox"));
        const QString second = pool.share(QString::fromLatin1("Firefox"));
        QCOMPARE(second, first);
        QVERIFY(second.constData() == first.constData());
    }

    void everyTextStaysWhatItIs()
    {
        TextPool pool;
        for (int round = 0; round < 3; ++round) {
            for (int i = 0; i < 1000; ++i) {
                const QString text = QString::number(i);
                QCOMPARE(pool.share(text), text);
            }
        }
        QCOMPARE(pool.share(QString()), QString());
    }
};

QTEST_GUILESS_MAIN(tst_TextPool)
#include "tst_text_pool.moc"
