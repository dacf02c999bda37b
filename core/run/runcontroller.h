// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/client/converseclient.h"
#include "core/conversation/conversationdocument.h"
#include "core/run/runstate.h"
#include "core/stream/change.h"
#include "core/stream/liveblock.h"

#include <QObject>
#include <QPointer>

#include <chrono>
#include <memory>
#include <optional>

namespace outcrop::run
{

/// Sends the conversation and brings the answer into it. At most one run at a time: while one is on its way
/// every further send() or retry() is refused, so that one click is one request (reliability.md, fault 69).
///
/// A run works on a snapshot: body, model and connection of the moment it started. Later edits of the
/// document, or its end, do not touch it (fault 70).
///
/// Order of signals of a run: runStarted; stateChanged, retryScheduled, exchangeBegan, headReceived,
/// liveBlockChanged, liveTextAppended and frameReceived as things happen; then, exactly once, runFinished,
/// and last exchangeEnded of the last attempt. When runFinished is emitted the answer is in the document,
/// whole or partial, by one undoable command, and is being saved: the document's saver() says when it is on
/// disk. No call and no signal here waits for a disk.
class RunController : public QObject
{
    Q_OBJECT

public:
    RunController(client::ConverseClient &client, const base::Clock &clock, QObject *parent = nullptr);
    /// Ends a run as stop() would: what arrived is committed first.
    ~RunController() override;

    /// The conversation that is sent; not owned. A run in progress keeps its own.
    void setDocument(conversation::ConversationDocument *document);
    conversation::ConversationDocument *document() const { return m_document; }

    /// Where the next run goes; nothing while none is chosen.
    void setTarget(const std::optional<client::ConnectionTarget> &target);

    enum class Draft {
        Append, ///< as a user turn, if it is not blank
        Keep,   ///< the branch is sent as it is
    };
    /// Appends the draft and sends the branch. The id of the turn that will hold the answer. Refused as
    /// whyNotSendable() says; then nothing was changed or sent.
    base::Result<QString> send(Draft draft = Draft::Append);

    /// Sends the branch before the answer @p turnId again. The new answer comes to stand beside the old one,
    /// as another branch and by one undoable command; an answer that brought nothing is replaced. Refused as
    /// whyNotStartable() says, or as BadInput when there is no such turn or it is no answer.
    base::Result<QString> retry(const QString &turnId);

    /// Why neither send() nor retry() would start now, as BadInput: a run is on its way, or no document,
    /// connection or model is there.
    std::optional<base::Error> whyNotStartable() const;
    /// whyNotStartable(), or that there is nothing to answer: no draft is appended, and the branch ends with
    /// what a run brought or with calls of tools. The beginning of an answer written by hand is gone on with.
    std::optional<base::Error> whyNotSendable(Draft draft = Draft::Append) const;
    /// The last turn, when it is an answer that retry() could replace; else empty.
    QString rerunnableTurn() const;

    /// Ends the run; what arrived is kept and marked. Harmless when there is none, and twice.
    void stop();
    /// stop() and commit at once, without waiting for the event loop: for the end of the program, which then
    /// saves the document.
    void stopNow();
    /// Waits no longer while Retrying.
    void retryNow();

    RunState state() const { return m_state; }
    bool isRunning() const { return m_state != RunState::Idle; }
    /// Time since the run started; zero when idle.
    std::chrono::milliseconds elapsed() const;
    /// Time since anything last arrived (or the run started); zero when idle.
    std::chrono::milliseconds silence() const;

    /// The turn the answer goes to; empty when idle, and from the moment the answer is committed.
    QString liveTurnId() const;
    /// The turn that is answered; empty when idle.
    QString liveParentId() const;
    /// The turn that stands where the answer of a rerun will be shown; empty when nothing does, and when
    /// idle.
    QString liveInsteadOf() const;
    /// The growing answer; empty when idle, before the first block and for an answer that is not streamed.
    const std::vector<stream::LiveBlock> &liveBlocks() const;
    /// The stop reason, once it is there.
    QString liveStopReason() const;
    /// When the first token arrived, since its attempt began; nothing before.
    std::optional<std::chrono::milliseconds> liveFirstToken() const;
    /// Frames received by the run so far.
    qint64 liveFrames() const;

Q_SIGNALS:
    /// @p row: where the turn will stand in the document. See liveInsteadOf() for what stands there now.
    void runStarted(const QString &turnId, int row);
    void stateChanged(outcrop::run::RunState state);
    void retryScheduled(const outcrop::run::RetryWait &wait);
    /// A block of the live answer appeared, closed, or changed otherwise than by text at its end.
    void liveBlockChanged(int block);
    void liveTextAppended(int block, const QString &text);
    /// An attempt began, and is recorded as this exchange.
    void exchangeBegan(qint64 exchange);
    void headReceived(qint64 exchange, int status);
    /// One whole frame arrived, and what it did to the answer.
    void frameReceived(qint64 exchange, const outcrop::client::FrameSummary &frame,
                       const outcrop::stream::Change &change);
    void exchangeEnded(qint64 exchange);
    void runFinished(const QString &turnId);

private:
    struct Run;

    base::Result<QString> start(const QString &turnId, int row, const QString &insteadOf);
    void listen();
    void setState(RunState state);
    void endExchange();
    void onChanged(const stream::Change &change);
    void finish();
    void commit(const Run &run);

    client::ConverseClient &m_client;
    const base::Clock &m_clock;
    QPointer<conversation::ConversationDocument> m_document;
    std::optional<client::ConnectionTarget> m_target;
    RunState m_state = RunState::Idle;
    std::unique_ptr<Run> m_run;
};

} // namespace outcrop::run
