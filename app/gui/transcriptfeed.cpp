// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/transcriptfeed.h"

#include "app/gui/blockview.h"
#include "app/gui/turnview.h"
#include "core/base/limits.h"
#include "core/converse/tokenestimate.h"

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using ui::models::TranscriptTurn;
using ui::models::TurnState;

// Often enough to look alive, seldom enough to cost nothing.
constexpr std::chrono::milliseconds figuresInterval{250};

// A pace over less time jumps about.
constexpr std::chrono::milliseconds paceNeeds{500};

// Of one delta: no model sends as much at once, and counting it would take longer than a frame.
constexpr qsizetype mostCounted = 64 * 1024;

} // namespace

TranscriptFeed::TranscriptFeed(run::RunController &controller, ui::models::TranscriptModel &model,
                               QObject *parent)
    : QObject(parent), m_controller(controller), m_model(model)
{
    using run::RunController;
    connect(&controller, &RunController::runStarted, this, &TranscriptFeed::onRunStarted);
    connect(&controller, &RunController::stateChanged, this, &TranscriptFeed::onStateChanged);
    connect(&controller, &RunController::retryScheduled, this, [this](const run::RetryWait &wait) {
        m_wait = wait;
        m_retryAt = m_controller.elapsed() + wait.wait;
        updateFigures();
    });
    connect(&controller, &RunController::frameReceived, this,
            [this](qint64, const client::FrameSummary &, const stream::Change &change) { onFrame(change); });
    connect(&controller, &RunController::liveBlockChanged, this, &TranscriptFeed::onBlockChanged);
    connect(&controller, &RunController::liveTextAppended, this, &TranscriptFeed::onTextAppended);
    connect(&controller, &RunController::runFinished, this, &TranscriptFeed::onRunFinished);
    m_figures.setInterval(figuresInterval);
    connect(&m_figures, &QTimer::timeout, this, &TranscriptFeed::updateFigures);
}

void TranscriptFeed::setDocument(ConversationDocument *document)
{
    if (m_document)
        m_document->disconnect(this);
    m_document = document;
    m_model.removeAllTurns();
    m_strata.clear();
    if (!document)
        return;
    connect(document, &ConversationDocument::turnInserted, this, &TranscriptFeed::onTurnInserted);
    connect(document, &ConversationDocument::turnChanged, this, &TranscriptFeed::onTurnChanged);
    connect(document, &ConversationDocument::turnRemoved, this, &TranscriptFeed::onTurnRemoved);
    m_strata = turnStrata(document->conversation());
    std::vector<TranscriptTurn> rows;
    rows.reserve(document->conversation().turns.size());
    for (size_t row = 0; row < document->conversation().turns.size(); ++row)
        rows.push_back(viewOf(static_cast<int>(row)));
    m_model.appendTurns(std::move(rows));
}

TranscriptTurn TranscriptFeed::viewOf(int row) const
{
    const std::vector<conversation::Turn> &turns = m_document->conversation().turns;
    const auto index = static_cast<size_t>(row);
    const conversation::Turn *answers = index + 1 < turns.size() ? &turns[index + 1] : nullptr;
    static const std::vector<run::CacheState> none;
    return turnView(turns[index], answers, index < m_strata.size() ? m_strata[index] : none);
}

int TranscriptFeed::liveRow() const
{
    return m_controller.isRunning() ? m_model.rowOf(m_controller.liveTurnId()) : -1;
}

bool TranscriptFeed::isLive(int row) const
{
    return row >= 0 && row == liveRow();
}

void TranscriptFeed::onTurnInserted(int row)
{
    const QString id = m_document->conversation().turns[static_cast<size_t>(row)].id;
    m_strata.insert(m_strata.begin() + std::min<std::ptrdiff_t>(row, std::ssize(m_strata)),
                    std::vector<run::CacheState>());
    const int shown = m_model.rowOf(id);
    if (shown >= 0 && shown != row)
        m_model.removeTurn(shown);
    if (shown == row)
        m_model.replaceTurn(row, viewOf(row));
    else
        m_model.insertTurn(row, viewOf(row));
    refresh(row - 1);
    refreshStrata();
}

void TranscriptFeed::onTurnChanged(int row)
{
    refresh(row);
    refresh(row - 1);
    refreshStrata();
}

void TranscriptFeed::onTurnRemoved(int row)
{
    if (row < std::ssize(m_strata))
        m_strata.erase(m_strata.begin() + row);
    m_model.removeTurn(row);
    refresh(row - 1);
    refreshStrata();
}

// A row that shows the growing answer is left alone: what it replaces is not shown meanwhile.
void TranscriptFeed::refresh(int row)
{
    const auto turns = std::ssize(m_document->conversation().turns);
    if (row < 0 || row >= turns || isLive(row))
        return;
    m_model.replaceTurn(row, viewOf(row));
}

