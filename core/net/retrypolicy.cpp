// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/retrypolicy.h"

#include <QLocale>
#include <QTimeZone>

#include <algorithm>
#include <cmath>

namespace outcrop::net
{

namespace
{

using base::ErrorKind;
using std::chrono::milliseconds;

constexpr milliseconds oneDay = std::chrono::hours(24);

constexpr QLatin1StringView throttlingCodes[] = {
    QLatin1StringView("Throttling"),
    QLatin1StringView("ThrottlingException"),
    QLatin1StringView("ThrottledException"),
    QLatin1StringView("RequestThrottledException"),
    QLatin1StringView("RequestThrottled"),
    QLatin1StringView("TooManyRequestsException"),
    QLatin1StringView("ProvisionedThroughputExceededException"),
    QLatin1StringView("TransactionInProgressException"),
    QLatin1StringView("RequestLimitExceeded"),
    QLatin1StringView("BandwidthLimitExceeded"),
    QLatin1StringView("LimitExceededException"),
    QLatin1StringView("SlowDown"),
    QLatin1StringView("PriorRequestNotComplete"),
    QLatin1StringView("EC2ThrottledException"),
};

bool isThrottlingCode(const QString &code)
{
    return std::any_of(std::begin(throttlingCodes), std::end(throttlingCodes),
                       [&code](QLatin1StringView known) { return code == known; });
}

/// A non-negative decimal number; nothing for anything else. Larger than a day in milliseconds saturates.
std::optional<qint64> parseCount(QByteArrayView text)
{
    if (text.isEmpty() || !std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    bool fits = false;
    const qint64 number = text.toByteArray().toLongLong(&fits);
    return fits ? std::min<qint64>(number, oneDay.count()) : oneDay.count();
}

} // namespace

RetryClass retryClass(const FailedAttempt &attempt)
{
    if (attempt.answerBegan)
        return RetryClass::Never;
    const base::Error &error = attempt.error;
    if (!error.httpStatus.has_value()) {
        const bool isTransport = error.kind == ErrorKind::Network || error.kind == ErrorKind::Timeout;
        return isTransport && !attempt.requestMayHaveArrived ? RetryClass::Transient : RetryClass::Never;
    }
    // A redirect, a foreign encoding or a proxy's refusal is no answer of the service, whatever its status
    // says.
    if (error.kind == ErrorKind::UnexpectedAnswer || error.kind == ErrorKind::Proxy)
        return RetryClass::Never;
    const int status = *error.httpStatus;
    if (error.code == u"ModelNotReadyException")
        return RetryClass::NotReady;
    if (status == 429 || isThrottlingCode(error.code))
        return RetryClass::Throttling;
    if (status == 500 || status == 502 || status == 503 || status == 504)
        return RetryClass::Transient;
    if (error.code == u"RequestTimeout" || error.code == u"RequestTimeoutException")
        return RetryClass::Transient;
    return RetryClass::Never;
}

QDateTime parseHttpDate(QByteArrayView text)
{
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(text.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    date.setTimeZone(QTimeZone::utc());
    return date;
}

std::optional<milliseconds> retryHint(const HttpHeaders &headers, const QDateTime &now)
{
    if (const auto exact = headerValue(headers, "x-amz-retry-after")) {
        if (const auto count = parseCount(exact->trimmed()))
            return milliseconds(*count);
    }
    const auto value = headerValue(headers, "retry-after");
    if (!value)
        return std::nullopt;
    if (const auto count = parseCount(value->trimmed()))
        return std::min(milliseconds(*count * 1000), oneDay);
    const QDateTime until = parseHttpDate(*value);
    if (!until.isValid())
        return std::nullopt;
    const QDateTime serverNow = parseHttpDate(headerValue(headers, "date").value_or(QByteArray()));
    const milliseconds wait((serverNow.isValid() ? serverNow : now).msecsTo(until));
    if (wait.count() < 0)
        return std::nullopt;
    return std::min(wait, oneDay);
}

std::optional<Retry> RetryPolicy::next(RetryQuota &quota, int attempts, RetryClass failure,
                                       std::optional<milliseconds> hint, double random) const
{
    if (failure == RetryClass::Never || attempts >= maxAttempts)
        return std::nullopt;
    const bool throttled = failure == RetryClass::Throttling;
    Retry retry;
    retry.cost = throttled ? throttledCost : retryCost;
    if (quota.tokens < retry.cost)
        return std::nullopt;
    quota.tokens -= retry.cost;

    const auto first = static_cast<double>((throttled ? throttledBase : base).count());
    const double ceiling =
        std::min(std::ldexp(first, attempts - 1), static_cast<double>(longestDelay.count()));
    retry.delay = milliseconds(std::llround(random * ceiling));
    if (hint) {
        const milliseconds allowed = retry.delay + hintAllowance;
        retry.delay = std::max(retry.delay, std::min(*hint, allowed));
    }
    return retry;
}

void RetryPolicy::succeeded(RetryQuota &quota, const std::optional<Retry> &lastRetry)
{
    const int back = lastRetry ? lastRetry->cost : 1;
    quota.tokens = std::min(RetryQuota::capacity, quota.tokens + back);
}

} // namespace outcrop::net
