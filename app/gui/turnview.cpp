// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/turnview.h"

#include "app/gui/blockview.h"
#include "core/converse/refusalplace.h"
#include "core/run/cachewarmth.h"

#include <QCoreApplication>

#include <cstdlib>

namespace outcrop::app
{

namespace
{

using namespace Qt::StringLiterals;
using conversation::Turn;
using conversation::TurnState;
using ui::models::Strata;
using ui::models::TranscriptTurn;

ui::models::TurnState stateView(TurnState state)
{
    switch (state) {
    case TurnState::Complete:
        return ui::models::TurnState::Complete;
    case TurnState::Stopped:
        return ui::models::TurnState::Stopped;
    case TurnState::Incomplete:
    case TurnState::Interrupted:
        return ui::models::TurnState::Incomplete;
    case TurnState::Failed:
        return ui::models::TurnState::Failed;
    }
    return ui::models::TurnState::Complete;
}

Strata strataView(run::CacheState state)
{
    switch (state) {
    case run::CacheState::None:
        return Strata::None;
    case run::CacheState::Read:
        return Strata::Read;
    case run::CacheState::Write:
        return Strata::Write;
    }
    return Strata::None;
}

std::optional<json::Json> resultFor(const Turn &answers, const QString &toolUseId)
{
    for (const conversation::Block &block : answers.content) {
        const auto result = block.value.find("toolResult"_L1);
        if (result && result->value("toolUseId"_L1).toString() == toolUseId)
            return result;
    }
    return std::nullopt;
}

std::optional<qint64> count(const json::Json &usage, QLatin1StringView member)
{
    return usage.value(member).toInt();
}

QString clockNote(std::chrono::seconds off)
{
    const qint64 seconds = std::abs(off.count());
    const QString much = seconds < 120 ? QCoreApplication::translate("TurnView", "%1 s").arg(seconds)
                                       : QCoreApplication::translate("TurnView", "%1 min").arg(seconds / 60);
    return (off.count() > 0 ? QCoreApplication::translate("TurnView", "this computer's clock is %1 slow")
                            : QCoreApplication::translate("TurnView", "this computer's clock is %1 fast"))
        .arg(much);
}

} // namespace

ui::models::TranscriptFooter footerView(const conversation::AnswerFacts &facts)
{
    ui::models::TranscriptFooter footer;
    footer.stopReason = facts.stopReason;
    footer.inputTokens = count(facts.usage, "inputTokens"_L1);
    footer.outputTokens = count(facts.usage, "outputTokens"_L1);
    footer.cacheReadTokens = count(facts.usage, "cacheReadInputTokens"_L1);
    footer.cacheWriteTokens = count(facts.usage, "cacheWriteInputTokens"_L1);
    footer.firstToken = facts.firstToken;
    footer.total = facts.total;
    return footer;
}

bool namesPlace(const Turn &turn)
{
    return turn.facts.error && turn.facts.error->kind == base::ErrorKind::Validation &&
           converse::mayNamePlace(turn.facts.error->serviceMessage);
}

TranscriptTurn turnView(const Turn &turn, const Turn *answers, const std::vector<BlockCache> &strata)
{
    TranscriptTurn view;
    view.id = turn.id;
    view.role = turn.role;
    view.state = stateView(turn.state);
    if (turn.state == TurnState::Interrupted)
        view.stateNote =
            QCoreApplication::translate("TurnView", "interrupted: the program ended while it arrived");
    else if (turn.state == TurnState::Complete && turn.facts.clockOff)
        view.stateNote = clockNote(*turn.facts.clockOff);
    view.footer = footerView(turn.facts);
    view.error = turn.facts.error;
    view.errorNamesPlace = namesPlace(turn);
    view.note = turn.note;
    const bool answer = turn.role == "assistant"_L1;
    view.blocks.reserve(turn.content.size());
    for (size_t i = 0; i < turn.content.size(); ++i) {
        ui::models::TranscriptBlock block = blockView(turn.content[i].value);
        block.muted = turn.content[i].muted;
        if (!block.media.isNull() && !turn.content[i].fileName.isEmpty())
            block.name = turn.content[i].fileName;
        if (i < strata.size()) {
            block.strata = strataView(strata[i].state);
            block.warmUntil = strata[i].warmUntil;
        } else if (answer) {
            block.strata = Strata::Output;
        }
        if (answers && block.kind == ui::models::TranscriptBlock::Kind::ToolUse && !block.id.isEmpty()) {
            if (const auto result = resultFor(*answers, block.id))
                block.toolState = toolStateOf(*result);
        }
        view.blocks.push_back(std::move(block));
    }
    return view;
}

std::vector<std::vector<BlockCache>> turnStrata(const conversation::Conversation &conversation)
{
    std::vector<std::vector<BlockCache>> strata(conversation.turns.size());
    auto last = static_cast<int>(conversation.turns.size()) - 1;
    while (last >= 0 && conversation.turns[static_cast<size_t>(last)].facts.usage.isNull())
        --last;
    if (last < 0)
        return strata;

    const conversation::AnswerFacts &facts = conversation.turns[static_cast<size_t>(last)].facts;
    const auto sentUtc = run::sentToItsCache(facts, conversation);
    conversation::Conversation prompt = conversation;
    prompt.turns.resize(static_cast<size_t>(last));
    const run::CacheStrata of = run::cacheStrata(toConverseBody(prompt), facts.usage);
    const std::vector<std::vector<int>> messages = turnsOfMessages(prompt);
    for (size_t message = 0; message < messages.size() && message < of.messages.size(); ++message) {
        auto next = of.messages[message].begin();
        for (const int index : messages[message]) {
            const Turn &turn = prompt.turns[static_cast<size_t>(index)];
            for (const conversation::Block &block : turn.content) {
                const bool sent = isSent(turn, block) && next != of.messages[message].end();
                const run::CacheState state = sent ? *next++ : run::CacheState::None;
                strata[static_cast<size_t>(index)].push_back(
                    {state, run::warmUntil(block.value, state, sentUtc)});
            }
        }
    }
    return strata;
}

} // namespace outcrop::app
