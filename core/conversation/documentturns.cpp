// SPDX-License-Identifier: GPL-3.0-or-later

// What ConversationDocument does to the tree of turns. Each function says what follows what afterwards;
// DocumentEdits::changeTree() does the rest.

#include "core/base/ids.h"
#include "core/conversation/commands.h"
#include "core/conversation/conversationdocument.h"
#include "core/conversation/documentedits.h"
#include "core/conversation/drafting.h"
#include "core/conversation/toolanswers.h"
#include "core/conversation/treechange.h"

#include <algorithm>

namespace outcrop::conversation
{

namespace
{

using Children = TurnTree::Children;

const auto answerRole = QStringLiteral("assistant");

} // namespace

void ConversationDocument::giveId(Turn &turn) const
{
    if (turn.id.isEmpty() || m_conversation.tree.contains(turn.id))
        turn.id = base::newId();
}

QString ConversationDocument::insertTurn(int index, Turn turn)
{
    if (m_readOnly)
        return {};
    giveId(turn);
    push(std::make_unique<ChangeTreeCommand>(*this, insertion(m_conversation, index, turn),
                                             turn.role == answerRole ? tr("Add answer") : tr("Add message")));
    return turn.id;
}

QString ConversationDocument::appendDraft()
{
    if (m_readOnly || isBlankDraft(m_conversation))
        return {};
    const std::vector<PendingToolUse> calls = pendingToolUses(m_conversation);
    const QString role = m_conversation.draftFrame.role;
    const Turn turn =
        calls.empty() ? makeTurn(role.isEmpty() ? QStringLiteral("user") : role, draftContent(m_conversation))
                      : toolResultTurn(calls, m_conversation.draft, m_conversation.draftFrame);
    const int end = static_cast<int>(m_conversation.turns.size());
    push(std::make_unique<AppendDraftCommand>(*this, insertion(m_conversation, end, turn),
                                              calls.empty() ? tr("Add message") : tr("Add tool result")));
    return turn.id;
}

bool ConversationDocument::replaceTurn(const QString &turnId, Turn turn)
{
    const std::optional<int> row = m_conversation.indexOfTurn(turnId);
    if (m_readOnly || !row)
        return false;
    turn.id = turnId;
    const Turn &before = m_conversation.turns[static_cast<size_t>(*row)];
    if (turn != before)
        push(std::make_unique<ReplaceTurnCommand>(*this, before, std::move(turn), tr("Replace message")));
    return true;
}

bool ConversationDocument::removeTurn(const QString &turnId)
{
    if (m_readOnly || !m_conversation.tree.contains(turnId))
        return false;
    push(std::make_unique<ChangeTreeCommand>(*this, removal(m_conversation.tree, turnId),
                                             tr("Remove message")));
    return true;
}

QString ConversationDocument::addSibling(const QString &turnId, Turn turn)
{
    if (!m_conversation.tree.contains(turnId))
        return {};
    return addChild(m_conversation.tree.parentOf(turnId), std::move(turn));
}

QString ConversationDocument::addChild(const QString &parentId, Turn turn, bool choose)
{
    const TurnTree &tree = m_conversation.tree;
    if (m_readOnly || (!parentId.isEmpty() && !tree.contains(parentId)))
        return {};
    giveId(turn);
    const bool isFork = !tree.children(parentId).ids.empty();
    push(std::make_unique<ChangeTreeCommand>(*this, addition(tree, parentId, turn, choose),
                                             isFork                    ? tr("Add branch")
                                             : turn.role == answerRole ? tr("Add answer")
                                                                       : tr("Add message")));
    return turn.id;
}

bool ConversationDocument::chooseTurn(const QString &turnId)
{
    const TurnTree &tree = m_conversation.tree;
    if (m_readOnly || !tree.contains(turnId))
        return false;
    TreeChange change;
    for (const QString &id : tree.pathTo(turnId)) {
        Children children = tree.children(tree.parentOf(id));
        if (children.chosen == id)
            continue;
        children.chosen = id;
        change.children[tree.parentOf(id)] = children;
    }
    if (!change.children.empty())
        push(std::make_unique<ChangeTreeCommand>(*this, std::move(change), tr("Switch branch")));
    return true;
}

bool ConversationDocument::chooseSibling(const QString &turnId, int step)
{
    const std::vector<QString> siblings = m_conversation.siblingsOf(turnId);
    const auto own = std::ranges::find(siblings, turnId) - siblings.begin();
    const auto wanted = own + step;
    return wanted >= 0 && wanted < std::ssize(siblings) && chooseTurn(siblings[static_cast<size_t>(wanted)]);
}

bool ConversationDocument::removeBranch(const QString &turnId)
{
    const TurnTree &tree = m_conversation.tree;
    if (m_readOnly || !tree.contains(turnId))
        return false;
    const QString parent = tree.parentOf(turnId);
    TreeChange change;
    change.removed = tree.subtree(turnId);
    for (const QString &id : change.removed)
        change.children[id] = {};
    Children children = tree.children(parent);
    const auto own = std::ranges::find(children.ids, turnId);
    const auto place = own - children.ids.begin();
    children.ids.erase(own);
    if (children.chosen == turnId) {
        const auto neighbour = std::min(place, std::ssize(children.ids) - 1);
        children.chosen = neighbour < 0 ? QString() : children.ids[static_cast<size_t>(neighbour)];
    }
    change.children[parent] = children;
    push(std::make_unique<ChangeTreeCommand>(*this, std::move(change), tr("Delete branch")));
    return true;
}

bool ConversationDocument::pinMainLine()
{
    if (m_readOnly || m_conversation.turns.empty())
        return false;
    const QString last = m_conversation.turns.back().id;
    if (last != m_conversation.mainLine)
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::MainLine, {}},
                                                json::Json(last), Typing::No, tr("Pin main line")));
    return true;
}

bool ConversationDocument::unpinMainLine()
{
    if (m_readOnly || m_conversation.mainLine.isEmpty())
        return false;
    push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::MainLine, {}},
                                            json::Json(QString()), Typing::No, tr("Unpin main line")));
    return true;
}

bool ConversationDocument::showMainLine()
{
    return chooseTurn(m_conversation.mainLine);
}

bool ConversationDocument::setNote(const QString &turnId, const QString &note, Typing typing)
{
    const Turn *turn = m_conversation.findTurn(turnId);
    if (m_readOnly || !turn)
        return false;
    if (turn->note != note)
        push(std::make_unique<SetMemberCommand>(*this, MemberName{MemberName::Kind::Note, turnId},
                                                json::Json(note), typing, tr("Change note")));
    return true;
}

void ConversationDocument::setAwaited(const std::optional<AwaitedAnswer> &awaited)
{
    if (!m_readOnly && awaited != m_conversation.awaited)
        DocumentEdits(*this).setAwaited(awaited);
}

} // namespace outcrop::conversation
