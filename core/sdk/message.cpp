// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/message.h>

#include <QtCore/qjsondocument.h>

namespace Lanroom {

QJsonObject Message::json() const
{
    if (binary)
        return {};
    return QJsonDocument::fromJson(QByteArray::fromRawData(data.data(), data.size())).object();
}

} // namespace Lanroom
