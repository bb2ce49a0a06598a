// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QtCore/qstring.h>
#include <QtCore/qstringlist.h>

namespace Lanroom {

/// The languages that makeService() has templates for, the one it prefers first.
QStringList serviceLanguages();

/// Makes the folder parent/name with a service to begin with: source, manifest, a test, and a README
/// that says how to go on. The files come from app/ctl/templates/LANGUAGE. Returns their names.
///
/// Errors: BadRequest for a name that no service can have or one of Lanroom's own has, or a language that
/// there is no template for; Taken when there is something of that name already; System with the file's
/// name when it cannot be written, and then nothing is left behind. For lanroomctl: blocks while it writes.
Result<QStringList> makeService(const QString &parent, const QString &name, const QString &language);

} // namespace Lanroom
