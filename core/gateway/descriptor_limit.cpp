// SPDX-License-Identifier: LGPL-3.0-or-later
#include "gateway/descriptor_limit.h"

#ifdef Q_OS_UNIX
#include <sys/resource.h>
#endif

namespace Lanroom {

qsizetype raiseDescriptorLimit()
{
    constexpr quint64 kMost = 1'000'000; // some systems say 'infinity'
    constexpr quint64 kUnknown = 1'000;
#ifdef Q_OS_UNIX
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return kUnknown;
    rlimit raised = limit;
    raised.rlim_cur = qMin<rlim_t>(limit.rlim_max, kMost);
    if (raised.rlim_cur > limit.rlim_cur && ::setrlimit(RLIMIT_NOFILE, &raised) == 0)
        limit = raised;
    return qsizetype(qMin<quint64>(limit.rlim_cur, kMost));
#else
    return kUnknown;
#endif
}

} // namespace Lanroom
