// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"

#include <QTimeZone>

namespace outcrop::testsupport
{

/// A clock that stands still until told otherwise. Starts on 2026-01-15 at 10:00 UTC.
class FakeClock final : public base::Clock
{
public:
    QDateTime utcNow() const override { return m_utc; }
    std::chrono::nanoseconds monotonic() const override { return m_monotonic; }

    /// Time passes, on the wall and for measuring.
    void advance(std::chrono::milliseconds by)
    {
        m_utc = m_utc.addMSecs(by.count());
        m_monotonic += by;
    }
    /// The wall clock is set; no time passes.
    void setUtc(const QDateTime &utc) { m_utc = utc; }

private:
    QDateTime m_utc{QDate(2026, 1, 15), QTime(10, 0), QTimeZone::utc()};
    std::chrono::nanoseconds m_monotonic{1'000'000'000};
};

} // namespace outcrop::testsupport
