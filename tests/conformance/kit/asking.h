// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "conformance/kit/http.h"
#include "conformance/kit/trial.h"

// HTTP questions and what their answers are held against. All throw Failure.
namespace Conformance {

/// Sends the octets and takes the answer.
Answer ask(Tcp &tcp, View octets);
Answer ask(Trial &trial, View octets);

/// 101 with the accept value for key, and an echo behind it.
Answer expectOpen(Tcp &tcp, const Answer &answer, View key);
/// The same for a request on a connection of its own.
Answer expectOpen(Trial &trial, const Request &request);
/// Any error of HTTP, as long as it is an answer.
Answer expectRefused(Trial &trial, View octets);

} // namespace Conformance
