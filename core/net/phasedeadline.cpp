// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/phasedeadline.h"

#include <algorithm>
#include <ctime>

namespace outcrop::net
{

namespace
{

/// A look that is later than this was not late for being busy.
constexpr std::chrono::seconds lateness{1};

} // namespace

std::chrono::milliseconds timeSinceBoot()
{
    timespec time{};
    ::clock_gettime(CLOCK_BOOTTIME, &time);
    return std::chrono::seconds(time.tv_sec) +
           std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::nanoseconds(time.tv_nsec));
}

PhaseDeadline::PhaseDeadline(TimeSource now, std::chrono::milliseconds lookEvery)
    : m_now(std::move(now)), m_lookEvery(lookEvery)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &PhaseDeadline::look);
}

void PhaseDeadline::start(std::chrono::milliseconds limit)
{
    m_limit = limit;
    m_startedAt = m_now();
    m_hasWaitedMore = false;
    lookIn(std::min(limit, m_lookEvery));
}

void PhaseDeadline::lookIn(std::chrono::milliseconds time)
{
    m_nextLookAt = m_now() + time;
    m_timer.start(time);
}

void PhaseDeadline::look()
{
    const std::chrono::milliseconds now = m_now();
    const std::chrono::milliseconds left = m_startedAt + m_limit - now;
    if (left.count() > 0) {
        lookIn(std::min(left, m_lookEvery));
        return;
    }
    const bool wasAway = now - m_nextLookAt > lateness;
    if (wasAway && !m_hasWaitedMore) {
        m_hasWaitedMore = true;
        lookIn(std::min(m_limit, m_lookEvery));
        return;
    }
    Q_EMIT passed();
}

} // namespace outcrop::net