void TranscriptFeed::refreshStrata()
{
    std::vector<std::vector<run::CacheState>> strata = turnStrata(m_document->conversation());
    strata.swap(m_strata);
    for (size_t row = 0; row < m_strata.size(); ++row) {
        if (row >= strata.size() || strata[row] != m_strata[row])
            refresh(static_cast<int>(row));
    }
}

void TranscriptFeed::onRunStarted(const QString &turnId, int row)
{
    if (!m_document || m_controller.document() != m_document)
        return;
    TranscriptTurn live;
    live.id = turnId;
    live.role = u"assistant"_s;
    live.state = TurnState::Waiting;
    m_firstText.reset();
    m_uncounted.clear();
    m_tokens = 0;
    if (m_model.rowOf(turnId) >= 0)
        m_model.replaceTurn(m_model.rowOf(turnId), std::move(live));
    else
        m_model.insertTurn(std::min(row, m_model.rowCount()), std::move(live));
    m_figures.start();
}

void TranscriptFeed::onFrame(const stream::Change &change)
{
    if (change.appended.isEmpty())
        return;
    if (!m_firstText)
        m_firstText = m_controller.elapsed();
    m_uncounted += QStringView(change.appended).first(std::min(change.appended.size(), mostCounted));
}

// Services say how many tokens there were only at the end, so what is shown until then is our estimate.
std::optional<double> TranscriptFeed::estimatedPace()
{
    using namespace std::chrono;
    m_tokens += converse::estimateTextTokens(m_uncounted.toUtf8());
    m_uncounted.clear();
    const milliseconds since = m_firstText ? m_controller.elapsed() - *m_firstText : milliseconds{0};
    if (since < paceNeeds)
        return std::nullopt;
    return static_cast<double>(m_tokens) / duration<double>(since).count();
}

void TranscriptFeed::onStateChanged(run::RunState state)
{
    const int row = liveRow();
    if (row < 0)
        return;
    if (state == run::RunState::Streaming)
        m_model.setState(row, TurnState::Streaming);
    else if (state == run::RunState::Waiting)
        m_model.setState(row, TurnState::Waiting);
}

void TranscriptFeed::onBlockChanged(int block)
{
    const int row = liveRow();
    if (row < 0)
        return;
    const std::vector<stream::LiveBlock> &blocks = m_controller.liveBlocks();
    // Blocks appear one after the other and never change their place.
    for (auto next = std::ssize(m_model.turn(row).blocks); next <= block; ++next)
        m_model.appendBlock(row, blockView(blocks[static_cast<size_t>(next)]));
    const stream::LiveBlock &live = blocks[static_cast<size_t>(block)];
    const bool grows =
        live.kind == stream::LiveBlock::Kind::Text || live.kind == stream::LiveBlock::Kind::Reasoning;
    if (grows && live.citations.empty() &&
        m_model.turn(row).blocks[static_cast<size_t>(block)].text == live.text) {
        if (!live.open)
            m_model.closeBlock(row, block);
        return;
    }
    m_model.replaceBlock(row, block, blockView(live));
}

void TranscriptFeed::onTextAppended(int block, const QString &text)
{
    const int row = liveRow();
    if (row < 0)
        return;
    if (block < std::ssize(m_model.turn(row).blocks))
        m_model.appendText(row, block, text);
    else
        onBlockChanged(block);
}

void TranscriptFeed::onRunFinished(const QString &turnId)
{
    m_figures.stop();
    const int row = m_model.rowOf(turnId);
    if (row < 0 || !m_document)
        return;
    // An answer whose conversation is gone is in the exchange store only.
    if (!m_document->conversation().indexOfTurn(turnId))
        m_model.removeTurn(row);
}

void TranscriptFeed::updateFigures()
{
    const int row = liveRow();
    if (row < 0)
        return;
    ui::models::TranscriptFooter footer;
    footer.firstToken = m_controller.liveFirstToken();
    footer.estimatedTokensPerSecond = estimatedPace();
    footer.total = m_controller.elapsed();
    if (m_controller.liveFrames() > 0)
        footer.events = m_controller.liveFrames();
    m_model.setFooter(row, footer);

    const TurnState state =
        m_controller.state() == run::RunState::Streaming ? TurnState::Streaming : TurnState::Waiting;
    m_model.setState(row, m_controller.state() == run::RunState::Stopping ? m_model.turn(row).state : state,
                     note());
}

QString TranscriptFeed::note() const
{
    using namespace std::chrono;
    if (m_controller.state() == run::RunState::Retrying) {
        const double left =
            duration<double>(std::max(m_retryAt - m_controller.elapsed(), milliseconds{0})).count();
        return tr("attempt %1 of %2 in %3 s")
            .arg(m_wait.nextAttempt)
            .arg(m_wait.maxAttempts)
            .arg(left, 0, 'f', 1);
    }
    if (m_controller.silence() >= base::limits::silenceNotice)
        return tr("no data for %1 s").arg(duration_cast<seconds>(m_controller.silence()).count());
    return {};
}

} // namespace outcrop::app
