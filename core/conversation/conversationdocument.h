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
/// The branch (Conversation::turns) is what views show and what is sent. Turns beside it are reached by
/// choosing them; the branch then goes over row by row, from its end down to the fork and up again.
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
    /// The places of blocks in the composer: before its text and behind it.
    static BlockPlace beforeDraft() { return {QStringLiteral("@draft-before")}; }
    static BlockPlace afterDraft() { return {QStringLiteral("@draft-after")}; }

    /// What is in a file, before it is a document.
    struct FileContent {
        Conversation conversation;
        QString path;
        KnownFile file;
        bool isRequestBody = false; ///< is not written: it needs saveAs()
        bool newerVersion = false;
        bool escapedBraces = false; ///< as ReadConversation has it
        std::vector<base::Error> brokenAttachments;
        QHash<QByteArray, json::Json> blobs; ///< for the steps of undo, which share them
    };

    /// A conversation that is not saved until saveAs().
    explicit ConversationDocument(Conversation conversation, QObject *parent = nullptr);
    /// Reads a conversation file, or a Converse request body (which is not written: it needs saveAs()).
    /// Errors: Storage as of RegularFile::read, BadInput as of decodeConversation().
    static base::Result<std::unique_ptr<ConversationDocument>> open(const QString &path);
    /// The two halves of open(): what takes its time, on any thread, and the rest.
    static base::Result<FileContent> read(const QString &path);
    explicit ConversationDocument(FileContent content, QObject *parent = nullptr);
    /// Saves at once what is not saved.
    ~ConversationDocument() override;

    const Conversation &conversation() const { return m_conversation; }
    /// The bytes to send now: toConverseBody() without white space.
    QByteArray requestBody() const;
    QUndoStack &undoStack() { return m_undoStack; }
    bool isReadOnly() const { return m_readOnly; }
    /// Why attachments had no bytes when the document was opened, one for each; they are kept as they are.
    const std::vector<base::Error> &brokenAttachments() const { return m_brokenAttachments; }
    /// Path, state, conflicts, saving at once or elsewhere.
    DocumentSaver &saver() { return m_saver; }

    // Members. setInference() and setOtherMember() take std::nullopt for unset.
    void setTitle(const QString &title, Typing typing = Typing::No);
    void setModelId(const QString &modelId);
    void setConnectionName(const QString &name);
    void setStream(bool stream);
    /// @p key is a member of inferenceConfig ("maxTokens", "temperature", "topP", "stopSequences").
    void setInference(const QString &key, const std::optional<json::Json> &value, Typing typing = Typing::No);
    /// The array of tools; empty or null removes it, and the choice with it.
    void setTools(const json::Json &tools, Typing typing = Typing::No);
    /// toolConfig.toolChoice; nothing happens while there are no tools.
    void setToolChoice(const std::optional<json::Json> &choice);
    /// @p key is any other member of the request ("guardrailConfig").
    void setOtherMember(const QString &key, const std::optional<json::Json> &value,
                        Typing typing = Typing::No);
    /// What {{name}} stands for; std::nullopt for unset.
    void setVariable(const QString &name, const std::optional<QString> &value, Typing typing = Typing::No);
    /// The values for all conversations. Neither saved here nor a step of undo; variableChanged() follows
    /// with an empty name.
    void setLibraryVariables(const json::Json &values);
    /// What stands in the composer. Saved, but no step of undo.
    void setDraft(const QString &text);
    /// The role the message in the composer will have: "user", "assistant" or "system". Likewise.
    void setDraftRole(const QString &role);

    // Blocks. An index beyond the end means the end. An unknown id changes nothing and gives false.
    /// @p fileName is what an attachment was called (Block::fileName).
    QString insertBlock(const BlockPlace &place, int index, const json::Json &value,
                        const QString &fileName = {});
    bool removeBlock(const QString &blockId);
    /// @p index is the row it shall have in its list.
    bool moveBlock(const QString &blockId, int index);
    bool changeBlock(const QString &blockId, const json::Json &value, Typing typing = Typing::No);

    /// A muted block stays where it is and is not sent.
    bool setBlockMuted(const QString &blockId, bool muted);

    // Turns. Those that take a Turn give its id: a new one when it has none, or one that is taken.
    /// Puts @p turn between two turns of the branch, or at its end.
    QString insertTurn(int index, Turn turn);
    QString appendTurn(Turn turn)
    {
        return insertTurn(static_cast<int>(m_conversation.turns.size()), std::move(turn));
    }
    /// Takes a block of the composer one place up (-1) or down (1), past the text too. False at either end.
    bool stepDraftBlock(const QString &blockId, int step);
    /// Appends the draft with the blocks around it as a turn and empties the composer, in one step: as the
    /// result of the tool calls that wait for one (toolanswers.h), else as a message of its role. Nothing
    /// when the draft is blank (drafting.h).
    QString appendDraft();
    /// Puts @p turn in the place of @p turnId of the branch, keeping that id: corrected where it stands.
    bool replaceTurn(const QString &turnId, Turn turn);
    /// Removes this one turn; what follows it then follows the one before it.
    bool removeTurn(const QString &turnId);

    // Branches: turns may also stand beside the branch.
    /// Puts @p turn beside @p turnId and continues with it: another wording, another answer. Empty when there
    /// is no such turn.
    QString addSibling(const QString &turnId, Turn turn);
    /// Lets @p turn follow @p parentId (empty: as a first turn), beside what follows it already. With
    /// @p choose the branch goes there, if it comes by. Empty when there is no such parent.
    QString addChild(const QString &parentId, Turn turn, bool choose = true);
    /// Leads the branch through a turn, and on from there as it went before.
    bool chooseTurn(const QString &turnId);
    /// chooseTurn() of the sibling so many places further (negative: back); false at either end.
    bool chooseSibling(const QString &turnId, int step);
    /// Removes a turn and everything that follows it, on every branch.
    bool removeBranch(const QString &turnId);
    /// Remembers the branch as it is now as the main line; showMainLine() goes back to it.
    bool pinMainLine();
    bool unpinMainLine();
    bool showMainLine();
    /// On the branch or beside it.
    bool setNote(const QString &turnId, const QString &note, Typing typing = Typing::No);
    /// Saved, but no step of undo.
    void setAwaited(const std::optional<AwaitedAnswer> &awaited);

