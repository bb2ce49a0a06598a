// SPDX-License-Identifier: LGPL-3.0-or-later
#include "guestbook.h"

LANROOM_SERVICE(Guestbook)
