// SPDX-License-Identifier: LGPL-3.0-or-later
#include "wire/subprotocol_choice.h"

namespace Lanroom {

QString chooseSubprotocol(const RequestHead &request, const QStringList &spoken)
{
    for (const HttpHeader &field : request.headers) {
        if (field.name.compare("Sec-WebSocket-Protocol", Qt::CaseInsensitive) != 0)
            continue;
        for (const QByteArray &offered : field.value.split(',')) {
            if (const QString name = QString::fromLatin1(offered.trimmed()); spoken.contains(name))
                return name;
        }
    }
    return {};
}

} // namespace Lanroom
