// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/converse/message.h"

namespace outcrop::converse
{

ContentBlock::Kind ContentBlock::kind() const
{
    static constexpr std::pair<QLatin1StringView, Kind> kinds[] = {
        {QLatin1StringView("text"), Kind::Text},
        {QLatin1StringView("image"), Kind::Image},
        {QLatin1StringView("document"), Kind::Document},
        {QLatin1StringView("video"), Kind::Video},
        {QLatin1StringView("audio"), Kind::Audio},
        {QLatin1StringView("toolUse"), Kind::ToolUse},
        {QLatin1StringView("toolResult"), Kind::ToolResult},
        {QLatin1StringView("guardContent"), Kind::GuardContent},
        {QLatin1StringView("cachePoint"), Kind::CachePoint},
        {QLatin1StringView("reasoningContent"), Kind::ReasoningContent},
        {QLatin1StringView("citationsContent"), Kind::CitationsContent},
        {QLatin1StringView("searchResult"), Kind::SearchResult},
        {QLatin1StringView("toolAddition"), Kind::ToolAddition},
        {QLatin1StringView("toolRemoval"), Kind::ToolRemoval},
    };
    const QString name = unionMember();
    for (const auto &[known, kind] : kinds) {
        if (known == name)
            return kind;
    }
    return Kind::Unknown;
}

ContentBlock ContentBlock::ofText(const QString &text)
{
    ContentBlock block;
    block.setText(text);
    return block;
}

} // namespace outcrop::converse
