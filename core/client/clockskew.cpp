// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/clockskew.h"

#include "core/net/retrypolicy.h"

#include <algorithm>

namespace outcrop::client
{

namespace
{

using std::chrono::milliseconds;

// protocol/sigv4.md, "Clock skew".
constexpr milliseconds smallestCorrection = std::chrono::seconds(240);
constexpr std::chrono::nanoseconds longestAttempt = std::chrono::seconds(900);
/// A server's clock before this stands at its epoch or ran dry (reliability.md, fault 39).
constexpr int firstBelievableYear = 2020;
constexpr int lastBelievableYear = 2100;

constexpr QLatin1StringView skewCodes[] = {
    QLatin1StringView("RequestTimeTooSkewed"),  QLatin1StringView("RequestExpired"),
    QLatin1StringView("RequestInTheFuture"),    QLatin1StringView("InvalidSignatureException"),
    QLatin1StringView("SignatureDoesNotMatch"), QLatin1StringView("AuthFailure"),
};

bool isAboutTheSignature(const base::Error &error)
{
    return error.kind == base::ErrorKind::ClockSkew ||
           std::any_of(std::begin(skewCodes), std::end(skewCodes),
                       [&error](QLatin1StringView code) { return error.code == code; });
}

} // namespace

std::optional<milliseconds> clockCorrection(const SkewEvidence &evidence)
{
    if (!isAboutTheSignature(evidence.error) || evidence.duration > longestAttempt)
        return std::nullopt;
    if (net::headerValue(evidence.headers, "age"))
        return std::nullopt;
    const QDateTime server =
        net::parseHttpDate(net::headerValue(evidence.headers, "date").value_or(QByteArray()));
    if (!server.isValid() || server.date().year() < firstBelievableYear ||
        server.date().year() > lastBelievableYear)
        return std::nullopt;
    const auto passed = std::chrono::duration_cast<milliseconds>(evidence.sinceSigned);
    const milliseconds difference = milliseconds(evidence.signedAt.msecsTo(server)) - passed;
    if (std::chrono::abs(difference) < smallestCorrection)
        return std::nullopt;
    return difference;
}

} // namespace outcrop::client
