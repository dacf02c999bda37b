// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runcontroller.h"

#include "core/base/ids.h"
#include "core/conversation/drafting.h"
#include "core/conversation/requestplace.h"
#include "core/conversation/toolanswers.h"
#include "core/run/answerturn.h"
#include "core/run/wholeness.h"

#include <QCoreApplication>

namespace outcrop::run
{

namespace
{

using namespace Qt::StringLiterals;
using conversation::TurnState;

QString tr(const char *text)
{
    return QCoreApplication::translate("RunController", text);
}

base::Error refusal(const char *message, const char *advice)
{
    return base::makeError(base::ErrorKind::BadInput, tr(message), tr(advice));
}

std::chrono::milliseconds toMilliseconds(std::chrono::nanoseconds duration)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(duration);
}

std::optional<std::chrono::milliseconds>
toMilliseconds(const std::optional<std::chrono::nanoseconds> &duration)
{
    return duration ? std::optional(toMilliseconds(*duration)) : std::nullopt;
}

bool isAnswer(const conversation::Turn &turn)
{
    return turn.role == "assistant"_L1;
}

// An answer without any content is a failure, however it came to that.
TurnState stateOf(const stream::Folded &folded)
{
    const bool empty = folded.message.value("content"_L1).isEmpty();
    return empty && folded.outcome != stream::Outcome::Complete ? TurnState::Failed
                                                                : turnStateOf(folded.outcome);
}

// The branch that the turn in this row answers.
conversation::Conversation branchBefore(const conversation::Conversation &conversation, int row)
{
    conversation::Conversation branch = conversation;
    branch.turns.resize(static_cast<size_t>(row));
    branch.draftFrame = {};
    return branch;
}

} // namespace

// Everything a run needs until it ends. What happens to the window's document meanwhile does not change it.
struct RunController::Run {
    std::unique_ptr<client::ConverseJob> job;
    QPointer<conversation::ConversationDocument> document;
    QString turnId;
    QString afterTurnId; // the last turn of the branch that was sent
    QString insteadOf;   // the answer that is run again
    QString modelId;
    QString connectionName;
    std::optional<QDateTime> sentUtc; // of the last attempt
    std::chrono::nanoseconds started{0};
    std::chrono::nanoseconds lastArrival{0};
    history::ExchangeId exchange = 0;
    qint64 frames = 0;
    client::FrameSummary frame; // the last one; what it changed follows at once
    bool stopRequested = false;
};

RunController::RunController(client::ConverseClient &client, const base::Clock &clock, QObject *parent)
    : QObject(parent), m_client(client), m_clock(clock)
{
}

RunController::~RunController()
{
    stopNow();
}

void RunController::setDocument(conversation::ConversationDocument *document)
{
    m_document = document;
}

void RunController::setTarget(const std::optional<client::ConnectionTarget> &target)
{
    m_target = target;
}

std::optional<base::Error> RunController::whyNotStartable() const
{
    if (isRunning())
        return refusal("A run is on its way", "Wait for it, or stop it first.");
    if (!m_document)
        return refusal("No conversation is open", "Open one, or begin a new one.");
    if (m_document->isReadOnly())
        return refusal("This conversation was written by a newer Outcrop and cannot be changed",
                       "Open a copy of it.");
    if (!m_target)
        return refusal("No connection can be used", "Choose one at the top of the window.");
    if (m_document->conversation().modelId.trimmed().isEmpty())
        return refusal("No model is chosen", "Choose one at the top of the window, or type its id.");
    if (m_document->conversation().requestText)
        return refusal("The request JSON is not finished",
                       "Mend it, or go back to the forms there (Ctrl+Shift+J).");
    return std::nullopt;
}

std::optional<base::Error> RunController::whyNotSendable(Draft draft) const
{
    if (const auto problem = whyNotStartable())
        return problem;
    const conversation::Conversation &conversation = m_document->conversation();
    if (draft == Draft::Append && !conversation::isBlankDraft(conversation))
        return std::nullopt;
    if (conversation.turns.empty())
        return refusal("There is no message to send", "Write one first.");
    if (isAnswer(conversation.turns.back()) && wasRun(conversation.turns.back()))
        return refusal("The last message is already answered",
                       "Write the next one, or run the answer again.");
    if (!conversation::pendingToolUses(conversation).empty())
        return refusal("The calls of tools in the last message have no results", "Write them first.");
    return std::nullopt;
}

