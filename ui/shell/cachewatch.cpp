// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cachewatch.h"

#include "core/conversation/conversationdocument.h"
#include "core/run/cachewarmth.h"
#include "ui/models/systemblocksmodel.h"
#include "ui/models/toolsmodel.h"

#include <algorithm>

namespace outcrop::ui::shell
{

using conversation::ConversationDocument;
using conversation::Turn;

namespace
{

/// Looking at a long system prompt for each letter would be noticed.
constexpr std::chrono::milliseconds forecastDelay{100};

models::Strata strataOf(run::CacheState state)
{
    switch (state) {
    case run::CacheState::None:
        return models::Strata::None;
    case run::CacheState::Read:
        return models::Strata::Read;
    case run::CacheState::Write:
        return models::Strata::Write;
    }
    Q_UNREACHABLE();
}

bool isRecorded(const Turn &turn)
{
    return turn.facts.exchangeId.has_value();
}

/// Also says what the cache did.
bool isCounted(const Turn &turn)
{
    return isRecorded(turn) && turn.facts.usage.isObject();
}

const Turn *lastAnswer(const ConversationDocument &document, bool (*isMeant)(const Turn &))
{
    const std::vector<Turn> &turns = document.conversation().turns;
    const auto found = std::find_if(turns.rbegin(), turns.rend(), isMeant);
    return found == turns.rend() ? nullptr : &*found;
}

} // namespace

CacheWatch::CacheWatch(const WindowContext &context, models::ToolsModel *tools,
                       models::SystemBlocksModel *blocks, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_tools(tools)
    , m_blocks(blocks)
    , m_reader(context.exchanges, [this](const Sent &sent) { return take(sent); })
{
    ConversationDocument *document = context.document;
    connect(document, &ConversationDocument::turnInserted, this, &CacheWatch::update);
    connect(document, &ConversationDocument::turnChanged, this, &CacheWatch::update);
    connect(document, &ConversationDocument::modelChanged, this, &CacheWatch::tell);
    connect(document, &ConversationDocument::connectionChanged, this, &CacheWatch::tell);
    m_forecastSoon.setSingleShot(true);
    m_forecastSoon.setInterval(forecastDelay);
    connect(&m_forecastSoon, &QTimer::timeout, this, &CacheWatch::forecast);
    const auto soon = qOverload<>(&QTimer::start);
    connect(document, &ConversationDocument::toolsChanged, &m_forecastSoon, soon);
    connect(document, &ConversationDocument::variableChanged, &m_forecastSoon, soon);
    for (const auto signal :
         {&ConversationDocument::systemBlockInserted, &ConversationDocument::systemBlockRemoved,
          &ConversationDocument::systemBlockChanged})
        connect(document, signal, &m_forecastSoon, soon);
    connect(document, &ConversationDocument::systemBlockMoved, &m_forecastSoon, soon);
    update();
}

qint64 CacheWatch::lastExchange(const ConversationDocument &document)
{
    const Turn *answer = lastAnswer(document, isRecorded);
    return answer ? *answer->facts.exchangeId : 0;
}

void CacheWatch::update()
{
    const Turn *answer = lastAnswer(*m_context.document, isCounted);
    if (!answer || *answer->facts.exchangeId == m_exchange)
        return;
    m_exchange = *answer->facts.exchangeId;
    m_answer = answer->facts;
    m_reader.read(m_exchange, [usage = answer->facts.usage](const base::Result<history::Exchange> &exchange) {
        return sentBy(exchange, usage);
    });
}

CacheWatch::Sent CacheWatch::sentBy(const base::Result<history::Exchange> &exchange, const json::Json &usage)
{
    Sent sent;
    sent.isRecorded = exchange.ok() || exchange.error().kind != base::ErrorKind::NotFound;
    if (const auto body = json::parse(exchange ? exchange->requestBody : QByteArray()))
        sent.prefix = run::sentPrefix(*body, usage);
    return sent;
}

bool CacheWatch::take(const Sent &sent)
{
    m_sent = sent.prefix;
    tell();
    forecast();
    return sent.isRecorded;
}

void CacheWatch::tell()
{
    const auto sentUtc = run::sentToItsCache(m_answer, m_context.document->conversation());
    const auto sentItems = [&sentUtc](const std::vector<run::SentPrefix::Item> &items) {
        std::vector<models::SentItem> sent;
        for (const run::SentPrefix::Item &item : items)
            sent.push_back(
                {item.value, strataOf(item.state), run::warmUntil(item.value, item.state, sentUtc)});
        return sent;
    };
    m_tools->setSent(sentItems(m_sent.tools));
    m_blocks->setSent(sentItems(m_sent.system));
}

void CacheWatch::forecast()
{
    using Section = run::CacheForecast::Section;
    conversation::Conversation prompt = m_context.document->conversation();
    prompt.turns.clear();
    const json::Json body = conversation::toConverseBody(prompt);
    const auto found =
        cacheForecast(m_sent, body.value(u"toolConfig").value(u"tools"), body.value(u"system"));
    const auto in = [&found](Section section) {
        return found && found->section == section
                   ? std::optional(models::KeptPrefix{found->item, found->kept, found->cached})
                   : std::nullopt;
    };
    m_tools->setKept(in(Section::Tools));
    m_blocks->setKept(in(Section::System));
}

} // namespace outcrop::ui::shell
