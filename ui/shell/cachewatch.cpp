// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cachewatch.h"

#include "core/conversation/conversationdocument.h"
#include "ui/models/systemblocksmodel.h"
#include "ui/models/toolsmodel.h"

#include <algorithm>

namespace outcrop::ui::shell
{

using conversation::ConversationDocument;
using conversation::Turn;

namespace
{

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

const Turn *lastAnswer(const ConversationDocument &document)
{
    const std::vector<Turn> &turns = document.conversation().turns;
    const auto found = std::find_if(turns.rbegin(), turns.rend(),
                                    [](const Turn &turn) { return turn.facts.exchangeId.has_value(); });
    return found == turns.rend() ? nullptr : &*found;
}

} // namespace

CacheWatch::CacheWatch(const WindowContext &context, models::ToolsModel *tools,
                       models::SystemBlocksModel *blocks, QObject *parent)
    : QObject(parent), m_context(context), m_reader(context.exchanges, [tools, blocks](const Sent &sent) {
        tools->setSent(sent.tools.items, sent.tools.states);
        blocks->setSent(sent.system.items, sent.system.states);
        return sent.isRecorded;
    })
{
    connect(context.document, &ConversationDocument::turnInserted, this, &CacheWatch::update);
    connect(context.document, &ConversationDocument::turnChanged, this, &CacheWatch::update);
    update();
}

qint64 CacheWatch::lastExchange(const ConversationDocument &document)
{
    const Turn *answer = lastAnswer(document);
    return answer ? *answer->facts.exchangeId : 0;
}

void CacheWatch::update()
{
    const Turn *answer = lastAnswer(*m_context.document);
    if (!answer || *answer->facts.exchangeId == m_exchange || !answer->facts.usage.isObject())
        return;
    m_exchange = *answer->facts.exchangeId;
    m_reader.read(m_exchange, [usage = answer->facts.usage](const base::Result<history::Exchange> &exchange) {
        return sentBy(exchange, usage);
    });
}

CacheWatch::Sent CacheWatch::sentBy(const base::Result<history::Exchange> &exchange, const json::Json &usage)
{
    Sent sent;
    sent.isRecorded = exchange.ok() || exchange.error().kind != base::ErrorKind::NotFound;
    const auto body = json::parse(exchange ? exchange->requestBody : QByteArray());
    if (!body)
        return sent;
    const run::CacheStrata strata = run::cacheStrata(*body, usage);
    sent.tools = listOf(body->value(u"toolConfig").value(u"tools"), strata.tools);
    sent.system = listOf(body->value(u"system"), strata.system);
    return sent;
}

CacheWatch::List CacheWatch::listOf(const json::Json &list, const std::vector<run::CacheState> &states)
{
    List result;
    const json::Json own = json::parse(json::write(list)).valueOr({}); // not with the whole body behind it
    for (qsizetype i = 0; i < own.size() && size_t(i) < states.size(); ++i) {
        result.items.push_back(own.at(i));
        result.states.push_back(strataOf(states[size_t(i)]));
    }
    return result;
}

} // namespace outcrop::ui::shell
