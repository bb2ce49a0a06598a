// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/octets.h"

#include <vector>

namespace Conformance {

/// Octets that are UTF-8, or are not: a sample of every kind that Unicode's table 3-7 tells apart.
struct Utf8Sample
{
    std::string name;
    Octets octets;
    bool needsMore = false; // wrong only because nothing follows
};

const std::vector<Utf8Sample> &goodUtf8();
const std::vector<Utf8Sample> &badUtf8();

/// count scalar values from first on, surrogates left out.
Octets scalarValues(unsigned long first, unsigned long count);

} // namespace Conformance
