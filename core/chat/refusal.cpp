// SPDX-License-Identifier: LGPL-3.0-or-later
#include "chat/refusal.h"

namespace Lanroom::Chat {

namespace {

struct Row
{
    QLatin1StringView name;
    QLatin1StringView sentence;
};

constexpr Row kRows[] = {
#define X(name, text, sentence) {QLatin1StringView(text), QLatin1StringView(sentence)},
    LANROOM_CHAT_REFUSALS(X)
#undef X
};

} // namespace

QLatin1StringView codeName(Code code)
{
    return kRows[int(code)].name;
}

Refusal::Refusal(Code why) : code(why), message(kRows[int(why)].sentence) {}

} // namespace Lanroom::Chat
