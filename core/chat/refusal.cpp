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

Refusal::Refusal(Code why) : Refusal(why, kRows[int(why)].sentence) {}

Refusal::Refusal(Code why, const QString &sentence)
    : Lanroom::Refusal(kRows[int(why)].name, sentence)
{
}

} // namespace Lanroom::Chat
