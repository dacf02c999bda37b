// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/requestbody.h"
#include "core/json/pointer.h"

namespace outcrop::conversation
{

/// A place of the request body as a place of the conversation it was made of: toConverseBody() merges turns
/// and leaves out what is not sent, so the two count differently.
struct RequestPlace {
    enum class Kind : quint8 {
        Request,    ///< nowhere in particular
        Draft,      ///< what stands in the composer
        Message,    ///< a turn or a block of it
        System,     ///< the system prompt or a block of it
        Tools,      ///< toolConfig or the list of tools
        Tool,       ///< one tool
        ToolChoice, ///< toolConfig.toolChoice
        Inference,  ///< inferenceConfig or a member of it
        Other,      ///< any other member
    };

    Kind kind = Kind::Request;
    QString turnId;       ///< Message
    QString blockId;      ///< Message, System: of the block; empty: the whole, or behind the last block
    int row = -1;         ///< of the block in its list, or of the tool among all tools, also those not sent
    QString member;       ///< Inference, Other: its name; empty for the whole
    json::Pointer inside; ///< from the block, tool or member on

    friend bool operator==(const RequestPlace &, const RequestPlace &) = default;
};

/// The id of the turn that the draft is in withDraft().
inline constexpr QLatin1StringView draftTurnId("draft");

/// The conversation as its next request sends it: what stands in the composer is a turn of its own. Where the
/// composer is empty and a message of the user's is what comes next, some text stands for it.
Conversation withDraft(Conversation conversation);

/// Whether the turn is the beginning of an answer that somebody wrote: the model goes on from there.
bool isPrefill(const Turn &turn);

/// Where @p place of toConverseBody(conversation) stands in @p conversation; @p layout is its layout.
RequestPlace placeInRequest(const Conversation &conversation, const RequestLayout &layout,
                            const json::Pointer &place);

/// Where a place of the body that was sent for the answer @p answerId stands in @p conversation now. A block
/// that moved since is found by what it says.
RequestPlace placeOfSent(const Conversation &conversation, const QString &answerId, const json::Json &sent,
                         const json::Pointer &place);

} // namespace outcrop::conversation
