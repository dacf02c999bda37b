// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/drafting.h"

#include "core/base/ids.h"

#include <algorithm>

namespace outcrop::conversation
{

namespace
{

/// Undo may bring the draft back while the turn that was made of it is still remembered.
std::vector<Block> withNewIds(std::vector<Block> blocks)
{
    for (Block &block : blocks)
        block.id = base::newId();
    return blocks;
}

bool isContent(const Block &block)
{
    return !block.value.contains(QLatin1StringView("cachePoint"));
}

} // namespace

bool isBlankDraft(const Conversation &conversation)
{
    const DraftFrame &frame = conversation.draftFrame;
    return conversation.draft.trimmed().isEmpty() && std::ranges::none_of(frame.before, isContent) &&
           std::ranges::none_of(frame.after, isContent);
}

std::vector<Block> draftContent(const Conversation &conversation)
{
    std::vector<Block> content = withNewIds(conversation.draftFrame.before);
    if (!conversation.draft.trimmed().isEmpty())
        content.push_back(textBlock(conversation.draft));
    std::ranges::copy(withNewIds(conversation.draftFrame.after), std::back_inserter(content));
    return content;
}

} // namespace outcrop::conversation
