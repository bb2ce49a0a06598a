// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/error.h"

#include <QtCore/qjsonobject.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// Why a request is not done: a word for programs, a sentence for people. A plain value.
struct Refusal
{
    Refusal(const QString &word, const QString &sentence) : code(word), message(sentence) {}
    /// Of what the SDK failed with: a database that is busy, a pool that is full.
    Refusal(const Error &error);

    QString code;
    QString message;
    qint64 retryMs = 0; // the same may succeed after so long; 0: it will not
    QJsonObject more;   // further fields of the answer
};

} // namespace Lanroom
