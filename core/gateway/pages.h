// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include "wire/http_response.h"

namespace Lanroom {

/// The page a person sees instead of the client: what is wrong and what to do, in plain words.
/// text is escaped here; link, where not empty, is an address to go to. The page brings its style along, and
/// the Content-Security-Policy that allows it and nothing else.
HttpResponse plainPage(int status, const QString &title, const QString &text,
                       const QString &link = {});

/// The page for a request that could not be read at all (400, 408, 413, 414, 431, 505), whose
/// method nobody knows (501), or that came too fast (429) or when there was no room (503).
HttpResponse refusalPage(int status);

} // namespace Lanroom
