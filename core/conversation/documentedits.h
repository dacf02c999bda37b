// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversationdocument.h"

namespace outcrop::conversation
{

/// One member of a conversation that a command sets: which, and for the keyed ones under what key.
struct MemberName {
    enum class Kind { Title, ModelId, Connection, Stream, Inference, ToolConfig, Other };

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

/// The changes that commands are made of. Each emits its signals; none makes a command. Unknown ids and rows
/// are a bug of the caller.
class DocumentEdits
{
public:
    explicit DocumentEdits(ConversationDocument &document) : m_document(document) {}

    std::optional<json::Json> member(const MemberName &name) const;
    void setMember(const MemberName &name, const std::optional<json::Json> &value);
    void setDraft(const QString &text);

    std::optional<BlockPosition> positionOfBlock(const QString &blockId) const;
    int rowOfBlock(const QString &blockId) const { return find(blockId).row; }
    const Block &block(const QString &blockId) const;
    BlockPosition positionAt(const QString &turnId, int index) const;
    void insertBlock(const BlockPosition &position, const Block &block);
    void removeBlock(const QString &blockId);
    void moveBlock(const QString &blockId, const Position &position);
    void changeBlock(const QString &blockId, const json::Json &value);

    Position positionOfTurn(const QString &turnId) const;
    Position turnPositionAt(int index) const;
    void insertTurn(const Position &position, const Turn &turn);
    void removeTurn(const QString &turnId);
    void replaceTurn(const QString &turnId, const Turn &turn);

private:
    struct Found {
        std::vector<Block> *list = nullptr;
        int turn = -1; ///< -1: the system prompt
        int row = -1;
    };
    Found find(const QString &blockId) const;
    Conversation &conversation() const { return m_document.m_conversation; }
    void announce(const MemberName &name);
    void noteChange();

    ConversationDocument &m_document;
};

} // namespace outcrop::conversation
