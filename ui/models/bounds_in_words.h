// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "link/bound_counts.h"

#include <QtCore/qstring.h>

namespace Lanroom {

/// Which bounds were reached and how often, one sentence in the operator's language; empty when none.
QString boundsInWords(const Link::BoundCounts &reached);

} // namespace Lanroom
