// SPDX-License-Identifier: LGPL-3.0-or-later
#include "base/clock.h"

#include <chrono>

namespace Lanroom {

namespace {

class SystemClock final : public Clock
{
public:
    qint64 monotonicMs() const override { return since<std::chrono::steady_clock>(); }
    qint64 wallMs() const override { return since<std::chrono::system_clock>(); }

private:
    template <typename C> static qint64 since()
    {
        using namespace std::chrono;
        return duration_cast<milliseconds>(C::now().time_since_epoch()).count();
    }
};

} // namespace

const Clock &systemClock()
{
    static const SystemClock clock;
    return clock;
}

} // namespace Lanroom
