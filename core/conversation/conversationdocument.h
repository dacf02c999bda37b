// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/conversation/conversation.h"
#include "core/conversation/documentsaver.h"

#include <QObject>
#include <QUndoStack>

#include <memory>

namespace outcrop::conversation
{

/// One open conversation: the only thing that changes a Conversation, every change undoable and saved by
/// itself.
///
/// Changes are commands on undoStack(); a change that changes nothing makes no command. Signals follow each
/// change, also of undo and redo, name rows of the state after it, and never mean a reset. Typing
/// (Typing::Yes) merges with the typing before it until a new line begins or the caret goes elsewhere.
///
/// A document with a path is written at most one second after a change (see DocumentSaver). A read-only one
/// (of a newer Outcrop) takes no change.
class ConversationDocument : public QObject
{
    Q_OBJECT

public:
    enum class Typing { No, Yes };
    /// Where blocks stand: in the system prompt, or in the turn with an id.
    struct BlockPlace {
        QString turnId; ///< empty: the system prompt
    };

    /// A conversation that is not saved until saveAs().
    explicit ConversationDocument(Conversation conversation, QObject *parent = nullptr);
    /// Reads a conversation file, or a Converse request body (which is not written: it needs saveAs()).
    /// Errors: Storage as of RegularFile::read, BadInput as of decodeConversation().
    static base::Result<std::unique_ptr<ConversationDocument>> open(const QString &path);
    /// Saves at once what is not saved.
    ~ConversationDocument() override;

    const Conversation &conversation() const { return m_conversation; }
    /// The bytes to send now: toConverseBody() without white space.
    QByteArray requestBody() const;
    QUndoStack &undoStack() { return m_undoStack; }
    bool isReadOnly() const { return m_readOnly; }
    /// Path, state, conflicts, saving at once or elsewhere.
    DocumentSaver &saver() { return m_saver; }

    // Members. setInference() and setOtherMember() take std::nullopt for unset.
    void setTitle(const QString &title, Typing typing = Typing::No);
    void setModelId(const QString &modelId);
    void setConnectionName(const QString &name);
    void setStream(bool stream);
    /// @p key is a member of inferenceConfig ("maxTokens", "temperature", "topP", "stopSequences").
    void setInference(const QString &key, const std::optional<json::Json> &value, Typing typing = Typing::No);
    /// The array of tools; empty or null removes it.
    void setTools(const json::Json &tools);
    /// @p key is any other member of the request ("guardrailConfig").
    void setOtherMember(const QString &key, const std::optional<json::Json> &value);
    /// What stands in the composer. Saved, but no step of undo.
    void setDraft(const QString &text);

    // Blocks. An index beyond the end means the end. An unknown id changes nothing and gives false.
    QString insertBlock(const BlockPlace &place, int index, const json::Json &value);
    bool removeBlock(const QString &blockId);
    /// @p index is the row it shall have in its list.
    bool moveBlock(const QString &blockId, int index);
    bool changeBlock(const QString &blockId, const json::Json &value, Typing typing = Typing::No);

    // Turns. insertTurn() gives the turn's id (a new one when @p turn has none).
    QString insertTurn(int index, Turn turn);
    QString appendTurn(Turn turn)
    {
        return insertTurn(static_cast<int>(m_conversation.turns.size()), std::move(turn));
    }
    /// Appends the draft as a user turn and empties the draft, in one step: as the result of the tool calls
    /// that wait for one (toolanswers.h), else as a message. Nothing when the draft is blank.
    QString appendDraft();
    /// Puts @p turn in the place of @p turnId, keeping that id: a rerun or a corrected answer, in one step.
    bool replaceTurn(const QString &turnId, Turn turn);
    bool removeTurn(const QString &turnId);

Q_SIGNALS:
    void titleChanged();
    void modelChanged();
    void connectionChanged();
    void streamChanged();
    void inferenceChanged(const QString &key);
    void toolsChanged();
    void otherMemberChanged(const QString &key);
    void draftChanged();
    void systemBlockInserted(int row);
    void systemBlockRemoved(int row);
    void systemBlockMoved(int from, int to); ///< rows before and after
    void systemBlockChanged(int row);
    void turnInserted(int row);
    void turnRemoved(int row);
    void turnChanged(int row); ///< its content, state or facts
    /// Follows every signal above: something of the request or the document is different.
    void changed();

private:
    friend class DocumentEdits;

    void push(std::unique_ptr<QUndoCommand> command);

    Conversation m_conversation;
    bool m_readOnly = false;
    QUndoStack m_undoStack;
    DocumentSaver m_saver;
};

} // namespace outcrop::conversation
