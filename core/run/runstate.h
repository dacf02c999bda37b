// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QLatin1StringView>
#include <QMetaType>

#include <chrono>

namespace outcrop::run
{

/// Where a run stands.
enum class RunState : quint8 {
    Idle,      ///< nothing is on its way
    Resolving, ///< credentials are looked up, the request is built and signed
    Waiting,   ///< sent; no byte of the answer yet
    Streaming, ///< the answer arrives
    Retrying,  ///< an attempt failed before its first byte; the next one waits for its time
    Stopping,  ///< stop() was called, the connection is being closed
};

/// Stable lower-case name ("streaming").
QLatin1StringView runStateName(RunState state);

/// Why and how long a run waits before its next attempt.
struct RetryWait {
    int nextAttempt = 2; ///< counted from 1
    int maxAttempts = 3; ///< in all
    std::chrono::milliseconds wait{0};
    base::Error why;

    friend bool operator==(const RetryWait &, const RetryWait &) = default;
};

} // namespace outcrop::run

Q_DECLARE_METATYPE(outcrop::run::RunState)
Q_DECLARE_METATYPE(outcrop::run::RetryWait)
