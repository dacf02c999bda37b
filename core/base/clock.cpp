// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/clock.h"

namespace outcrop::base
{

QDateTime SystemClock::utcNow() const
{
    return QDateTime::currentDateTimeUtc();
}

std::chrono::nanoseconds SystemClock::monotonic() const
{
    return std::chrono::steady_clock::now().time_since_epoch();
}

} // namespace outcrop::base
