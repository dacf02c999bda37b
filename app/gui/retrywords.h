// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/run/runstate.h"

#include <QString>

namespace outcrop::app
{

/// What is said wherever a run waits before it tries again: "attempt 2 of 3 in 1.2 s". @p left is the rest of
/// the wait; less than nothing counts as nothing.
QString retryWords(const run::RetryWait &wait, std::chrono::milliseconds left);

} // namespace outcrop::app
