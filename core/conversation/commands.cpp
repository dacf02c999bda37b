// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/commands.h"

#include "core/conversation/typing.h"

namespace outcrop::conversation
{

using json::Json;
using Typing = ConversationDocument::Typing;

namespace
{

// QUndoStack only offers commands of one number to each other.
constexpr int memberTypingId = 1;
constexpr int blockTypingId = 2;
constexpr int writtenTurnId = 3;
constexpr int neverMerges = -1;

/// Made to be written where it stands, and nothing is in it yet. An answer that failed at once is none.
bool isToBeWritten(const Turn &turn)
{
    return turn.content.empty() && !wasRun(turn);
}

/// What a person types into: the text of a block with one text, else the JSON.
QString typedText(const Json &value)
{
    if (value.isString())
        return value.toString();
    if (value.isObject() && value.size() == 1 && value.at(0).isString())
        return value.at(0).toString();
    return QString::fromUtf8(json::write(value));
}

bool continues(const Json &before, const Json &middle, const Json &after)
{
    return continuesTyping(typedText(before), typedText(middle), typedText(after));
}

} // namespace

SetMemberCommand::SetMemberCommand(ConversationDocument &document, MemberName name, std::optional<Json> value,
                                   Typing typing, const QString &text)
    : DocumentCommand(text)
    , m_edits(document)
    , m_name(std::move(name))
    , m_before(m_edits.member(m_name))
    , m_after(std::move(value))
    , m_typing(typing)
    , m_lastBefore(m_before)
{
}

void SetMemberCommand::undo()
{
    m_edits.setMember(m_name, m_before);
}

void SetMemberCommand::redo()
{
    m_edits.setMember(m_name, m_after);
}

int SetMemberCommand::id() const
{
    return m_typing == Typing::Yes ? memberTypingId : neverMerges;
}

bool SetMemberCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const SetMemberCommand *>(other); // same id(), so same class
    if (next->m_name != m_name)
        return false;
    const auto value = [](const std::optional<Json> &one) { return one.value_or(Json(QString())); };
    if (!continues(value(m_lastBefore), value(m_after), value(next->m_after)))
        return false;
    m_lastBefore = m_after;
    m_after = next->m_after;
    setObsolete(m_after == m_before);
    return true;
}

bool SetMemberCommand::absorb(const DocumentCommand &next)
{
    const auto *same = dynamic_cast<const SetMemberCommand *>(&next);
    if (!same || same->m_name != m_name)
        return false;
    m_after = same->m_after;
    return true;
}

InsertBlockCommand::InsertBlockCommand(ConversationDocument &document, BlockPosition position, Block block,
                                       const QString &text)
    : DocumentCommand(text), m_edits(document), m_position(std::move(position)), m_block(std::move(block))
{
}

RemoveBlockCommand::RemoveBlockCommand(ConversationDocument &document, const QString &blockId,
                                       const QString &text)
    : DocumentCommand(text)
    , m_edits(document)
    , m_position(m_edits.positionOfBlock(blockId).value())
    , m_block(m_edits.block(blockId))
{
}

MoveBlockCommand::MoveBlockCommand(ConversationDocument &document, const QString &blockId, Position before,
                                   Position after, const QString &text)
    : DocumentCommand(text)
    , m_edits(document)
    , m_blockId(blockId)
    , m_before(std::move(before))
    , m_after(std::move(after))
{
}

ChangeBlockCommand::ChangeBlockCommand(ConversationDocument &document, const QString &blockId, Json value,
                                       Typing typing, const QString &text)
    : DocumentCommand(text)
    , m_edits(document)
    , m_blockId(blockId)
    , m_before(m_edits.block(blockId).value)
    , m_after(std::move(value))
    , m_typing(typing)
    , m_lastBefore(m_before)
{
}

int ChangeBlockCommand::id() const
{
    return m_typing == Typing::Yes ? blockTypingId : neverMerges;
}

bool ChangeBlockCommand::mergeWith(const QUndoCommand *other)
{
    const auto *next = static_cast<const ChangeBlockCommand *>(other); // same id(), so same class
    if (next->m_blockId != m_blockId || !continues(m_lastBefore, m_after, next->m_after))
        return false;
    m_lastBefore = m_after;
    m_after = next->m_after;
    setObsolete(m_after == m_before);
    return true;
}

bool ChangeBlockCommand::absorb(const DocumentCommand &next)
{
    const auto *same = dynamic_cast<const ChangeBlockCommand *>(&next);
    if (!same || same->m_blockId != m_blockId)
        return false;
    m_after = same->m_after;
    return true;
}

ChangeTreeCommand::ChangeTreeCommand(ConversationDocument &document, TreeChange change, const QString &text)
    : DocumentCommand(text), m_edits(document), m_change(std::move(change))
{
}

void ChangeTreeCommand::undo()
{
    m_change = m_edits.changeTree(m_inverse);
}

void ChangeTreeCommand::redo()
{
    m_inverse = m_edits.changeTree(m_change);
}

int ChangeTreeCommand::id() const
{
    const bool addsEmptyTurn =
        m_change.added.size() == 1 && m_change.removed.empty() && isToBeWritten(m_change.added.front());
    return addsEmptyTurn ? writtenTurnId : neverMerges;
}

bool ChangeTreeCommand::mergeWith(const QUndoCommand *other)
{
    const auto *written = dynamic_cast<const ReplaceTurnCommand *>(other);
    if (!written || written->after().id != m_change.added.front().id)
        return false;
    m_change.added.front() = written->after();
    return true;
}

AppendDraftCommand::AppendDraftCommand(ConversationDocument &document, TreeChange change, const QString &text)
    : ChangeTreeCommand(document, std::move(change), text)
    , m_document(document)
    , m_draft(document.conversation().draft)
    , m_frame(document.conversation().draftFrame)
{
}

void AppendDraftCommand::undo()
{
    ChangeTreeCommand::undo();
    DocumentEdits edits(m_document);
    // Where other words are, the blocks come back all the same: steps before this one name them.
    const bool otherWords = !m_document.conversation().draft.isEmpty();
    edits.setDraftFrame(m_frame);
    if (!otherWords)
        edits.setDraft(m_draft);
}

void AppendDraftCommand::redo()
{
    ChangeTreeCommand::redo();
    if (m_document.conversation().draft != m_draft)
        return;
    DocumentEdits edits(m_document);
    edits.setDraftFrame({});
    edits.setDraft({});
}

ReplaceTurnCommand::ReplaceTurnCommand(ConversationDocument &document, Turn before, Turn after,
                                       const QString &text)
    : DocumentCommand(text), m_edits(document), m_before(std::move(before)), m_after(std::move(after))
{
}

int ReplaceTurnCommand::id() const
{
    return isToBeWritten(m_before) ? writtenTurnId : neverMerges;
}

} // namespace outcrop::conversation
