// SPDX-License-Identifier: LGPL-3.0-or-later
//
// A service that forks without end. Nothing else runs beside this test: for a moment it takes all there is.
#include "support/bad_services.h"

using namespace Lanroom::Test;
using namespace Qt::Literals::StringLiterals;

class tst_ForkBomb : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isEndedWhole()
    {
        runBadServices({{u"fork-bomb"_s, "processes", 8, u"processes, of 8 it may"_s}});
    }
};

QTEST_GUILESS_MAIN(tst_ForkBomb)
#include "tst_fork_bomb.moc"
