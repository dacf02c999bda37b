// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/align.h"
#include "core/conversation/requestbody.h"

namespace outcrop::conversation
{

/// A value that does not keep alive the text it is a part of: RequestEditing::text.
json::Json ownCopy(const json::Json &value, const json::Json &text);

std::vector<json::Json> itemsOf(const json::Json &array);

/// One message: of a request body, or of a document with the ids of what it is made of.
struct RequestMessage {
    QString role;
    std::vector<json::Json> content;
    json::Json others; ///< members besides role and content
    std::vector<QString> turns;
    std::vector<QString> blocks;      ///< as many as content
    std::vector<QString> turnOfBlock; ///< likewise

    bool saysTheSameAs(const RequestMessage &other) const;
};

RequestMessage requestMessage(const json::Json &object);
RequestMessage requestMessage(const Conversation &conversation, const RequestLayout::Message &layout);

/// Which block, tool or message before an edit is which one after it: the same, else one of the same kind.
base::AlignedRows alignParts(const std::vector<json::Json> &before, const std::vector<json::Json> &after);
base::AlignedRows alignMessages(const std::vector<RequestMessage> &before,
                                const std::vector<RequestMessage> &after);

/// The toolConfig of a document when its request shall have @p wanted (null: none). Muted tools keep their
/// places behind the tools that stood before them; tools that did not change are those of @p config.
json::Json withTools(const json::Json &config, const json::Json &wanted, const RequestLayout &layout,
                     const json::Json &text);

} // namespace outcrop::conversation
