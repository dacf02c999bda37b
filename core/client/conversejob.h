// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/job.h"
#include "core/client/attempt.h"
#include "core/client/callslots.h"
#include "core/client/conversecall.h"
#include "core/client/converseresult.h"
#include "core/client/framesummary.h"
#include "core/client/requestbuilder.h"
#include "core/client/streamreader.h"
#include "core/credentials/provider.h"
#include "core/history/redactor.h"
#include "core/net/retrypolicy.h"
#include "core/stream/change.h"

#include <QTimer>

#include <functional>
#include <memory>

namespace outcrop::client
{

class SharedState;

/// One call with all its attempts: credentials, signature, request, stream, judgement.
///
/// Signals, in order: for each attempt attemptStarted(), then headReceived() at most once; retryScheduled()
/// before a further attempt. Of a streamed answer, for each frame frameReceived() and changed(), in this
/// order. Last, exactly once, finished(); result() then says everything. Nothing is emitted from inside the
/// call that started the job. The text of a frame of megabytes comes in pieces, a turn of the event loop
/// each: changed() again and again, without frameReceived().
///
/// An attempt is repeated only before the first byte of a 200, and only when the failure allows it
/// (net::retryClass()); besides once when the service refuses the time of the signature and its clock is to
/// be believed, and once when it calls the credentials expired and fresh ones can be had. Every attempt is an
/// exchange of its own in the store and exactly one request on the wire.
///
/// No error, request id, problem of a result or summary of a frame holds a secret of the call: whatever the
/// server repeats of keys, tokens and extra header fields is masked.
///
/// Error kinds of the result: everything base::ErrorKind has for the wire; Cancelled after abort().
class ConverseJob final : public base::Job
{
    Q_OBJECT

public:
    /// What a job works with; see ConverseClient.
    struct Surroundings {
        net::HttpTransport &transport;
        history::ExchangeStore *store;
        const base::Clock &clock;
        net::RetryPolicy policy;
        std::function<double()> random;
        std::shared_ptr<SharedState> shared;
    };

    ConverseJob(const ConverseCall &call, const Surroundings &surroundings);
    ~ConverseJob() override;

    /// Stops; what arrived is kept. result() is final when this returns.
    void abort() override;
    /// While a retry is scheduled: do it at once.
    void retryNow();

    /// The streamed answer as far as it came; empty for an answer that is not streamed.
    const stream::MessageAssembler &assembler() const { return m_reader.assembler(); }
    /// When the first token arrived, since its attempt began; nothing before.
    std::optional<std::chrono::nanoseconds> firstToken() const { return m_result.timing.firstToken; }
    /// Final after finished() or abort(); before that what is known so far, without an error.
    ConverseResult result() const;
    /// Knows the call's secrets, for whoever shows the bytes of bodyReceived().
    const history::Redactor &redactor() const { return m_redactor; }

Q_SIGNALS:
    void attemptStarted(int attempt, outcrop::history::ExchangeId exchange);
    void headReceived(int status);
    void bodyReceived(const QByteArray &bytes);
    void frameReceived(const outcrop::client::FrameSummary &frame);
    void changed(const outcrop::stream::Change &change);
    /// The next attempt starts after @p wait unless retryNow() or abort() come first. @p why is what ended
    /// the last one.
    void retryScheduled(int nextAttempt, int maxAttempts, std::chrono::milliseconds wait,
                        const outcrop::base::Error &why);

private:
    void takePlace();
    void prepareBody();
    void resolve();
    void resolved();
    void keepSecretsOut();
    net::HttpResponseHead maskedHead() const;
    void beginAttempt();

    void takeHead();
    void takeBody(const QByteArray &bytes);
    void readFrames();
    void readRest();
    void noteToken(const stream::Change &change, std::chrono::nanoseconds arrival);
    void attemptFinished();

    void judgeAnswer();
    void judgeFailure();
    bool retryWithCorrectedClock(const base::Error &error);
    bool retryWithFreshCredentials(const base::Error &error);
    bool retryByPolicy(const base::Error &error);
    std::optional<std::chrono::milliseconds> waitAskedFor() const;
    void schedule(std::chrono::milliseconds wait, const base::Error &reason);
    void dropAttempt();
    void settle(const QString &outcome, const std::optional<base::Error> &error);

    bool isStreamed() const;
    QDateTime signingTime() const;
    net::RetryQuota &quota();

    ConverseCall m_call;
    Surroundings m_with;
    std::unique_ptr<CallSlots::Place> m_place; ///< among the calls of this connection
    QByteArray m_payloadHash;
    std::unique_ptr<credentials::ResolveJob> m_resolving;
    Authorization m_authorization;
    history::Redactor m_redactor; ///< gateways repeat keys in their errors; none may leave in a result
    std::unique_ptr<Attempt> m_attempt;
    QTimer m_wait;  ///< until the next attempt
    QTimer m_grace; ///< for the rest of a body that is no event stream, to be shown
    QDateTime m_signedAt;
    bool m_clockCorrected = false;
    bool m_refreshed = false;
    std::optional<base::Error> m_expired; ///< the refusal, while fresh credentials are looked for
    std::optional<net::Retry> m_lastRetry;

    StreamReader m_reader;
    QByteArray m_body;       ///< of everything that is not an event stream
    bool m_readsOn = false;  ///< the rest is read in the next turn of the event loop
    bool m_endWaits = false; ///< the attempt has finished, and is judged after that

    std::chrono::nanoseconds m_started;
    bool m_settled = false;
    ConverseResult m_result;
};

} // namespace outcrop::client
