// SPDX-License-Identifier: LGPL-3.0-or-later
#pragma once

#include <QtCore/qnamespace.h>

namespace Lanroom {

/// What the window's models answer beside Qt::DisplayRole. Colours and icons are the delegates'.
enum TableRole {
    SortRole = Qt::UserRole, // the raw value behind the words: a number, a time, a text
    StateRole,               // QString: a worker's state as the server says it, "running"
    MissingRole,             // bool: the text stands for something not known; shown paler
    SignRole,                // QString: what a person's round sign shows instead of the initial;
                             // empty: there is no person, and no sign
};

} // namespace Lanroom