QString RunController::rerunnableTurn() const
{
    if (!m_document || m_document->conversation().turns.empty())
        return {};
    const std::vector<conversation::Turn> &turns = m_document->conversation().turns;
    return isAnswer(turns.back()) && turns.size() > 1 ? turns.back().id : QString();
}

base::Result<QString> RunController::send(Draft draft)
{
    if (const auto problem = whyNotSendable(draft))
        return *problem;
    if (const auto problem = whyNotWhole(m_document->conversation(), draft == Draft::Append))
        return *problem;
    if (draft == Draft::Append)
        m_document->appendDraft();
    return start(base::newId(), static_cast<int>(m_document->conversation().turns.size()), {});
}

base::Result<QString> RunController::retry(const QString &turnId)
{
    if (const auto problem = whyNotStartable())
        return *problem;
    const conversation::Conversation &conversation = m_document->conversation();
    const std::optional<int> row = conversation.indexOfTurn(turnId);
    if (!row || *row == 0 || !isAnswer(conversation.turns[static_cast<size_t>(*row)]))
        return refusal("There is no such answer to run again", "Choose an answer of this conversation.");
    if (const auto problem = whyNotWhole(branchBefore(conversation, *row), false))
        return *problem;
    const bool broughtNothing = conversation.turns[static_cast<size_t>(*row)].content.empty();
    return start(broughtNothing ? turnId : base::newId(), *row, turnId);
}

base::Result<QString> RunController::start(const QString &turnId, int row, const QString &insteadOf)
{
    m_document->setAwaited(conversation::AwaitedAnswer{
        turnId, m_document->conversation().turns[static_cast<size_t>(row - 1)].id});
    m_document->saver().saveSoon(); // what was typed reaches the disk while it is sent

    const conversation::Conversation branch = branchBefore(m_document->conversation(), row);
    client::ConverseCall call;
    call.target = *m_target;
    call.modelId = branch.modelId.trimmed();
    call.stream = branch.stream;
    call.writeBody = [branch] { return json::write(conversation::toConverseBody(branch)); };
    call.conversationId = branch.id;
    call.turnId = turnId;

    m_run = std::make_unique<Run>();
    m_run->document = m_document;
    m_run->turnId = turnId;
    m_run->afterTurnId = branch.turns.back().id;
    m_run->insteadOf = insteadOf;
    m_run->modelId = call.modelId;
    m_run->connectionName = call.target.name;
    m_run->started = m_run->lastArrival = m_clock.monotonic();
    m_run->job = m_client.start(call);
    listen();
    m_state = RunState::Resolving;
    Q_EMIT runStarted(turnId, row);
    Q_EMIT stateChanged(m_state);
    return turnId;
}

void RunController::listen()
{
    const client::ConverseJob *job = m_run->job.get();
    connect(job, &client::ConverseJob::attemptStarted, this, [this](int, history::ExchangeId exchange) {
        m_run->exchange = exchange;
        m_run->sentUtc = m_clock.utcNow();
        setState(RunState::Waiting);
        Q_EMIT exchangeBegan(exchange);
    });
    connect(job, &client::ConverseJob::headReceived, this, [this](int status) {
        m_run->lastArrival = m_clock.monotonic();
        Q_EMIT headReceived(m_run->exchange, status);
    });
    connect(job, &client::ConverseJob::retryScheduled, this,
            [this](int next, int most, std::chrono::milliseconds wait, const base::Error &why) {
                endExchange();
                setState(RunState::Retrying);
                Q_EMIT retryScheduled({next, most, wait, why});
            });
    connect(job, &client::ConverseJob::changed, this, &RunController::onChanged);
    connect(job, &client::ConverseJob::frameReceived, this, [this](const client::FrameSummary &frame) {
        m_run->lastArrival = m_clock.monotonic();
        ++m_run->frames;
        m_run->frame = frame;
    });
    connect(job, &client::ConverseJob::finished, this, &RunController::finish);
}

void RunController::onChanged(const stream::Change &change)
{
    using Kind = stream::Change::Kind;
    if (!change.isMore)
        Q_EMIT frameReceived(m_run->exchange, m_run->frame, change);
    if (m_state != RunState::Stopping)
        setState(RunState::Streaming);
    switch (change.kind) {
    case Kind::TextAppended:
    case Kind::ReasoningAppended:
    case Kind::ToolInputAppended:
        if (change.opened)
            Q_EMIT liveBlockChanged(change.position);
        else
            Q_EMIT liveTextAppended(change.position, change.appended);
        break;
    case Kind::BlockOpened:
    case Kind::BlockUpdated:
    case Kind::BlockClosed:
        Q_EMIT liveBlockChanged(change.position);
        break;
    case Kind::Ignored:
    case Kind::Started:
    case Kind::Stopped:
    case Kind::Metadata:
    case Kind::Problem:
        break;
    }
}

