// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/documentedits.h"

#include <QUndoCommand>

#include <memory>

namespace outcrop::conversation
{

// The steps of undo of a conversation. They hold values and ids, never rows or pointers into the
// conversation.

class DocumentCommand : public QUndoCommand
{
public:
    using QUndoCommand::QUndoCommand;

    /// The step as the undo journal has it (commandjson.cpp).
    virtual std::optional<json::Json> toJson() const = 0;
    /// Takes in @p next, which was done after this step to the same value; false when it is another.
    virtual bool absorb(const DocumentCommand &next)
    {
        Q_UNUSED(next);
        return false;
    }
    /// Whether it sets one value that is there before and after, so that the order among such steps does not
    /// matter.
    virtual bool setsOneValue() const { return false; }
    virtual bool changesNothing() const { return false; }
};

/// The inverse of toJson(); null for what is no step.
std::unique_ptr<DocumentCommand> commandFromJson(ConversationDocument &document, const json::Json &from);

/// Several steps that are one for the user; nothing when one of them has no JSON.
std::optional<json::Json> macroToJson(const QString &text,
                                      const std::vector<std::optional<json::Json>> &steps);

class SetMemberCommand : public DocumentCommand
{
public:
    SetMemberCommand(ConversationDocument &document, MemberName name, std::optional<json::Json> value,
                     ConversationDocument::Typing typing, const QString &text);
    SetMemberCommand(ConversationDocument &document, const json::Json &from);
    void undo() override;
    void redo() override;
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;
    bool absorb(const DocumentCommand &next) override;
    bool setsOneValue() const override { return true; }
    bool changesNothing() const override { return m_before == m_after; }
    std::optional<json::Json> toJson() const override;

private:
    DocumentEdits m_edits;
    const MemberName m_name;
    const std::optional<json::Json> m_before;
    std::optional<json::Json> m_after;
    const ConversationDocument::Typing m_typing;
    std::optional<json::Json> m_lastBefore; ///< before the last of the merged changes
};

class InsertBlockCommand : public DocumentCommand
{
public:
    InsertBlockCommand(ConversationDocument &document, BlockPosition position, Block block,
                       const QString &text);
    InsertBlockCommand(ConversationDocument &document, const json::Json &from);
    void undo() override { m_edits.removeBlock(m_block.id); }
    void redo() override { m_edits.insertBlock(m_position, m_block); }
    std::optional<json::Json> toJson() const override;

private:
    DocumentEdits m_edits;
    const BlockPosition m_position;
    const Block m_block;
};

class RemoveBlockCommand : public DocumentCommand
{
public:
    RemoveBlockCommand(ConversationDocument &document, const QString &blockId, const QString &text);
    RemoveBlockCommand(ConversationDocument &document, const json::Json &from);
    void undo() override { m_edits.insertBlock(m_position, m_block); }
    void redo() override { m_edits.removeBlock(m_block.id); }
    std::optional<json::Json> toJson() const override;

private:
    DocumentEdits m_edits;
    const BlockPosition m_position;
    const Block m_block;
};

class MoveBlockCommand : public DocumentCommand
{
public:
    MoveBlockCommand(ConversationDocument &document, const QString &blockId, Position before, Position after,
                     const QString &text);
    void undo() override { m_edits.moveBlock(m_blockId, m_before); }
    void redo() override { m_edits.moveBlock(m_blockId, m_after); }
    std::optional<json::Json> toJson() const override;

private:
    DocumentEdits m_edits;
    const QString m_blockId;
    const Position m_before;
    const Position m_after;
};

class ChangeBlockCommand : public DocumentCommand
{
public:
    ChangeBlockCommand(ConversationDocument &document, const QString &blockId, json::Json value,
                       ConversationDocument::Typing typing, const QString &text);
    ChangeBlockCommand(ConversationDocument &document, const json::Json &from);
    void undo() override { m_edits.changeBlock(m_blockId, m_before); }
    void redo() override { m_edits.changeBlock(m_blockId, m_after); }
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;
    bool absorb(const DocumentCommand &next) override;
    bool setsOneValue() const override { return true; }
    bool changesNothing() const override { return m_before == m_after; }
    std::optional<json::Json> toJson() const override;

private:
    DocumentEdits m_edits;
    const QString m_blockId;
    const json::Json m_before;
    json::Json m_after;
    const ConversationDocument::Typing m_typing;
    json::Json m_lastBefore; ///< before the last of the merged changes
};

/// Turns added, removed, put elsewhere, or another branch chosen.
class ChangeTreeCommand : public DocumentCommand
{
public:
    ChangeTreeCommand(ConversationDocument &document, TreeChange change, const QString &text);
    ChangeTreeCommand(ConversationDocument &document, const json::Json &from);
    void undo() override;
    void redo() override;
    /// A turn that was added empty, to be written where it stands, is one step with what is written first.
    int id() const override;
    bool mergeWith(const QUndoCommand *other) override;
    std::optional<json::Json> toJson() const override;

private:
    DocumentEdits m_edits;
    TreeChange m_change;
    TreeChange m_inverse; ///< after the first redo()
};

/// Makes a turn of the draft and empties the composer; undo puts it back if nothing was written meanwhile.
class AppendDraftCommand : public ChangeTreeCommand
{
public:
    AppendDraftCommand(ConversationDocument &document, TreeChange change, const QString &text);
    AppendDraftCommand(ConversationDocument &document, const json::Json &from);
    void undo() override;
    void redo() override;
    std::optional<json::Json> toJson() const override;

private:
    ConversationDocument &m_document;
    const QString m_draft;
    const DraftFrame m_frame;
};

class ReplaceTurnCommand : public DocumentCommand
{
public:
    ReplaceTurnCommand(ConversationDocument &document, Turn before, Turn after, const QString &text);
    void undo() override { m_edits.replaceTurn(m_after.id, m_before); }
    void redo() override { m_edits.replaceTurn(m_before.id, m_after); }
    int id() const override;
    const Turn &after() const { return m_after; }
    std::optional<json::Json> toJson() const override;

private:
    DocumentEdits m_edits;
    const Turn m_before;
    const Turn m_after;
};

} // namespace outcrop::conversation
