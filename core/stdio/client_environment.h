// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qprocess.h>

namespace Lanroom {

class Client;

// What programs under lanroom-stdio find in their environment; README.md beside this has the table.
// Plain functions.

/// Our own, and LANROOM_NAME, LANROOM_DATA_DIR.
QProcessEnvironment serviceEnvironment(const QString &name, const QString &dataDir);

/// What CGI (RFC 3875) calls these things (PATH_INFO is the whole path), and LANROOM_CLIENT, added
/// to base. From the client, so hostile: control characters are taken out, and long values cut.
QProcessEnvironment clientEnvironment(QProcessEnvironment base, const Client &client);

} // namespace Lanroom
