// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/requestpart.h"

#include <algorithm>

namespace outcrop::conversation
{

using json::Pointer;

namespace
{

const auto messagesMember = QStringLiteral("messages");
const auto systemMember = QStringLiteral("system");
const auto toolConfigMember = QStringLiteral("toolConfig");
const auto toolsMember = QStringLiteral("tools");
const auto contentMember = QStringLiteral("content");

template <typename List>
const typename List::value_type *itemAt(const List &list, QStringView token)
{
    const qsizetype index = Pointer::indexFrom(token).value_or(-1);
    return index < 0 || index >= std::ssize(list) ? nullptr : &list[static_cast<size_t>(index)];
}

} // namespace

RequestPart requestPartAt(const Conversation &conversation, const RequestShape &shape, const Pointer &pointer)
{
    const QStringList &steps = pointer.tokens();
    const RequestLayout layout = requestLayout(conversation, shape);
    RequestPart part;
    part.section = steps.value(0);
    if (part.section == messagesMember) {
        const RequestLayout::Message *message = itemAt(layout.messages, steps.value(1));
        if (!message)
            return part;
        part.turnId = conversation.turns[static_cast<size_t>(message->turns.front())].id;
        if (steps.value(2) != contentMember)
            return part;
        if (const RequestLayout::Item *item = itemAt(message->content, steps.value(3))) {
            const Turn &turn = conversation.turns[static_cast<size_t>(item->turn)];
            part.turnId = turn.id;
            part.blockId = turn.content[static_cast<size_t>(item->block)].id;
        }
    } else if (part.section == systemMember) {
        if (const int *row = itemAt(layout.system, steps.value(1)))
            part.blockId = conversation.system[static_cast<size_t>(*row)].id;
    } else if (part.section == toolConfigMember && steps.value(1) == toolsMember) {
        if (const int *row = itemAt(layout.tools, steps.value(2)))
            part.tool = *row;
    }
    return part;
}

Pointer pointerToPart(const Conversation &conversation, const RequestShape &shape, const RequestPart &part)
{
    Pointer pointer;
    if (part.section.isEmpty())
        return pointer;
    pointer.append(part.section);
    const RequestLayout layout = requestLayout(conversation, shape);
    if (part.section == systemMember) {
        const auto found = std::ranges::find_if(layout.system, [&](int row) {
            return conversation.system[static_cast<size_t>(row)].id == part.blockId;
        });
        return found == layout.system.end() ? pointer : pointer.child(found - layout.system.begin());
    }
    if (part.section == toolConfigMember) {
        const auto found = std::ranges::find(layout.tools, part.tool);
        return found == layout.tools.end() ? pointer
                                           : pointer.child(toolsMember).child(found - layout.tools.begin());
    }
    for (size_t m = 0; part.section == messagesMember && m < layout.messages.size(); ++m) {
        const RequestLayout::Message &message = layout.messages[m];
        const auto isIt = [&](int row) {
            return conversation.turns[static_cast<size_t>(row)].id == part.turnId;
        };
        if (std::ranges::none_of(message.turns, isIt))
            continue;
        const Pointer whole = pointer.child(static_cast<qsizetype>(m));
        const auto block = std::ranges::find_if(message.content, [&](const RequestLayout::Item &item) {
            const Turn &turn = conversation.turns[static_cast<size_t>(item.turn)];
            return turn.content[static_cast<size_t>(item.block)].id == part.blockId;
        });
        // Without a block: where the turn begins in its message.
        const auto first = std::ranges::find_if(
            message.content, [&](const RequestLayout::Item &item) { return isIt(item.turn); });
        const bool ofSeveral = message.turns.size() > 1;
        if (block != message.content.end())
            return whole.child(contentMember).child(block - message.content.begin());
        return ofSeveral && first != message.content.end()
                   ? whole.child(contentMember).child(first - message.content.begin())
                   : whole;
    }
    return pointer;
}

} // namespace outcrop::conversation
