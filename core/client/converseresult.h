// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/history/exchange.h"
#include "core/stream/folded.h"

#include <chrono>
#include <optional>
#include <vector>

namespace outcrop::client
{

/// By the monotonic clock; absent for what did not happen.
struct Timing {
    std::optional<std::chrono::nanoseconds> firstByte; ///< of the answer, since its attempt began
    std::optional<std::chrono::nanoseconds>
        firstToken;                    ///< arrival of the first block or text, since its attempt began
    std::chrono::nanoseconds total{0}; ///< of the whole job, waiting between attempts included
};

/// What came of a call. What arrived is in `folded` whatever happened.
struct ConverseResult {
    stream::Folded folded; ///< `outcome` is Complete only for a whole answer
    /// Why there is no whole answer; nothing when folded.outcome is Complete.
    std::optional<base::Error> error;
    QString requestId;             ///< of the last attempt; may be empty
    std::optional<int> httpStatus; ///< of the last attempt
    Timing timing;
    int attempts = 0;                             ///< requests handed to the transport
    std::vector<history::ExchangeId> exchanges;   ///< one for each attempt; empty without a store
    std::optional<std::chrono::seconds> clockOff; ///< how far this computer's clock is behind the server's,
                                                  ///< when that had to be corrected
};

} // namespace outcrop::client
