// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/requestbody.h"

namespace outcrop::conversation
{

/// A part of a request as whoever edits it knows it.
struct RequestPart {
    QString section; ///< the member of the body it is in: "messages", "toolConfig"; empty for the whole
    QString turnId;  ///< in messages
    QString blockId; ///< in messages and system; empty for the message or the list
    int tool = -1;   ///< row in toolConfig.tools

    friend bool operator==(const RequestPart &, const RequestPart &) = default;
};

/// What @p pointer into the body of requestLayout(conversation, shape) leads to.
RequestPart requestPartAt(const Conversation &conversation, const RequestShape &shape,
                          const json::Pointer &pointer);

/// The inverse, as far as the part is in the body: a block that is not sent gives its message or its list.
json::Pointer pointerToPart(const Conversation &conversation, const RequestShape &shape,
                            const RequestPart &part);

} // namespace outcrop::conversation
