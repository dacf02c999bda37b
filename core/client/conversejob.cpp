// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/conversejob.h"

#include "core/aws/hash.h"
#include "core/base/limits.h"
#include "core/base/offthread.h"
#include "core/client/answer.h"
#include "core/client/converseclient.h"

#include <QElapsedTimer>
#include <QPointer>

#include <algorithm>
#include <tuple>
#include <utility>

namespace outcrop::client
{

namespace
{

using base::ErrorKind;
using std::chrono::milliseconds;
using Auth = ConnectionTarget::Auth;

/// How much of the body of an error is read. Far above any error that makes sense.
constexpr qsizetype longestErrorBody = 1024 * 1024;
/// How long the rest of a body that is no event stream may take, so that more than its first bytes can be
/// shown.
constexpr milliseconds graceForExcerpt{250};
/// After what time the rest of what arrived is left to the next turn of the event loop (reliability.md, P32).
constexpr milliseconds readingTurn{8};

} // namespace

ConverseJob::ConverseJob(const ConverseCall &call, const Surroundings &surroundings)
    : m_call(call), m_with(surroundings), m_started(surroundings.clock.monotonic())
{
    m_wait.setSingleShot(true);
    m_grace.setSingleShot(true);
    connect(&m_wait, &QTimer::timeout, this, &ConverseJob::resolve);
    connect(&m_grace, &QTimer::timeout, this, &ConverseJob::judgeAnswer);
    keepSecretsOut();
    QMetaObject::invokeMethod(this, &ConverseJob::takePlace, Qt::QueuedConnection);
}

ConverseJob::~ConverseJob() = default;

ConverseResult ConverseJob::result() const
{
    ConverseResult result = m_result;
    if (!m_settled) {
        result.folded = m_reader.assembler().folded();
        result.timing.total = m_with.clock.monotonic() - m_started;
    }
    return result;
}

void ConverseJob::takePlace()
{
    if (m_settled)
        return;
    const auto start = [this] {
        QMetaObject::invokeMethod(this, &ConverseJob::prepareBody, Qt::QueuedConnection);
    };
    m_place = m_with.shared->callSlots().request(m_call.target.name, m_call.target.concurrency, start);
}

void ConverseJob::prepareBody()
{
    if (m_settled)
        return;
    const auto work = [body = m_call.body, write = std::exchange(m_call.writeBody, nullptr)] {
        const QByteArray bytes = write ? write() : body;
        const QByteArray hash = aws::sha256Hex(bytes);
        aws::leaveCryptoThread();
        return std::pair(bytes, hash);
    };
    const auto send = [this](const std::pair<QByteArray, QByteArray> &prepared) {
        std::tie(m_call.body, m_payloadHash) = prepared;
        resolve();
    };
    base::offThread(this, work, send, base::Urgency::Request);
}

void ConverseJob::resolve()
{
    if (m_settled)
        return;
    if (m_call.target.auth == Auth::None && !m_call.target.credentials) {
        beginAttempt();
        return;
    }
    if (!m_call.target.credentials) {
        settle(QStringLiteral("error"),
               base::makeError(ErrorKind::Credentials,
                               QStringLiteral("This connection has no source of credentials."),
                               QStringLiteral("Choose one for the connection.")));
        return;
    }
    m_resolving = m_call.target.credentials->resolve();
    connect(m_resolving.get(), &credentials::ResolveJob::finished, this, &ConverseJob::resolved);
}

void ConverseJob::resolved()
{
    const credentials::Resolution resolution = m_resolving->resolution();
    m_resolving.release()->deleteLater();
    if (const auto problem = resolutionProblem(m_call.target, resolution)) {
        settle(QStringLiteral("error"), *problem);
        return;
    }
    const Authorization found = authorizationOf(resolution);
    const bool isSame = found == m_authorization;
    m_authorization = found;
    keepSecretsOut();
    if (!m_expired) {
        beginAttempt();
        return;
    }
    const base::Error why = *std::exchange(m_expired, std::nullopt);
    if (isSame)
        settle(QStringLiteral("error"), why);
    else
        schedule(milliseconds(0), why);
}

void ConverseJob::keepSecretsOut()
{
    for (const base::SecretString &secret : secretsOf(m_call.target, m_authorization)) {
        m_redactor.addSecret(secret);
        if (m_with.store)
            m_with.store->registerSecret(secret);
    }
}

net::HttpResponseHead ConverseJob::maskedHead() const
{
    net::HttpResponseHead head = *m_attempt->head();
    for (net::HttpHeader &header : head.headers)
        header.value = m_redactor.mask(header.value);
    return head;
}

void ConverseJob::beginAttempt()
{
    m_signedAt = signingTime();
    const auto request = buildRequest(m_call, m_authorization, m_signedAt, m_payloadHash);
    if (!request) {
        settle(QStringLiteral("error"), request.error());
        return;
    }
    const history::ExchangeRequest record = exchangeRequest(m_call, ++m_result.attempts);
    m_body.clear();
    m_result.httpStatus.reset();
    m_result.requestId.clear();
    net::HttpTransport &transport = m_call.target.transport ? *m_call.target.transport : m_with.transport;
    m_attempt = std::make_unique<Attempt>(transport, m_with.store, m_with.clock, request.value(), record);
    connect(m_attempt.get(), &Attempt::headReceived, this, &ConverseJob::takeHead);
    connect(m_attempt.get(), &Attempt::bodyReceived, this, &ConverseJob::takeBody);
    connect(m_attempt.get(), &Attempt::finished, this, &ConverseJob::attemptFinished);
    if (m_with.store)
        m_result.exchanges.push_back(m_attempt->exchangeId());
    Q_EMIT attemptStarted(m_result.attempts, m_attempt->exchangeId());
}

void ConverseJob::takeHead()
{
    m_result.httpStatus = m_attempt->status();
    m_result.requestId = requestId(maskedHead());
    if (m_attempt->status() == 200)
        m_result.timing.firstByte = m_attempt->headAfter();
    Q_EMIT headReceived(m_attempt->status());
}

void ConverseJob::takeBody(const QByteArray &bytes)
{
    const QPointer<ConverseJob> self(this);
    Q_EMIT bodyReceived(bytes);
    if (!self || m_settled)
        return;
    if (isStreamed()) {
        m_reader.feed(bytes, m_attempt->sinceStart());
        if (!m_readsOn)
            readFrames();
        return;
    }
    m_body += bytes;
    const bool isAnswer = m_attempt->status() == 200;
    const bool isForeign = isAnswer && !announces(*m_attempt->head(), m_call.stream);
    if (isForeign && m_body.size() >= base::limits::errorExcerptBytes)
        judgeAnswer();
    else if (!isAnswer && m_body.size() >= longestErrorBody)
        judgeFailure();
}

void ConverseJob::readFrames()
{
    const QPointer<ConverseJob> self(this);
    QElapsedTimer time;
    time.start();
    while (const auto step = m_reader.next(m_redactor)) {
        if (step->frame) {
            noteToken(step->change, step->frame->sinceStart);
            Q_EMIT frameReceived(*step->frame);
        }
        if (self && !m_settled)
            Q_EMIT changed(step->change);
        if (!self || m_settled)
            return;
        if (milliseconds(time.elapsed()) >= readingTurn) {
            m_readsOn = true;
            QMetaObject::invokeMethod(this, &ConverseJob::readRest, Qt::QueuedConnection);
            return;
        }
    }
    // Nothing can follow an exception, and nothing can be believed after a bad frame: the connection is
    // dropped.
    const auto &fault = m_reader.decoder().fault();
    const bool mayShowMore = fault && fault->offset == 0 &&
                             fault->excerpt.size() < base::limits::errorExcerptBytes &&
                             fault->code == eventstream::FrameFault::Code::PreludeCrc;
    if (m_reader.assembler().hasFailed() || (fault && !mayShowMore))
        judgeAnswer();
    else if (fault && !m_grace.isActive())
        m_grace.start(graceForExcerpt);
}

void ConverseJob::readRest()
{
    const QPointer<ConverseJob> self(this);
    m_readsOn = false;
    if (m_settled)
        return;
    readFrames();
    if (self && !m_settled && !m_readsOn && m_endWaits)
        attemptFinished();
}

void ConverseJob::noteToken(const stream::Change &change, std::chrono::nanoseconds arrival)
{
    using Kind = stream::Change::Kind;
    if (m_result.timing.firstToken)
        return;
    const bool isToken = change.kind == Kind::TextAppended || change.kind == Kind::ReasoningAppended ||
                         change.kind == Kind::ToolInputAppended || change.kind == Kind::BlockOpened;
    if (isToken)
        m_result.timing.firstToken = arrival;
}

void ConverseJob::attemptFinished()
{
    m_endWaits = m_readsOn;
    if (m_endWaits)
        return;
    if (m_attempt->status() == 200)
        judgeAnswer();
    else
        judgeFailure();
}

void ConverseJob::judgeAnswer()
{
    const net::HttpResponseHead head = maskedHead();
    const auto transportError = m_attempt->transportError();
    Judgement judgement;
    if (isStreamed())
        judgement = judgeStream(head, m_reader.decoder(), m_reader.assembler(), m_redactor, transportError);
    else if (m_call.stream || !announces(head, false))
        judgement.error = refusal(head, m_redactor.mask(m_body), transportError);
    else
        judgement = judgeWhole(head, m_body, transportError);
    if (!judgement.error)
        net::RetryPolicy::succeeded(quota(), m_lastRetry);
    m_result.folded = std::move(judgement.folded);
    settle(stream::outcomeName(m_result.folded.outcome), judgement.error);
}

void ConverseJob::abort()
{
    if (m_settled)
        return;
    const base::Error stopped =
        base::makeError(ErrorKind::Cancelled, QStringLiteral("Stopped."),
                        m_result.attempts == 0 ? QStringLiteral("Nothing was sent.") : QString());
    if (m_resolving) {
        m_resolving->disconnect(this);
        m_resolving->abort();
        m_resolving.release()->deleteLater();
    }
    if (!m_attempt) {
        settle(QStringLiteral("stopped"), stopped);
        return;
    }
    m_attempt->disconnect(this);
    m_attempt->abort();
    const base::Error cancelled = m_attempt->transportError().value_or(stopped);
    if (isStreamed()) {
        m_reader.takeAll(); // what has arrived is kept
        Judgement judgement =
            judgeStream(maskedHead(), m_reader.decoder(), m_reader.assembler(), m_redactor, cancelled);
        m_result.folded = std::move(judgement.folded);
        const bool isComplete = m_result.folded.outcome == stream::Outcome::Complete;
        settle(isComplete ? QString(stream::outcomeName(m_result.folded.outcome)) : QStringLiteral("stopped"),
               judgement.error);
        return;
    }
    settle(QStringLiteral("stopped"), cancelled);
}

void ConverseJob::dropAttempt()
{
    if (!m_attempt)
        return;
    m_attempt->disconnect(this);
    m_attempt->abort();
    m_attempt.release()->deleteLater(); // its signal may be what is being handled
}

void ConverseJob::settle(const QString &outcome, const std::optional<base::Error> &error)
{
    if (m_settled)
        return;
    m_settled = true;
    m_wait.stop();
    m_grace.stop();
    if (error)
        m_result.error = m_redactor.redactError(*error);
    m_result.timing.total = m_with.clock.monotonic() - m_started;
    if (m_attempt)
        m_attempt->end(outcome, m_result.error);
    dropAttempt();
    m_place.reset();
    finishLater();
}

bool ConverseJob::isStreamed() const
{
    return m_call.stream && m_attempt && m_attempt->status() == 200 && announces(*m_attempt->head(), true);
}

QDateTime ConverseJob::signingTime() const
{
    return m_with.clock.utcNow().addMSecs(m_with.shared->clockOffset(m_call.target.endpoint).count());
}

net::RetryQuota &ConverseJob::quota()
{
    return m_with.shared->quota(m_call.target);
}

} // namespace outcrop::client
