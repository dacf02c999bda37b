// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a call whose attempt failed: another attempt, or its end.
#include "core/base/webaddress.h"
#include "core/client/answer.h"
#include "core/client/clockskew.h"
#include "core/client/converseclient.h"
#include "core/client/conversejob.h"

#include <algorithm>

namespace outcrop::client
{

namespace
{

using base::ErrorKind;
using std::chrono::milliseconds;
using Auth = ConnectionTarget::Auth;

bool isExpired(const base::Error &error)
{
    return error.code == u"ExpiredToken" || error.code == u"ExpiredTokenException";
}

// A wait that is too long to be kept without asking: whoever tries again by hand should know of it.
void nameTheWait(base::Error &error, milliseconds wait)
{
    const QString words = QStringLiteral("The service asks to wait %1 s before the next try.")
                              .arg(std::chrono::ceil<std::chrono::seconds>(wait).count());
    error.advice = error.advice.isEmpty() ? words : words + u' ' + error.advice;
}

} // namespace

void ConverseJob::judgeFailure()
{
    const auto transportError = m_attempt->transportError();
    base::Error error =
        m_attempt->head() ? refusal(maskedHead(), m_redactor.mask(m_body), transportError)
        : transportError  ? *transportError
                         : base::makeError(ErrorKind::Internal, QStringLiteral("The request ended without an "
                                                                               "answer or a reason."));
    if (const auto hint = waitAskedFor(); hint && *hint > m_with.policy.hintAllowance)
        nameTheWait(error, *hint);
    if (retryWithCorrectedClock(error) || retryWithFreshCredentials(error) || retryByPolicy(error))
        return;
    if (error.kind == ErrorKind::Credentials && m_call.target.credentials)
        m_call.target.credentials->invalidate(); // the next send looks for others
    settle(QStringLiteral("error"), error);
}

bool ConverseJob::retryWithCorrectedClock(const base::Error &error)
{
    const QUrl &endpoint = m_call.target.endpoint;
    const bool isTrusted = endpoint.scheme() == u"https" || base::isLoopback(endpoint);
    if (m_clockCorrected || m_call.target.auth != Auth::SigV4 || !m_attempt->head() || !isTrusted)
        return false;
    const auto duration = m_attempt->sinceStart();
    const auto correction =
        clockCorrection({error, m_attempt->head()->headers, m_signedAt, duration, *m_attempt->headAfter()});
    if (!correction)
        return false;
    m_clockCorrected = true;
    milliseconds &offset = m_with.shared->clockOffset(endpoint);
    offset += *correction;
    m_result.clockOff = std::chrono::round<std::chrono::seconds>(offset);
    schedule(milliseconds(0), error);
    return true;
}

bool ConverseJob::retryWithFreshCredentials(const base::Error &error)
{
    if (m_refreshed || !isExpired(error) || m_call.target.auth == Auth::None)
        return false;
    m_refreshed = true;
    m_expired = error; // resolved() goes on, if there are others to be had
    m_call.target.credentials->invalidate();
    m_attempt->end(QStringLiteral("error"), error);
    dropAttempt();
    resolve();
    return true;
}

std::optional<milliseconds> ConverseJob::waitAskedFor() const
{
    return m_attempt->head() ? net::retryHint(m_attempt->head()->headers, m_with.clock.utcNow())
                             : std::nullopt;
}

bool ConverseJob::retryByPolicy(const base::Error &error)
{
    const net::FailedAttempt failed{error, m_attempt->requestMayHaveArrived(), m_attempt->status() == 200};
    const auto retry = m_with.policy.next(quota(), m_result.attempts, net::retryClass(failed), waitAskedFor(),
                                          m_with.random());
    if (!retry)
        return false;
    m_lastRetry = retry;
    schedule(retry->delay, error);
    return true;
}

void ConverseJob::schedule(milliseconds wait, const base::Error &reason)
{
    const base::Error why = m_redactor.redactError(reason);
    if (m_attempt)
        m_attempt->end(QStringLiteral("error"), why);
    dropAttempt();
    m_wait.start(wait);
    const int next = m_result.attempts + 1;
    Q_EMIT retryScheduled(next, std::max(next, m_with.policy.maxAttempts), wait, why);
}

void ConverseJob::retryNow()
{
    if (!m_wait.isActive())
        return;
    m_wait.stop();
    resolve();
}

} // namespace outcrop::client
