// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/net/httpheaders.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace outcrop::client
{

/// What an attempt that was refused says about the clock.
struct SkewEvidence {
    base::Error error;
    net::HttpHeaders headers;
    QDateTime signedAt;                      ///< the time the request was signed with, corrections included
    std::chrono::nanoseconds duration{0};    ///< of the attempt
    std::chrono::nanoseconds sinceSigned{0}; ///< from signing to the arrival of the head
};

/// How much later than signedAt the server's clock stood, when the refusal is about the signature's time and
/// the clocks differ by 240 s or more (protocol/sigv4.md, "Clock skew"). Nothing when the response was cached
/// (Age), took more than 900 s, or has no believable Date.
std::optional<std::chrono::milliseconds> clockCorrection(const SkewEvidence &evidence);

} // namespace outcrop::client
