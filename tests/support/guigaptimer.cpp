// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/guigaptimer.h"

#include <algorithm>
#include <cmath>

namespace outcrop::testsupport
{

GuiGapTimer::GuiGapTimer(QObject *parent) : QObject(parent)
{
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(period);
    connect(&m_timer, &QTimer::timeout, this, &GuiGapTimer::fired);
}

void GuiGapTimer::start()
{
    m_gaps.clear();
    m_busiest = 0;
    m_cpu.restart();
    m_sinceLast.start();
    m_timer.start();
}

void GuiGapTimer::stop()
{
    if (!m_timer.isActive())
        return;
    fired(); // a freeze that lasts until now counts as well
    m_timer.stop();
}

void GuiGapTimer::fired()
{
    m_gaps.push_back(static_cast<double>(m_sinceLast.nsecsElapsed()) / 1e6);
    m_sinceLast.restart();
    m_busiest = std::max(m_busiest, static_cast<double>(m_cpu.nsecsElapsed()) / 1e6);
    m_cpu.restart();
}

double GuiGapTimer::percentile(double share) const
{
    if (m_gaps.empty())
        return 0;
    std::vector<double> sorted = m_gaps;
    std::sort(sorted.begin(), sorted.end());
    const auto last = static_cast<double>(sorted.size() - 1);
    return sorted[static_cast<size_t>(std::ceil(share * last))];
}

QString GuiGapTimer::summary() const
{
    return QStringLiteral("p50 %1 ms, p99 %2 ms, max %3 ms (busy %4 ms), %5 gaps")
        .arg(p50(), 0, 'f', 1)
        .arg(p99(), 0, 'f', 1)
        .arg(max(), 0, 'f', 1)
        .arg(busiest(), 0, 'f', 1)
        .arg(count());
}

} // namespace outcrop::testsupport
