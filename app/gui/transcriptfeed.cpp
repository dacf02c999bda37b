// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/transcriptfeed.h"

#include "app/gui/blockview.h"
#include "app/gui/retrywords.h"
#include "core/base/limits.h"
#include "core/conversation/turnedits.h"
#include "core/converse/tokenestimate.h"

#include <algorithm>

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
    m_strataDue.setSingleShot(true);
    m_strataDue.setInterval(0);
    connect(&m_strataDue, &QTimer::timeout, this, &TranscriptFeed::refreshStrata);
}

void TranscriptFeed::setDocument(ConversationDocument *document)
{
    if (m_document) {
        m_document->disconnect(this);
        m_document->disconnect(&m_strataDue);
    }
    m_document = document;
    m_model.removeAllTurns();
    m_strata.clear();
    if (!document)
        return;
    connect(document, &ConversationDocument::turnInserted, this, &TranscriptFeed::onTurnInserted);
    connect(document, &ConversationDocument::turnChanged, this, &TranscriptFeed::onTurnChanged);
    connect(document, &ConversationDocument::turnRemoved, this, &TranscriptFeed::onTurnRemoved);
    for (const auto signal : {&ConversationDocument::modelChanged, &ConversationDocument::connectionChanged})
        connect(document, signal, &m_strataDue, qOverload<>(&QTimer::start));
    m_strata = turnStrata(document->conversation());
    std::vector<TranscriptTurn> rows;
    rows.reserve(document->conversation().turns.size());
    for (size_t row = 0; row < document->conversation().turns.size(); ++row)
        rows.push_back(viewOf(static_cast<int>(row)));
    m_model.appendTurns(std::move(rows));
}

TranscriptTurn TranscriptFeed::viewOf(int row) const
{
    const conversation::Conversation &conversation = m_document->conversation();
    const std::vector<conversation::Turn> &turns = conversation.turns;
    const auto index = static_cast<size_t>(row);
    const bool last = index + 1 == turns.size();
    const conversation::Turn *answers = last ? nullptr : &turns[index + 1];
    static const std::vector<BlockCache> none;
    TranscriptTurn view = turnView(turns[index], answers, index < m_strata.size() ? m_strata[index] : none);
    if (view.error && m_remedies)
        view.errorRemedy = m_remedies(*view.error);
    const std::vector<QString> siblings = conversation.siblingsOf(view.id);
    view.sibling = static_cast<int>(std::ranges::find(siblings, view.id) - siblings.begin());
    view.siblings = static_cast<int>(siblings.size());
    const bool isAnswered = m_live && m_live->parentId == view.id;
    view.editKept = conversation::findTurnEdit(conversation, view.id);
    if (!last || isAnswered || view.state != TurnState::Complete)
        return view;
    if (view.role == u"user"_s) {
        view.state = TurnState::NotRun;
    } else if (view.role == u"assistant"_s && !wasRun(turns[index])) {
        view.state = TurnState::NotRun;
        view.stateNote = tr("prefill");
    }
    return view;
}

TranscriptTurn TranscriptFeed::liveView() const
{
    TranscriptTurn live;
    live.id = m_live->turnId;
    live.role = u"assistant"_s;
    live.state = TurnState::Waiting;
    if (!m_live->insteadOf.isEmpty()) {
        const auto siblings = m_document->conversation().siblingsOf(m_live->insteadOf).size();
        live.siblings = static_cast<int>(siblings) + (m_live->insteadOf == m_live->turnId ? 0 : 1);
        live.sibling = live.siblings - 1;
    }
    return live;
}

int TranscriptFeed::liveRow() const
{
    return m_controller.isRunning() && m_live ? m_model.rowOf(m_controller.liveTurnId()) : -1;
}

bool TranscriptFeed::isLive(const QString &turnId) const
{
    return m_live && m_controller.isRunning() && m_controller.liveTurnId() == turnId;
}

std::vector<QString> TranscriptFeed::shownIds() const
{
    const conversation::Conversation &conversation = m_document->conversation();
    std::vector<QString> ids;
    for (const conversation::Turn &turn : conversation.turns)
        ids.push_back(turn.id);
    if (!m_live || conversation.indexOfTurn(m_live->turnId))
        return ids;
    if (!conversation.tree.contains(m_live->parentId)) { // the question is gone
        ids.push_back(m_live->turnId);
        return ids;
    }
    const auto parent = std::ranges::find(ids, m_live->parentId);
    if (parent == ids.end())
        return ids; // another branch
    if (m_live->insteadOf.isEmpty()) {
        ids.insert(parent + 1, m_live->turnId);
    } else if (parent + 1 == ids.end() || *(parent + 1) == m_live->insteadOf) {
        ids.erase(parent + 1, ids.end());
        ids.push_back(m_live->turnId);
    }
    return ids;
}

