// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"

#include <QString>

#include <vector>

namespace outcrop::search
{

/// Where a found text stands. Numbers are kept in the index.
enum class PassageKind : quint8 {
    Title = 0,
    System = 1,     ///< a system block
    Tool = 2,       ///< a tool's definition: its name, a blank, its JSON
    Message = 3,    ///< what was said, in any role
    Reasoning = 4,  ///< likewise
    ToolCall = 5,   ///< name and arguments
    ToolResult = 6, ///< what came back
    Note = 7,       ///< the user's remark about a turn
    Error = 8,      ///< why a turn failed
    Draft = 9,      ///< what stands in the composer
    Request = 10,   ///< members of the request that are none of the above, variables too
    Raw = 11,       ///< bytes of an exchange: headers and bodies as they are stored
};

/// A text that is found as a whole: all words of a query stand in one.
struct Passage {
    PassageKind kind = PassageKind::Message;
    QString turnId; ///< of the turn it is of; empty where it is of none
    int turn = -1;  ///< which turn of the file that is, from 0: for files that name no ids; -1 for none
    QString text;   ///< white space runs are one blank, so that phrases are found across lines

    friend bool operator==(const Passage &, const Passage &) = default;
};

/// What is searched of a conversation, all branches, in the order of the file.
std::vector<Passage> passagesOf(const conversation::Conversation &conversation);

/// Appends @p text to @p passages as it is searched: without long runs of base64, blanks simplified, cut into
/// pieces that overlap where it is long. @p form gives kind and turn. Nothing for a blank text.
void appendPassages(std::vector<Passage> &passages, const Passage &form, const QString &text);

} // namespace outcrop::search
