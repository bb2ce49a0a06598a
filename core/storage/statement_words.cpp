// SPDX-License-Identifier: LGPL-3.0-or-later
#include "storage/statement_words.h"

#include <QtCore/qregularexpression.h>

using namespace Qt::StringLiterals;

namespace Lanroom::Storage {

bool isTransactionControl(QByteArrayView sql)
{
    static const QRegularExpression control(
        u"^\\s*(BEGIN|START|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|PREPARE|ATTACH|DETACH)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return control.match(QString::fromUtf8(sql)).hasMatch();
}

bool isPreparable(QByteArrayView sql)
{
    static const QRegularExpression preparable(
        u"^\\s*(SELECT|INSERT|UPDATE|DELETE|MERGE|VALUES|WITH)\\b"_s,
        QRegularExpression::CaseInsensitiveOption);
    return preparable.match(QString::fromUtf8(sql)).hasMatch();
}

} // namespace Lanroom::Storage
