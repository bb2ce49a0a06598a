// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearrayview.h>

// What the first word of a statement tells. Pure.
namespace Lanroom::Storage {

/// It begins or ends a transaction, or a part of one. A job that did so would end that of others,
/// who share it.
bool isTransactionControl(QByteArrayView sql);

/// PostgreSQL can prepare it; only these take values.
bool isPreparable(QByteArrayView sql);

} // namespace Lanroom::Storage
