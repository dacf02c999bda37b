// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cachewatch.h"

#include "core/conversation/conversationdocument.h"
#include "core/history/exchange.h"
#include "core/run/cachestrata.h"
#include "ui/models/exchangesource.h"
#include "ui/models/systemblocksmodel.h"

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

CacheWatch::CacheWatch(const WindowContext &context, models::SystemBlocksModel *blocks, QObject *parent)
    : QObject(parent), m_context(context), m_blocks(blocks)
{
    connect(context.document, &ConversationDocument::turnInserted, this, &CacheWatch::update);
    connect(context.document, &ConversationDocument::turnChanged, this, &CacheWatch::update);
    connect(context.exchanges, &models::ExchangeSource::written, this, [this](qint64 id) {
        if (id == m_awaited)
            update();
    });
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
    const qint64 id = *answer->facts.exchangeId;
    const auto exchange = m_context.exchanges->load(id);
    if (!exchange && exchange.error().kind == base::ErrorKind::NotFound) {
        m_awaited = id; // perhaps it is not recorded yet
        return m_blocks->setSent({}, {});
    }
    m_exchange = id;
    m_awaited = 0;
    const auto body = exchange ? json::parse(exchange->requestBody) : json::parse(QByteArray());
    if (!body)
        return m_blocks->setSent({}, {});
    const run::CacheStrata strata = run::cacheStrata(*body, answer->facts.usage);
    const json::Json system = body->value(u"system");
    std::vector<json::Json> sent;
    std::vector<models::Strata> states;
    for (qsizetype i = 0; i < system.size() && size_t(i) < strata.system.size(); ++i) {
        sent.push_back(system.at(i));
        states.push_back(strataOf(strata.system[size_t(i)]));
    }
    m_blocks->setSent(std::move(sent), std::move(states));
}

} // namespace outcrop::ui::shell
