// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/turn.h"

#include "core/base/ids.h"

#include <array>

namespace outcrop::conversation
{

namespace
{

constexpr std::array<QLatin1StringView, 5> stateNames{
    QLatin1StringView("complete"), QLatin1StringView("stopped"), QLatin1StringView("incomplete"),
    QLatin1StringView("failed"), QLatin1StringView("interrupted")};

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
    if (block.value.contains(unsentToolUseMember) || block.value.contains(unknownBlockMember))
        return false;
    return turn.state == TurnState::Complete || !block.value.contains(QLatin1StringView("toolUse"));
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
