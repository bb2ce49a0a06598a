// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qbytearray.h>

namespace Lanroom {

/// bytes random bytes from the operating system's generator, as lower-case hex (2 x bytes long).
/// For tokens and names that must not be guessed. Thread-safe.
QByteArray randomHex(qsizetype bytes);

} // namespace Lanroom
