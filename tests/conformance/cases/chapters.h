// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/suite.h"

// One function, in a file of its name, for each chapter of cases.
namespace Conformance {

void addHandshake(Suite &suite);
void addRefusals(Suite &suite);
void addHttp(Suite &suite);
void addFraming(Suite &suite);
void addFragments(Suite &suite);
void addControl(Suite &suite);
void addClosing(Suite &suite);
void addUtf8(Suite &suite);
void addSizes(Suite &suite);
void addDelivery(Suite &suite);
void addDeflateOffers(Suite &suite);
void addDeflateData(Suite &suite);
void addDeflateErrors(Suite &suite);

} // namespace Conformance
