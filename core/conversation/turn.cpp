// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/turn.h"

#include "core/base/ids.h"

#include <algorithm>
#include <array>

namespace outcrop::conversation
{

namespace
{

constexpr std::array<QLatin1StringView, 5> stateNames{
    QLatin1StringView("complete"), QLatin1StringView("stopped"), QLatin1StringView("incomplete"),
    QLatin1StringView("failed"), QLatin1StringView("interrupted")};

constexpr QLatin1StringView reasoningMember("reasoningContent");

bool isBlankText(const json::Json &block)
{
    const auto text = block.find(QLatin1StringView("text"));
    return text && text->isBlankString();
}

// The signature comes last (protocol/converse.md, Folding a stream, 4): without it the text was cut.
bool isCutReasoning(const json::Json &block)
{
    const auto reasoning = block.find(reasoningMember);
    if (!reasoning)
        return false;
    const auto text = reasoning->find(QLatin1StringView("reasoningText"));
    return text && text->value(QLatin1StringView("signature")).toString().isEmpty();
}

// Whatever stands beside it.
bool isSentForItself(const Turn &turn, const Block &candidate)
{
    if (candidate.muted)
        return false;
    const json::Json &block = candidate.value;
    if (block.contains(unsentToolUseMember) || block.contains(unknownBlockMember))
        return false;
    if (turn.role != QLatin1StringView("assistant"))
        return true;
    if (isBlankText(block))
        return false;
    return turn.state == TurnState::Complete ||
           !(block.contains(QLatin1StringView("toolUse")) ||
             block.contains(QLatin1StringView("toolResult")) || isCutReasoning(block));
}

} // namespace

QLatin1StringView turnStateName(TurnState state)
{
    return stateNames.at(static_cast<size_t>(state));
}

std::optional<TurnState> turnStateFromName(QStringView name)
{
    for (size_t i = 0; i < stateNames.size(); ++i) {
        if (name == stateNames[i])
            return static_cast<TurnState>(i);
    }
    return std::nullopt;
}

bool isSent(const Turn &turn, const Block &block)
{
    if (!isSentForItself(turn, block))
        return false;
    if (turn.role != QLatin1StringView("assistant") || !block.value.contains(reasoningMember))
        return true;
    const auto self = std::ranges::find(turn.content, block.id, &Block::id);
    return self == turn.content.end() ||
           std::any_of(self + 1, turn.content.end(), [&turn](const Block &later) {
               return !later.value.contains(reasoningMember) && isSentForItself(turn, later);
           });
}

bool wasRun(const Turn &turn)
{
    return turn.state != TurnState::Complete || turn.facts != AnswerFacts();
}

Turn makeTurn(const QString &role, std::vector<Block> content)
{
    Turn turn;
    turn.id = base::newId();
    turn.role = role;
    turn.content = std::move(content);
    return turn;
}

Turn userTurn(const QString &text)
{
    return makeTurn(QStringLiteral("user"), {textBlock(text)});
}

} // namespace outcrop::conversation