void RunController::stop()
{
    if (!m_run || m_run->stopRequested)
        return;
    m_run->stopRequested = true;
    setState(RunState::Stopping);
    m_run->job->abort();
}

void RunController::stopNow()
{
    if (!m_run)
        return;
    stop();
    finish();
}

void RunController::retryNow()
{
    if (m_state == RunState::Retrying)
        m_run->job->retryNow();
}

std::chrono::milliseconds RunController::elapsed() const
{
    return m_run ? toMilliseconds(m_clock.monotonic() - m_run->started) : std::chrono::milliseconds{0};
}

std::chrono::milliseconds RunController::silence() const
{
    return m_run ? toMilliseconds(m_clock.monotonic() - m_run->lastArrival) : std::chrono::milliseconds{0};
}

QString RunController::liveTurnId() const
{
    return m_run ? m_run->turnId : QString();
}

QString RunController::liveParentId() const
{
    return m_run ? m_run->afterTurnId : QString();
}

QString RunController::liveInsteadOf() const
{
    return m_run ? m_run->insteadOf : QString();
}

const std::vector<stream::LiveBlock> &RunController::liveBlocks() const
{
    static const std::vector<stream::LiveBlock> none;
    return m_run ? m_run->job->assembler().blocks() : none;
}

QString RunController::liveStopReason() const
{
    return m_run ? m_run->job->assembler().stopReason() : QString();
}

std::optional<std::chrono::milliseconds> RunController::liveFirstToken() const
{
    return m_run ? toMilliseconds(m_run->job->firstToken()) : std::nullopt;
}

qint64 RunController::liveFrames() const
{
    return m_run ? m_run->frames : 0;
}

void RunController::setState(RunState state)
{
    if (m_state == state)
        return;
    m_state = state;
    Q_EMIT stateChanged(state);
}

void RunController::endExchange()
{
    if (const history::ExchangeId exchange = std::exchange(m_run->exchange, 0))
        Q_EMIT exchangeEnded(exchange);
}

void RunController::finish()
{
    if (!m_run)
        return;
    m_run->job->disconnect(this);
    const history::ExchangeId exchange = m_run->exchange;
    const std::unique_ptr<Run> ended = std::move(m_run);
    commit(*ended);
    // It may be the sender of the signal that is being handled.
    ended->job.release()->deleteLater();
    setState(RunState::Idle);
    Q_EMIT runFinished(ended->turnId);
    // Whoever reads a whole exchange now takes its time: not in the same turn of the event loop.
    if (exchange)
        QMetaObject::invokeMethod(
            this, [this, exchange] { Q_EMIT exchangeEnded(exchange); }, Qt::QueuedConnection);
}

void RunController::commit(const Run &run)
{
    const client::ConverseResult result = run.job->result();
    std::optional<base::Error> error = result.error;
    TurnState state = stateOf(result.folded);
    if (run.stopRequested && state != TurnState::Complete) {
        state = TurnState::Stopped;
        error.reset();
    }

    conversation::AnswerFacts facts;
    facts.modelId = run.modelId;
    facts.connectionName = run.connectionName;
    facts.firstByte = toMilliseconds(result.timing.firstByte);
    facts.firstToken = toMilliseconds(result.timing.firstToken);
    facts.total = toMilliseconds(result.timing.total);
    facts.attempts = result.attempts;
    facts.sentUtc = run.sentUtc;
    if (!result.exchanges.empty())
        facts.exchangeId = result.exchanges.back();
    facts.requestId = result.requestId;
    facts.clockOff = result.clockOff;
    facts.error = error;
    if (!run.document)
        return;

    const conversation::Turn turn = answerTurn(run.turnId, result.folded, state, std::move(facts));
    placeAnswer(*run.document, run.afterTurnId, run.insteadOf, turn);
    run.document->setAwaited(std::nullopt);
    // Nobody waits for the disk here: the saver tells when the answer is on it, or why not, and tries again.
    run.document->saver().saveSoon();
}

} // namespace outcrop::run
