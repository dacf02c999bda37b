// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/turnedits.h"

#include "core/conversation/conversationdocument.h"
#include "core/conversation/documentedits.h"

#include <algorithm>

namespace outcrop::conversation
{

namespace
{

base::Error refusal(const QString &message, const QString &advice)
{
    return base::makeError(base::ErrorKind::BadInput, message, advice);
}

bool isSame(const Turn &turn, const TurnEdit &edit)
{
    return turn.role == edit.role &&
           std::ranges::equal(turn.content, edit.content, {}, &Block::value, &Block::value) &&
           std::ranges::equal(turn.content, edit.content, {}, &Block::muted, &Block::muted);
}

/// The place of the first unfinished block, from 1; nothing when all can be applied.
std::optional<int> unfinishedBlock(const TurnEdit &edit)
{
    const auto found = std::ranges::find_if(edit.content, holdsUnfinished, &Block::value);
    if (found == edit.content.end())
        return std::nullopt;
    return static_cast<int>(found - edit.content.begin()) + 1;
}

/// A turn of its own, not what a run made.
Turn siblingOf(const Turn &before, const TurnEdit &edit)
{
    Turn turn = makeTurn(edit.role, {});
    turn.otherMembers = before.otherMembers;
    turn.content = edit.content;
    for (Block &block : turn.content)
        block.id = makeBlock({}).id;
    return turn;
}

} // namespace

const TurnEdit *findTurnEdit(const Conversation &conversation, const QString &turnId)
{
    const auto found = std::ranges::find(conversation.edits, turnId, &TurnEdit::turnId);
    return found == conversation.edits.end() ? nullptr : &*found;
}

void keepTurnEdit(ConversationDocument &document, const TurnEdit &edit)
{
    const Turn *turn = document.conversation().findTurn(edit.turnId);
    if (document.isReadOnly() || !turn)
        return;
    const TurnEdit *kept = findTurnEdit(document.conversation(), edit.turnId);
    if (isSame(*turn, edit))
        forgetTurnEdit(document, edit.turnId);
    else if (!kept || *kept != edit)
        DocumentEdits(document).keepTurnEdit(edit);
}

void forgetTurnEdit(ConversationDocument &document, const QString &turnId)
{
    if (!document.isReadOnly())
        DocumentEdits(document).forgetTurnEdit(turnId);
}

bool isCorrectedInPlace(const Conversation &conversation, const QString &turnId)
{
    const Turn *turn = conversation.findTurn(turnId);
    if (!turn || !conversation.indexOfTurn(turnId))
        return false;
    if (turn->content.empty() && !wasRun(*turn))
        return true;
    const bool awaitsAnswer = conversation.awaited && conversation.awaited->parentId == turnId;
    return !wasRun(*turn) && !awaitsAnswer && conversation.tree.children(turnId).ids.empty();
}

base::Result<QString> applyTurnEdit(ConversationDocument &document, const QString &turnId)
{
    const Conversation &conversation = document.conversation();
    const Turn *turn = conversation.findTurn(turnId);
    if (!turn)
        return refusal(QStringLiteral("The message that was edited is not there any more"),
                       QStringLiteral("Undo its removal, then apply the edit."));
    if (document.isReadOnly())
        return refusal(
            QStringLiteral("This conversation was written by a newer Outcrop and cannot be changed"),
            QStringLiteral("Open a copy of it."));
    const TurnEdit *kept = findTurnEdit(conversation, turnId);
    if (!kept)
        return turnId;
    const TurnEdit edit = *kept;
    if (const std::optional<int> block = unfinishedBlock(edit))
        return refusal(
            QStringLiteral("Block %1 is no JSON yet").arg(*block),
            QStringLiteral("Correct the marked place, or delete the block. What you typed is kept."));
    forgetTurnEdit(document, turnId);
    if (!isCorrectedInPlace(conversation, turnId))
        return document.addSibling(turnId, siblingOf(*turn, edit));
    Turn corrected = *turn;
    corrected.role = edit.role;
    corrected.content = edit.content;
    document.replaceTurn(turnId, corrected);
    return turnId;
}

} // namespace outcrop::conversation
