// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"

namespace outcrop::conversation
{

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
    std::vector<Turn> turns;                        ///< the branch, oldest first
    QString draft;                                  ///< what stands in the composer
    json::Json stored; ///< the document as the file had it: keeps what this version does not know

    json::Json tools() const { return toolConfig.value(QLatin1StringView("tools")); }

    /// Nothing, or the place of the turn in turns.
    std::optional<int> indexOfTurn(const QString &turnId) const;

    /// Equal but for how it was stored: ids of blocks, order of unset members, what the file had besides.
    bool equivalentTo(const Conversation &other) const;

    friend bool operator==(const Conversation &, const Conversation &) = default;
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
