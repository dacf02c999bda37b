// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turntree.h"

namespace outcrop::conversation
{

/// Where the answer of a run that is on its way will stand. In the file, so that an answer whose program
/// ended while it arrived comes to its place.
struct AwaitedAnswer {
    QString turnId;   ///< the id the answer will have
    QString parentId; ///< of the turn it answers

    friend bool operator==(const AwaitedAnswer &, const AwaitedAnswer &) = default;
};

/// What the message in the composer has besides its text.
struct DraftFrame {
    QString role;              ///< of the message; empty: "user". "assistant" makes a prefill
    std::vector<Block> before; ///< attachments and cache points before the text
    std::vector<Block> after;  ///< and those behind it

    friend bool operator==(const DraftFrame &, const DraftFrame &) = default;
};

/// What somebody made of a turn so far, which is not part of the conversation yet (turnedits.h).
struct TurnEdit {
    QString turnId;
    QString role;
    std::vector<Block> content;

    friend bool operator==(const TurnEdit &, const TurnEdit &) = default;
};

/// Everything a conversation is, as a value. ConversationDocument is what changes it.
struct Conversation {
    QString id;
    QString title;
    QString connectionName; ///< of the connection to send by; empty when none was chosen
    QString modelId;
    bool stream = true; ///< ConverseStream rather than Converse
    std::vector<Block> system;
    json::Json toolConfig;                          ///< {"tools": [...], "toolChoice"?: ...}; null when unset
    json::Json inference = json::Json::object();    ///< inferenceConfig; a member that is unset is not there
    json::Json otherMembers = json::Json::object(); ///< the remaining members of the request, in their order
    json::Json variables = json::Json::object();    ///< what {{name}} stands for, by name; values are strings
    /// The values for all conversations, which count where there is no own one; not in the file.
    json::Json libraryVariables = json::Json::object();
    std::vector<Turn> turns; ///< the branch, oldest first
    TurnTree tree;    ///< the branch and what stands beside it; empty means that there is only the branch
    QString mainLine; ///< a turn of the branch that was pinned as the main line; empty when none is
    std::optional<AwaitedAnswer> awaited; ///< while a run is on its way
    QString draft;                        ///< what stands in the composer
    DraftFrame draftFrame;                ///< what stands around it
    std::vector<TurnEdit> edits;          ///< at most one a turn
    /// The request as it is being written as a text, while that text is no request (requesttext.h).
    std::optional<QString> requestText;
    json::Json stored; ///< the document as the file had it: keeps what this version does not know

    json::Json tools() const { return toolConfig.value(QLatin1StringView("tools")); }

    /// Nothing, or the place of the turn in turns.
    std::optional<int> indexOfTurn(const QString &turnId) const;

    /// The turn, on the branch or beside it; null when there is none. Good until the conversation changes.
    const Turn *findTurn(const QString &turnId) const;
    /// The tree with the branch in it, also where turns were put together by hand.
    void linkTurns();
    /// What stands at the fork of a turn: itself and its siblings, in their order. Only itself when it has
    /// none.
    std::vector<QString> siblingsOf(const QString &turnId) const;
    /// The turns from the first one to @p turnId, whether on the branch or beside it.
    std::vector<Turn> pathTo(const QString &turnId) const;

    /// Equal but for how it was stored: ids of blocks, order of unset members, what the file had besides.
    bool equivalentTo(const Conversation &other) const;

    friend bool operator==(const Conversation &, const Conversation &) = default;

private:
    void forgetStrayTurns();
};

/// An empty conversation with an id of its own.
Conversation newConversation();

/// The request body for Converse and ConverseStream (the model id stands in the path).
///
/// Members in the order of the prompt cache, then the rest: toolConfig, system, messages, inferenceConfig,
/// others. So everything up to a cache point is, byte for byte, also what the next request begins with
/// (reliability.md, P30). Written with json::write(Compact) the same conversation always gives the same
/// bytes.
///
/// Turns of one role that follow each other become one message, since roles have to alternate
/// (protocol/converse.md, 3); turns without content, such as a failed answer, are left out,
/// and so are blocks that isSent() denies.
json::Json toConverseBody(const Conversation &conversation);

/// For every message of toConverseBody(), the indexes of the turns it was made of.
std::vector<std::vector<int>> turnsOfMessages(const Conversation &conversation);

} // namespace outcrop::conversation
