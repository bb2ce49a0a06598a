// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qjsonobject.h>
#include <QtCore/qstring.h>

namespace Lanroom {

/// A command's answer as text for a person: aligned tables, one row a line. Text that came from
/// browsers has its control characters replaced, so that it cannot steer the terminal. Empty for
/// commands whose success says nothing more.
QString reportText(const QString &command, const QJsonObject &data);

} // namespace Lanroom
