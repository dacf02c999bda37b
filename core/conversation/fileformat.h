// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/conversation/conversation.h"

namespace outcrop::conversation
{

/// What stands as "format" in a conversation file, and in no request body.
inline constexpr QLatin1StringView fileFormatName("outcrop-conversation");

/// The version this program writes. A file with a higher one can be read, but is not written.
///
/// 1: turns in a row. 2: a tree of turns (parents before their children, siblings in the order they were
/// made; "parent" of a turn only where it is not the turn before it, "chosen" of a turn or of the whole only
/// where it is not the last of those that follow); notes; muted blocks. Attachments are references (blobs.h).
/// 3: variables in every place variables.h names, and in what every role but the assistant says; before,
/// braces were text there (olderbraces.h).
inline constexpr int fileFormatVersion = 3;

/// What a conversation file held.
struct ReadConversation {
    Conversation conversation;
    bool newerVersion = false;  ///< written by a newer Outcrop: show it, do not write it
    int olderVersion = 0;       ///< the file's, where the next save writes another one; else 0
    bool escapedBraces = false; ///< of an older version: it is not what the file says word for word
};

/// The file's bytes: UTF-8 JSON, one member or item a line, members in a fixed order, ending in a line feed,
/// so that changing one word changes one line. Members that were read and are not known stand where they
/// stood.
QByteArray encodeConversation(const Conversation &conversation);

/// Reads encodeConversation()'s bytes and what a person made of them, or a bare Converse request body.
/// @p name is how errors call the file. Error BadInput: not JSON (line and column in the detail), not a
/// conversation, or a member of the wrong type (its JSON Pointer in the message).
base::Result<ReadConversation> decodeConversation(const QByteArray &bytes, const QString &name);

} // namespace outcrop::conversation