// From what is shown to what should be, keeping the rows at both ends that are the same.
void TranscriptFeed::synchronise()
{
    const std::vector<QString> wanted = shownIds();
    const auto shownId = [this](std::ptrdiff_t row) -> const QString & {
        return m_model.turns()[static_cast<size_t>(row)].id;
    };
    std::ptrdiff_t same = 0;
    std::ptrdiff_t shown = std::ssize(m_model.turns());
    while (same < shown && same < std::ssize(wanted) && shownId(same) == wanted[static_cast<size_t>(same)])
        ++same;
    std::ptrdiff_t end = std::ssize(wanted);
    while (shown > same && end > same && shownId(shown - 1) == wanted[static_cast<size_t>(end - 1)]) {
        --shown;
        --end;
    }
    for (auto row = shown - 1; row >= same; --row)
        m_model.removeTurn(static_cast<int>(row));
    for (auto row = same; row < end; ++row) {
        const QString id = wanted[static_cast<size_t>(row)];
        const std::optional<int> turn = m_document->conversation().indexOfTurn(id);
        m_model.insertTurn(static_cast<int>(row), turn ? viewOf(*turn) : liveView());
        if (isLive(id))
            showLiveBlocks();
    }
}

void TranscriptFeed::onTurnInserted(int row)
{
    m_strata.insert(m_strata.begin() + std::min<std::ptrdiff_t>(row, std::ssize(m_strata)),
                    std::vector<BlockCache>());
    const QString id = m_document->conversation().turns[static_cast<size_t>(row)].id;
    if (!m_live && row <= m_model.rowCount())
        m_model.insertTurn(row, viewOf(row));
    else
        synchronise();
    if (m_live)
        refreshTurn(id); // the answer that was live is in the conversation now
    refresh(row - 1);
    m_strataDue.start();
}

void TranscriptFeed::onTurnChanged(int row)
{
    refresh(row);
    refresh(row - 1);
    m_strataDue.start();
}

void TranscriptFeed::onTurnRemoved(int row)
{
    if (row < std::ssize(m_strata))
        m_strata.erase(m_strata.begin() + row);
    if (!m_live && row < m_model.rowCount())
        m_model.removeTurn(row);
    else
        synchronise();
    refresh(row - 1);
    m_strataDue.start();
}

void TranscriptFeed::refresh(int row)
{
    const std::vector<conversation::Turn> &turns = m_document->conversation().turns;
    if (row >= 0 && row < std::ssize(turns))
        refreshTurn(turns[static_cast<size_t>(row)].id);
}

void TranscriptFeed::refreshErrors()
{
    if (!m_document)
        return;
    const std::vector<conversation::Turn> &turns = m_document->conversation().turns;
    for (size_t row = 0; row < turns.size(); ++row) {
        if (turns[row].facts.error)
            refresh(static_cast<int>(row));
    }
}

// A row that shows the growing answer is left alone: what it replaces is not shown meanwhile.
void TranscriptFeed::refreshTurn(const QString &turnId)
{
    const std::optional<int> turn = m_document->conversation().indexOfTurn(turnId);
    if (!turn || isLive(turnId))
        return;
    const bool sameRow = *turn < m_model.rowCount() && m_model.turn(*turn).id == turnId;
    const int row = sameRow ? *turn : m_model.rowOf(turnId);
    if (row >= 0)
        m_model.replaceTurn(row, viewOf(*turn));
}

void TranscriptFeed::refreshStrata()
{
    if (!m_document)
        return;
    std::vector<std::vector<BlockCache>> strata = turnStrata(m_document->conversation());
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
    m_live = Live{turnId, m_controller.liveParentId(), m_controller.liveInsteadOf()};
    m_firstText.reset();
    m_uncounted.clear();
    m_tokens = 0;
    if (const int shown = m_model.rowOf(turnId); shown >= 0)
        m_model.replaceTurn(shown, liveView());
    else
        synchronise();
    refresh(row - 1); // it is being answered
    m_figures.start();
}

// The answer so far, in a row that comes into view again.
void TranscriptFeed::showLiveBlocks()
{
    const int row = liveRow();
    if (row < 0)
        return;
    for (const stream::LiveBlock &block : m_controller.liveBlocks())
        m_model.appendBlock(row, blockView(block));
    onStateChanged(m_controller.state());
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

void TranscriptFeed::onRunFinished(const QString &)
{
    m_figures.stop();
    if (!m_document || !m_live)
        return;
    const QString parent = std::exchange(m_live, std::nullopt)->parentId;
    synchronise(); // an answer whose conversation is gone is in the exchange store only
    refreshTurn(parent);
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
    if (m_controller.state() == run::RunState::Retrying)
        return retryWords(m_wait, m_retryAt - m_controller.elapsed());
    if (m_controller.silence() >= base::limits::silenceNotice)
        return tr("no data for %1 s").arg(duration_cast<seconds>(m_controller.silence()).count());
    return {};
}

} // namespace outcrop::app
