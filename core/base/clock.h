// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDateTime>

#include <chrono>

namespace outcrop::base
{

/// Where code above the pure layers gets the time, so that tests can bring their own.
class Clock
{
public:
    virtual ~Clock() = default;

    /// Wall-clock time in UTC, millisecond steps. May jump.
    virtual QDateTime utcNow() const = 0;

    /// Time for measuring; never jumps. Only differences mean something.
    virtual std::chrono::nanoseconds monotonic() const = 0;
};

/// The machine's own clock.
class SystemClock final : public Clock
{
public:
    QDateTime utcNow() const override;
    std::chrono::nanoseconds monotonic() const override;
};

} // namespace outcrop::base
