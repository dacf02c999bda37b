// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/treechange.h"

#include <algorithm>

namespace outcrop::conversation
{

using Children = TurnTree::Children;

TreeChange insertion(const Conversation &conversation, int index, const Turn &turn)
{
    const auto row = static_cast<size_t>(std::clamp(index, 0, static_cast<int>(conversation.turns.size())));
    const QString parent = row == 0 ? QString() : conversation.turns[row - 1].id;
    Children children = conversation.tree.children(parent);
    TreeChange change;
    change.added = {turn};
    if (row < conversation.turns.size()) {
        const QString next = conversation.turns[row].id;
        change.children[turn.id] = {{next}, next};
        std::ranges::replace(children.ids, next, turn.id);
    } else {
        children.ids.push_back(turn.id);
    }
    children.chosen = turn.id;
    change.children[parent] = children;
    return change;
}

TreeChange removal(const TurnTree &tree, const QString &turnId)
{
    const QString parent = tree.parentOf(turnId);
    const Children after = tree.children(turnId);
    Children children = tree.children(parent);
    const auto own = std::ranges::find(children.ids, turnId);
    const auto place = own - children.ids.begin();
    children.ids.erase(own);
    children.ids.insert(children.ids.begin() + place, after.ids.begin(), after.ids.end());
    if (children.chosen == turnId) {
        const auto neighbour = std::min(place, std::ssize(children.ids) - 1);
        children.chosen = !after.chosen.isEmpty() ? after.chosen
                          : neighbour < 0         ? QString()
                                                  : children.ids[static_cast<size_t>(neighbour)];
    }
    TreeChange change;
    change.removed = {turnId};
    change.children[turnId] = {};
    change.children[parent] = children;
    return change;
}

TreeChange addition(const TurnTree &tree, const QString &parentId, const Turn &turn, bool choose)
{
    Children children = tree.children(parentId);
    children.ids.push_back(turn.id);
    if (choose || children.chosen.isEmpty())
        children.chosen = turn.id;
    TreeChange change;
    change.added = {turn};
    change.children[parentId] = children;
    return change;
}

} // namespace outcrop::conversation
