// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/attemptcounter.h"

namespace outcrop::simulator
{

bool AttemptCounter::mustThrottle(const QByteArray &request, int throttled)
{
    if (throttled <= 0)
        return false;
    const std::lock_guard lock(m_mutex);
    int &attempts = m_attempts[request];
    if (attempts < throttled) {
        ++attempts;
        return true;
    }
    m_attempts.remove(request);
    return false;
}

} // namespace outcrop::simulator
