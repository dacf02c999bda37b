// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/net/httpheaders.h"

#include <QDateTime>

#include <chrono>
#include <optional>

namespace outcrop::net
{

/// What a failed attempt means for trying again.
enum class RetryClass {
    Never,      ///< would fail the same way, or may already have been carried out
    Transient,  ///< no connection, or HTTP 500, 502, 503, 504
    Throttling, ///< too many requests: wait longer, pay less
    NotReady,   ///< the model says so itself: retried at the transient pace
};

/// What is known about a failed attempt.
struct FailedAttempt {
    base::Error error;
    bool requestMayHaveArrived = true; ///< HttpExchange::requestMayHaveArrived()
    bool answerBegan = false;          ///< the first byte of a 200 came: never again by itself
};

/// The class of @p attempt by the lists of protocol/credentials.md, "Retries". A transport failure is
/// transient only while nothing can have reached the server: a request that went out may have been billed
/// (reliability.md, fault 16).
RetryClass retryClass(const FailedAttempt &attempt);

/// How long the server asks to wait: x-amz-retry-after (milliseconds), else Retry-After (seconds or an HTTP
/// date, counted from the response's own Date or else @p now). Nothing for values that are negative, not
/// numbers or in the past; more than a day is taken as a day.
std::optional<std::chrono::milliseconds> retryHint(const HttpHeaders &headers, const QDateTime &now);

/// An HTTP date in the preferred form of RFC 9110, 5.6.7 ("Sun, 06 Nov 1994 08:49:37 GMT"); invalid
/// otherwise.
QDateTime parseHttpDate(QByteArrayView text);

/// Tokens that keep many retries from making an outage worse. One for each endpoint and credentials.
struct RetryQuota {
    static constexpr int capacity = 500;
    int tokens = capacity;
};

/// The decision to try again.
struct Retry {
    std::chrono::milliseconds delay{0};
    int cost = 0; ///< tokens taken; given back by RetryPolicy::succeeded()
};

/// The "standard" rules of 2026 (protocol/credentials.md, "Retries"). A value without clock or random source.
struct RetryPolicy {
    int maxAttempts = 3; ///< all of them, the first included
    int retryCost = 14;
    int throttledCost = 5;
    std::chrono::milliseconds base{50};
    std::chrono::milliseconds throttledBase{1000};
    std::chrono::milliseconds longestDelay{20'000};
    std::chrono::milliseconds hintAllowance{5000};

    /// Whether and when to try again after @p attempts attempts (>= 1) ended with @p failure. @p random lies
    /// in [0, 1). Takes the cost from @p quota. Nothing: report the error as it is.
    std::optional<Retry> next(RetryQuota &quota, int attempts, RetryClass failure,
                              std::optional<std::chrono::milliseconds> hint, double random) const;

    /// An attempt succeeded: gives back what the last retry cost, or one token if there was none.
    static void succeeded(RetryQuota &quota, const std::optional<Retry> &lastRetry);
};

} // namespace outcrop::net
