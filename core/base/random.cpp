// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/random.h"

#include <QtCore/qrandom.h>

namespace Lanroom {

QByteArray randomHex(qsizetype bytes)
{
    QByteArray raw(bytes, Qt::Uninitialized);
    for (char &byte : raw)
        byte = char(QRandomGenerator::system()->bounded(256));
    return raw.toHex();
}

} // namespace Lanroom