Q_SIGNALS:
    void titleChanged();
    void modelChanged();
    void connectionChanged();
    void streamChanged();
    void inferenceChanged(const QString &key);
    void toolsChanged();
    void otherMemberChanged(const QString &key);
    void variableChanged(const QString &name);
    void draftChanged();
    void requestTextChanged();
    void draftRoleChanged();
    // Of the list before the text or of the one @p behind it.
    void draftBlockInserted(bool behind, int row);
    void draftBlockRemoved(bool behind, int row);
    void draftBlockMoved(bool behind, int from, int to); ///< rows before and after
    void draftBlockChanged(bool behind, int row);
    void systemBlockInserted(int row);
    void systemBlockRemoved(int row);
    void systemBlockMoved(int from, int to); ///< rows before and after
    void systemBlockChanged(int row);
    void turnInserted(int row);
    void turnRemoved(int row);
    /// Its content, state, facts or note, how many siblings it has, or whether an edit of it is kept.
    void turnChanged(int row);
    void mainLineChanged();
    /// Follows every signal above: something of the request or the document is different.
    void changed();

private:
    friend class DocumentEdits;
    friend class UndoJournal;

    void push(std::unique_ptr<QUndoCommand> command);
    void giveId(Turn &turn) const;

    Conversation m_conversation;
    bool m_readOnly = false;
    bool m_escapedBraces = false; ///< when the file was read
    std::vector<base::Error> m_brokenAttachments;
    QHash<QByteArray, json::Json> m_loadedBlobs; ///< until the steps of undo are restored, which share them
    QUndoStack m_undoStack;
    DocumentSaver m_saver;
};

} // namespace outcrop::conversation
