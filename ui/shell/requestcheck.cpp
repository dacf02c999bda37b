// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/shell/requestcheck.h"

#include "core/conversation/conversationdocument.h"
#include "core/converse/refusalplace.h"
#include "ui/composer/composer.h"
#include "ui/composer/lintstrips.h"
#include "ui/composer/tokenfigure.h"
#include "ui/editors/requestpane.h"
#include "ui/models/lintmodel.h"
#include "ui/models/modelsource.h"
#include "ui/models/runcontrol.h"
#include "ui/models/tokencount.h"
#include "ui/models/turncontrol.h"

#include <QLocale>

#include <cmath>

namespace outcrop::ui::shell
{

using composer::LintStrips;
using conversation::RequestFinding;
using conversation::RequestPlace;
using models::LintModel;

namespace
{

LintModel::Facts factsOf(models::ModelSource *source)
{
    if (!source)
        return {};
    return [source](const QString &connection, const QString &modelId) {
        return source->lintFacts(connection, modelId);
    };
}

} // namespace

RequestCheck::RequestCheck(const WindowContext &context, editors::RequestPane *request,
                           composer::Composer *composer, QObject *parent)
    : QObject(parent)
    , m_context(context)
    , m_request(request)
    , m_composer(composer)
    , m_model(new LintModel(context.document, factsOf(context.models), this))
    , m_reader(context.exchanges, [this](const Refused &refused) {
        showRefused(refused);
        return m_asked || refused.isRecorded; // else perhaps it is not recorded yet
    })
{
    auto *strips = new LintStrips(m_model);
    m_strips = strips;
    m_composer->setFindings(m_model);
    connect(strips, &LintStrips::placeRequested, this, &RequestCheck::goTo);
    connect(strips, &LintStrips::keyboardLeft, composer, &composer::Composer::focusButton);
    connect(m_model, &LintModel::checked, this, &RequestCheck::showFindings);
    if (models::TokenCount *count = context.tokenCount) {
        composer->tokens()->setCount(count, m_model);
        connect(count, &models::TokenCount::failed, this, [this](const base::Error &error) {
            Q_EMIT told(tr("Not counted: %1. %2 The estimate stays.").arg(error.message, error.advice));
        });
    }
    connect(context.run, &models::RunControl::changed, this, &RequestCheck::followRun);
    if (context.turns)
        connect(context.turns, &models::TurnControl::refusedPlaceWanted, this, &RequestCheck::goToRefused);
    if (context.models)
        connect(context.models, &models::ModelSource::changed, m_model, &LintModel::lookAgain);
}

RequestCheck::~RequestCheck() = default;

void RequestCheck::goTo(const RequestPlace &place)
{
    const bool isBlock = place.kind == RequestPlace::Kind::Message && place.row >= 0;
    if (isBlock && m_context.turns && !m_context.document->isReadOnly())
        m_context.turns->apply(models::TurnCommand::Edit, place.turnId, place.row);
    else
        show(place);
}

/// What one writes in stays closed, and the error that says what is wrong stays in view.
void RequestCheck::mark(const RequestPlace &place)
{
    if (place.kind == RequestPlace::Kind::Message && m_context.turns)
        m_context.turns->mark(place.turnId, place.row);
    else
        show(place);
}

void RequestCheck::show(const RequestPlace &place)
{
    if (place.kind == RequestPlace::Kind::Message && m_context.turns) {
        m_context.turns->goTo(place.turnId, place.row);
        return;
    }
    if (place.kind != RequestPlace::Kind::Draft && place.kind != RequestPlace::Kind::Request) {
        Q_EMIT requestPaneWanted();
        if (m_request->goTo(place))
            return;
    }
    m_composer->focusText();
}

void RequestCheck::countTokens()
{
    if (m_context.tokenCount)
        m_context.tokenCount->count();
}

void RequestCheck::followRun()
{
    const bool running = m_context.run->state() == models::RunControl::State::Running;
    if (running && m_estimated == 0) {
        m_estimated = m_model->tokens();
    } else if (!running && m_estimated > 0) {
        tellDrift();
        m_estimated = 0;
    }
}

/// How far the estimate was from what the service counted.
void RequestCheck::tellDrift()
{
    const std::vector<conversation::Turn> &turns = m_context.document->conversation().turns;
    if (turns.empty() || !turns.back().facts.usage.isObject())
        return;
    qint64 counted = 0; // protocol/converse.md: what was read from and written to the cache is beside it
    for (const QString &member : {QStringLiteral("inputTokens"), QStringLiteral("cacheReadInputTokens"),
                                  QStringLiteral("cacheWriteInputTokens")})
        counted += turns.back().facts.usage.value(member).toInt().value_or(0);
    if (counted <= 0)
        return;
    const double percent = 100.0 * double(m_estimated - counted) / double(counted);
    const QString words = tr("Last request: ≈ %1 estimated, %2 counted by the service (%3%4 %)")
                              .arg(QLocale().toString(m_estimated), QLocale().toString(counted),
                                   percent < 0 ? QStringLiteral("−") : QStringLiteral("+"),
                                   QLocale().toString(std::abs(percent), 'f', 1));
    m_composer->tokens()->setDrift(words);
    Q_EMIT told(words);
}

void RequestCheck::goToRefused(const QString &turnId, bool asked)
{
    const conversation::Turn *turn = m_context.document->conversation().findTurn(turnId);
    m_reader.stop();
    if (!turn || !turn->facts.error)
        return;
    m_refused = turnId;
    m_asked = asked;
    m_reader.read(turn->facts.exchangeId.value_or(0),
                  [message = turn->facts.error->serviceMessage](const auto &exchange) {
                      return locate(exchange, message);
                  });
}

RequestCheck::Refused RequestCheck::locate(const base::Result<history::Exchange> &exchange,
                                           const QString &message)
{
    Refused refused;
    refused.isKept = exchange.ok();
    refused.isRecorded = exchange.ok() || exchange.error().kind != base::ErrorKind::NotFound;
    if (const auto parsed = json::parse(exchange ? exchange->requestBody : QByteArray())) {
        refused.body = *parsed;
        refused.place = converse::placeInRefusal(message, refused.body);
    }
    return refused;
}

void RequestCheck::showRefused(const Refused &refused)
{
    const conversation::Conversation &conversation = m_context.document->conversation();
    if (refused.place) {
        if (!m_asked && !conversation.draft.isEmpty())
            return;
        const RequestPlace place =
            conversation::placeOfSent(conversation, m_refused, refused.body, *refused.place);
        if (m_asked)
            goTo(place);
        else
            mark(place);
    } else if (m_asked) {
        Q_EMIT told(refused.isKept ? tr("The message names no place that is in the request.")
                                   : tr("What was sent is not kept, so its places cannot be found."));
    }
}

void RequestCheck::showFindings()
{
    std::vector<RequestFinding> findings;
    for (int row = 0; row < m_model->rowCount(); ++row)
        findings.push_back(m_model->finding(row));
    m_request->showFindings(findings);
}

} // namespace outcrop::ui::shell
