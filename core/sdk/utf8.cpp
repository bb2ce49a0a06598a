// SPDX-License-Identifier: LGPL-3.0-or-later
#include <lanroom/utf8.h>

#include <QtCore/qjsondocument.h>

namespace Lanroom {

Utf8::Utf8(const QJsonObject &object) : Utf8(QJsonDocument(object).toJson(QJsonDocument::Compact))
{
}

} // namespace Lanroom
