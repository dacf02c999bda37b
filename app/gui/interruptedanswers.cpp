// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/interruptedanswers.h"

#include "core/conversation/library.h"
#include "core/run/answerturn.h"
#include "core/stream/recording.h"

#include <QDateTime>
#include <QFileInfo>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using conversation::Turn;
using conversation::TurnState;

constexpr QLatin1StringView streamOperation("converse-stream");

std::optional<std::chrono::milliseconds> toMilliseconds(const std::optional<std::chrono::nanoseconds> &time)
{
    return time ? std::optional(std::chrono::duration_cast<std::chrono::milliseconds>(*time)) : std::nullopt;
}

stream::Folded foldedBody(const history::Exchange &exchange)
{
    if (exchange.summary.status != 200)
        return {};
    const QByteArray body = exchange.responseBody();
    if (exchange.summary.operation == streamOperation)
        return stream::foldRecording(body);
    const auto parsed = json::parse(body);
    return parsed.ok() ? stream::foldConverseResponse(parsed.value()) : stream::Folded();
}

bool isAnswerOf(const history::ExchangeSummary &summary)
{
    return (summary.operation == streamOperation || summary.operation == "converse"_L1) &&
           !summary.turnId.isEmpty();
}

// Puts the turn where the answer belongs. False when the conversation has it, or something newer.
bool commit(ConversationDocument &document, const Turn &turn)
{
    const conversation::Conversation &conversation = document.conversation();
    if (document.isReadOnly() || conversation.turns.empty())
        return false;
    if (const auto row = conversation.indexOfTurn(turn.id)) {
        const Turn &shown = conversation.turns[static_cast<size_t>(*row)];
        // A rerun that brought nothing does not replace what the run before it brought.
        if (turn.content.empty() || shown.facts.exchangeId.value_or(0) >= turn.facts.exchangeId.value_or(0))
            return false;
        document.replaceTurn(turn.id, turn);
        return true;
    }
    const std::optional<conversation::AwaitedAnswer> awaited = conversation.awaited;
    if (!awaited || awaited->turnId != turn.id || !conversation.tree.contains(awaited->parentId)) {
        document.appendTurn(turn);
        return true;
    }
    document.setAwaited(std::nullopt);
    // A rerun that brought nothing is no branch of its own.
    const bool isRerun = !conversation.tree.children(awaited->parentId).ids.empty();
    if (isRerun && turn.content.empty())
        return false;
    document.addChild(awaited->parentId, turn);
    return true;
}

// The last exchange of a conversation may have ended between its last byte and the save that commits it: then
// the file is older than the exchange's end.
std::optional<history::ExchangeId> uncommittedAnswer(history::ExchangeStore &store,
                                                     const ConversationDocument &document,
                                                     const QDateTime &savedAt)
{
    history::ExchangeFilter filter;
    filter.conversationId = document.conversation().id;
    filter.limit = 1;
    const std::vector<history::ExchangeSummary> last = store.list(filter);
    if (last.empty() || !isAnswerOf(last.front()) || !last.front().endedAfter)
        return std::nullopt;
    if (document.conversation().findTurn(last.front().turnId))
        return std::nullopt;
    const QDateTime ended =
        last.front().startedUtc.addMSecs(toMilliseconds(last.front().endedAfter)->count());
    return savedAt < ended ? std::optional(last.front().id) : std::nullopt;
}

class Recovery
{
public:
    Recovery(history::ExchangeStore &store, const DocumentFolder &folder, ConversationDocument &open)
        : m_store(store), m_folder(folder), m_open(open)
    {
    }

    int bringBack(history::ExchangeId id)
    {
        const auto exchange = m_store.load(id);
        if (!exchange.ok() || !isAnswerOf(exchange->summary))
            return 0;
        ConversationDocument *document = documentOf(exchange->summary.conversationId);
        if (!document || !commit(*document, recoveredTurn(exchange.value())))
            return 0;
        return document->saver().saveNow().ok() ? 1 : 0;
    }

private:
    ConversationDocument *documentOf(const QString &conversationId)
    {
        if (m_open.conversation().id == conversationId)
            return &m_open;
        if (m_other && m_other->conversation().id == conversationId)
            return m_other.get();
        const QStringList files = conversation::conversationFiles(m_folder.path());
        for (const QString &file : files) {
            auto document = ConversationDocument::open(file);
            if (document.ok() && document.value()->conversation().id == conversationId) {
                m_other = std::move(document).value();
                return m_other.get();
            }
        }
        return nullptr;
    }

    history::ExchangeStore &m_store;
    const DocumentFolder &m_folder;
    ConversationDocument &m_open;
    std::unique_ptr<ConversationDocument> m_other;
};

} // namespace

Turn recoveredTurn(const history::Exchange &exchange)
{
    const stream::Folded folded = foldedBody(exchange);
    const TurnState state =
        folded.outcome == stream::Outcome::Complete ? TurnState::Complete : TurnState::Interrupted;
    conversation::AnswerFacts facts;
    facts.modelId = exchange.summary.modelId;
    facts.connectionName = exchange.summary.connectionName;
    facts.firstByte = toMilliseconds(exchange.summary.headAfter);
    facts.total = toMilliseconds(exchange.summary.endedAfter);
    facts.attempts = exchange.summary.attempt;
    facts.sentUtc = exchange.summary.startedUtc;
    facts.exchangeId = exchange.summary.id;
    return run::answerTurn(exchange.summary.turnId, folded, state, std::move(facts));
}

int recoverAnswers(history::ExchangeStore &store, const DocumentFolder &folder, ConversationDocument &open)
{
    const QDateTime savedAt = QFileInfo(open.saver().path()).lastModified();
    std::vector<history::ExchangeId> ids = store.recoverInterrupted();
    if (const auto last = uncommittedAnswer(store, open, savedAt);
        last && std::find(ids.begin(), ids.end(), *last) == ids.end())
        ids.push_back(*last);
    Recovery recovery(store, folder, open);
    int turns = 0;
    for (const history::ExchangeId id : ids)
        turns += recovery.bringBack(id);
    return turns;
}

} // namespace outcrop::app
