// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"

#include <QSet>

#include <functional>

namespace outcrop::conversation
{

/// What a text of the request shows although it is not sent like that: it is being written. Ids.
struct RequestShape {
    /// Turns that begin a message of their own, also behind one of the same role, also without content.
    QSet<QString> messages;
    /// Blocks that isSent() denies. Muted ones are never shown.
    QSet<QString> blocks;

    friend bool operator==(const RequestShape &, const RequestShape &) = default;
};

/// Where the parts of a request body come from. All numbers are rows of the conversation.
struct RequestLayout {
    struct Item {
        int turn = -1;
        int block = -1;
    };
    struct Message {
        std::vector<int> turns;
        std::vector<Item> content;
    };

    std::vector<Message> messages;
    std::vector<int> system;
    std::vector<int> tools;  ///< of toolConfig.tools
    bool toolConfig = false; ///< whether it is there at all
};

RequestLayout requestLayout(const Conversation &conversation, const RequestShape &shape = {});

/// How a part (a system block, a content block, a tool) stands in the body; @p role is that of its message,
/// empty for what is in none.
using WrittenPart = std::function<json::Json(const json::Json &part, QStringView role)>;

/// The body of @p layout, with the members in the order of toConverseBody().
json::Json requestBody(const Conversation &conversation, const RequestLayout &layout,
                       const WrittenPart &written);

/// The body as the document has it: `{{name}}` and escaped braces as they were written. What is sent is this
/// with the values of the variables.
json::Json requestAsWritten(const Conversation &conversation, const RequestShape &shape = {});

} // namespace outcrop::conversation
