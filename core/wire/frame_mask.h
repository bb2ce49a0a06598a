// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qglobal.h>

#include <span>

namespace Lanroom {

/// Takes the mask off (or puts it on) in place (RFC 6455 5.3). key: its four bytes in the order
/// they came. offset: how many bytes of the frame's payload came before these.
void applyMask(std::span<char> bytes, quint32 key, quint64 offset);

} // namespace Lanroom
