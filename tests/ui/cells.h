// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtTest/qabstractitemmodeltester.h>

// What the tests of models look at, and how strictly.
namespace Lanroom {

inline constexpr auto kStrict = QAbstractItemModelTester::FailureReportingMode::QtTest;

inline QString cell(const QAbstractItemModel &model, int row, int column)
{
    return model.index(row, column).data().toString();
}

inline QStringList column(const QAbstractItemModel &model, int which)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts.append(cell(model, row, which));
    return texts;
}

} // namespace Lanroom
