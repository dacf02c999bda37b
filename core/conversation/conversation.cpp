// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversation.h"

#include "core/base/ids.h"

#include <QSet>

#include <algorithm>

namespace outcrop::conversation
{

using json::Json;

std::optional<int> Conversation::indexOfTurn(const QString &turnId) const
{
    const auto found = std::ranges::find(turns, turnId, &Turn::id);
    if (found == turns.end())
        return std::nullopt;
    return static_cast<int>(found - turns.begin());
}

const Turn *Conversation::findTurn(const QString &turnId) const
{
    if (const std::optional<int> row = indexOfTurn(turnId))
        return &turns[static_cast<size_t>(*row)];
    const auto found = tree.aside().constFind(turnId);
    return found == tree.aside().constEnd() ? nullptr : &found.value();
}

void Conversation::linkTurns()
{
    forgetStrayTurns();
    QSet<QString> seen;
    QString parent;
    for (Turn &turn : turns) {
        if (turn.id.isEmpty() || seen.contains(turn.id))
            turn.id = base::newId();
        seen.insert(turn.id);
        TurnTree::Children children = tree.children(parent);
        if (std::ranges::find(children.ids, turn.id) == children.ids.end())
            children.ids.push_back(turn.id);
        children.chosen = turn.id;
        if (children != tree.children(parent))
            tree.setChildren(parent, children);
        parent = turn.id;
    }
}

void Conversation::forgetStrayTurns()
{
    QSet<QString> known;
    for (const Turn &turn : turns)
        known.insert(turn.id);
    for (const QString &parent : tree.subtree({})) {
        if (!known.contains(parent) && !tree.aside().contains(parent))
            tree.setChildren(parent, {});
    }
    std::vector<QString> parents = tree.subtree({});
    parents.emplace_back();
    for (const QString &parent : parents) {
        TurnTree::Children children = tree.children(parent);
        const auto stray = [&](const QString &turn) {
            return !known.contains(turn) && !tree.aside().contains(turn);
        };
        if (std::erase_if(children.ids, stray) == 0)
            continue;
        if (stray(children.chosen))
            children.chosen = children.ids.empty() ? QString() : children.ids.back();
        tree.setChildren(parent, children);
    }
}

std::vector<QString> Conversation::siblingsOf(const QString &turnId) const
{
    const std::vector<QString> ids = tree.children(tree.parentOf(turnId)).ids;
    return tree.contains(turnId) ? ids : std::vector<QString>{turnId};
}

std::vector<Turn> Conversation::pathTo(const QString &turnId) const
{
    std::vector<Turn> path;
    for (const QString &step : tree.pathTo(turnId)) {
        if (const Turn *turn = findTurn(step))
            path.push_back(*turn);
    }
    return path;
}

bool Conversation::equivalentTo(const Conversation &other) const
{
    const auto sameTurn = [](const Turn &left, const Turn &right) {
        return left.id == right.id && left.role == right.role && left.state == right.state &&
               left.facts == right.facts && left.note == right.note &&
               left.otherMembers == right.otherMembers &&
               blocksToJson(left.content) == blocksToJson(right.content);
    };
    const auto sameEdit = [](const TurnEdit &left, const TurnEdit &right) {
        return left.turnId == right.turnId && left.role == right.role &&
               blocksToJson(left.content) == blocksToJson(right.content);
    };
    const auto sameTree = [&sameTurn](Conversation left, Conversation right) {
        left.linkTurns();
        right.linkTurns();
        const std::vector<QString> ids = left.tree.subtree({});
        return ids == right.tree.subtree({}) && std::ranges::all_of(ids, [&](const QString &one) {
                   return left.tree.children(one) == right.tree.children(one) &&
                          sameTurn(*left.findTurn(one), *right.findTurn(one));
               });
    };
    const auto sameFrame = [](const DraftFrame &left, const DraftFrame &right) {
        return left.role == right.role && blocksToJson(left.before) == blocksToJson(right.before) &&
               blocksToJson(left.after) == blocksToJson(right.after);
    };
    return id == other.id && title == other.title && connectionName == other.connectionName &&
           modelId == other.modelId && stream == other.stream && draft == other.draft &&
           sameFrame(draftFrame, other.draftFrame) && blocksToJson(system) == blocksToJson(other.system) &&
           toolConfig == other.toolConfig && inference.equivalent(other.inference) &&
           otherMembers.equivalent(other.otherMembers) && mainLine == other.mainLine &&
           variables == other.variables && awaited == other.awaited &&
           std::ranges::equal(turns, other.turns, sameTurn) && sameTree(*this, other) &&
           requestText == other.requestText && std::ranges::equal(edits, other.edits, sameEdit);
}

Conversation newConversation()
{
    Conversation conversation;
    conversation.id = base::newId();
    return conversation;
}

} // namespace outcrop::conversation
