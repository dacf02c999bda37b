// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"

#include <map>
#include <set>

namespace outcrop::conversation
{

/// One member of a conversation that a command sets: which, and for the keyed ones under what key.
struct MemberName {
    enum class Kind {
        Title,
        ModelId,
        Connection,
        Stream,
        Inference,
        ToolConfig,
        Other,
        Variable,
        MainLine,        ///< the id of a turn
        Note,            ///< key: the id of a turn on the branch
        Muted,           ///< key: the id of a block
        InferenceConfig, ///< all of it, an object
        OtherMembers,    ///< all of them, an object
        RequestText,     ///< unset when the text of the request says what the document says
    };

    Kind kind = Kind::Title;
    QString key;

    friend bool operator==(const MemberName &, const MemberName &) = default;
};

/// A place between siblings, said by the one before it, which outlives changes of rows.
struct Position {
    QString afterId; ///< empty: the first

    friend bool operator==(const Position &, const Position &) = default;
};

/// Where a block stands.
struct BlockPosition {
    QString turnId; ///< empty: the system prompt
    Position position;
};

/// A change of the tree of turns: what follows some turns afterwards, and the turns that come and go by it.
struct TreeChange {
    std::map<QString, TurnTree::Children> children; ///< by parent; those that are not here stay
    std::vector<Turn> added;
    std::vector<QString> removed;
};

/// The changes that commands are made of. Each emits its signals; none makes a command. Unknown ids and rows
/// are a bug of the caller.
class DocumentEdits
{
public:
    explicit DocumentEdits(ConversationDocument &document) : m_document(document) {}

    std::optional<json::Json> member(const MemberName &name) const;
    void setMember(const MemberName &name, const std::optional<json::Json> &value);
    void setDraft(const QString &text);
    void setDraftRole(const QString &role);
    /// Everything around the draft at once, row by row for those who listen.
    void setDraftFrame(const DraftFrame &frame);
    void setAwaited(const std::optional<AwaitedAnswer> &awaited);
    void keepTurnEdit(const TurnEdit &edit);
    void forgetTurnEdit(const QString &turnId);

    std::optional<BlockPosition> positionOfBlock(const QString &blockId) const;
    int rowOfBlock(const QString &blockId) const { return find(blockId).row; }
    /// Whether @p turnId is one of the places in the composer.
    static bool isDraftPlace(const QString &turnId);
    const Block &block(const QString &blockId) const;
    BlockPosition positionAt(const QString &turnId, int index) const;
    void insertBlock(const BlockPosition &position, const Block &block);
    void removeBlock(const QString &blockId);
    void moveBlock(const QString &blockId, const Position &position);
    void changeBlock(const QString &blockId, const json::Json &value);

    /// Gives what undoes it. The branch goes over to the chosen turns row by row, from its end down to the
    /// fork and up again.
    TreeChange changeTree(const TreeChange &change);
    void replaceTurn(const QString &turnId, const Turn &turn);

private:
    // What is no turn. The last two are what the composer had before something else was written in it.
    static constexpr int systemList = -1;
    static constexpr int beforeDraftList = -2;
    static constexpr int afterDraftList = -3;

    struct Found {
        std::vector<Block> *list = nullptr;
        int turn = systemList; ///< a row of the branch, or one of the lists below
        int row = -1;
    };
    Turn &turn(const QString &turnId) const;
    Found find(const QString &blockId) const;
    Conversation &conversation() const { return m_document.m_conversation; }
    void announce(const MemberName &name);
    void setObject(const MemberName &name, const json::Json &value);
    Block &blockAt(const Found &found) const { return (*found.list)[static_cast<size_t>(found.row)]; }
    std::vector<std::pair<int, std::vector<Block> *>> blockLists() const;
    Found listAt(const QString &place) const;
    QString placeOf(const Found &found) const;
    void announceInserted(const Found &found);
    void announceRemoved(const Found &found);
    void announceMoved(const Found &found, int to);
    void announceBlock(const Found &found);
    void replaceDraftList(int list, const std::vector<Block> &blocks);
    void setNote(const QString &turnId, const QString &note);
    void announceTurn(const QString &turnId);
    void showBranch(const std::set<QString> &gone);
    void leaveBranch(int row, bool forGood);
    void noteChange();

    ConversationDocument &m_document;
};

} // namespace outcrop::conversation
