// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/cachewatch.h"

#include "core/conversation/conversationdocument.h"
#include "core/history/exchange.h"
#include "core/run/cachestrata.h"
#include "ui/models/exchangesource.h"
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
    : QObject(parent), m_context(context), m_tools(tools), m_blocks(blocks)
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
        return showNothing();
    }
    m_exchange = id;
    m_awaited = 0;
    const auto body = exchange ? json::parse(exchange->requestBody) : json::parse(QByteArray());
    if (!body)
        return showNothing();
    const run::CacheStrata strata = run::cacheStrata(*body, answer->facts.usage);
    const auto tell = [](auto *model, const json::Json &list, const std::vector<run::CacheState> &of) {
        std::vector<json::Json> sent;
        std::vector<models::Strata> states;
        for (qsizetype i = 0; i < list.size() && size_t(i) < of.size(); ++i) {
            sent.push_back(list.at(i));
            states.push_back(strataOf(of[size_t(i)]));
        }
        model->setSent(std::move(sent), std::move(states));
    };
    tell(m_tools, body->value(u"toolConfig").value(u"tools"), strata.tools);
    tell(m_blocks, body->value(u"system"), strata.system);
}

void CacheWatch::showNothing()
{
    m_tools->setSent({}, {});
    m_blocks->setSent({}, {});
}

} // namespace outcrop::ui::shell
