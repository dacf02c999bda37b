// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/conversation/conversation.h"

#include <QString>

#include <optional>
#include <vector>

namespace outcrop::conversation
{

class ConversationDocument;

/// The library of what requests are made of, one plain JSON file each:
///
/// * `prompts/NAME.json`: {"format": "outcrop-prompt", "version": 1, "system": [blocks]}
/// * `tools/NAME.json`: {"format": "outcrop-tool", "version": 1, "tool": {"toolSpec": ...}}
/// * `presets/NAME.json`: {"format": "outcrop-preset", "version": 1, "inferenceConfig"?: {...},
///   "otherMembers"?: {...}}: members of the request with their values
///
/// Read too: a bare tool ({"toolSpec": ...} or {"systemTool": ...}), a bare array of system blocks, and a
/// bare
/// {"inferenceConfig": ...}. What else stands in a file is kept when it is written again.
enum class ShelfKind : quint8 { Prompts, Tools, Presets };

/// The folder's name ("prompts").
QLatin1StringView shelfName(ShelfKind kind);

struct ShelfItem {
    ShelfKind kind = ShelfKind::Prompts;
    QString name; ///< the file's name without ".json"
    QString path;
    /// Prompts: an array of system blocks. Tools: the tool. Presets: an object of the members above.
    json::Json content;
    /// Why the file cannot be used, naming it and the place; content is null then.
    std::optional<base::Error> problem = std::nullopt;

    friend bool operator==(const ShelfItem &, const ShelfItem &) = default;
};

/// What is in the library, by name. Files that cannot be read are listed with their problem. Reads the disk.
std::vector<ShelfItem> listShelf(const QString &libraryFolder, ShelfKind kind);

/// The file at @p path as what it says it is. Error: Storage, or BadInput with the place.
base::Result<ShelfItem> readShelfItem(const QString &path);

/// What happens when the name is taken.
enum class NameClash { Refuse, Replace, KeepBoth };

/// Code of the error that Refuse gives.
inline constexpr QLatin1StringView nameTakenCode("name-taken");

/// Writes an item and gives its path; folders are made where they are missing. A file that is replaced and
/// was not one of ours stays beside it as "NAME.json.bak". Errors: Storage; BadInput for a blank name; Refuse
/// and the name is taken: BadInput with nameTakenCode.
base::Result<QString> saveToShelf(const QString &libraryFolder, ShelfKind kind, const QString &name,
                                  const json::Json &content, NameClash clash);

/// What the request has of a kind, as it would be saved. Of tools the one at @p tool.
json::Json shelfContent(const Conversation &conversation, ShelfKind kind, int tool = 0);

/// The name a tool is called by; empty for another item.
QString toolNameOf(const ShelfItem &item);
/// Whether the request has a tool of the item's name already.
bool clashes(const Conversation &conversation, const ShelfItem &item);

/// Puts an item into the request, in one step of undo: a prompt's blocks behind those that are there, a tool
/// behind the others (Replace: in the place of its namesake; KeepBoth: under a name with a number), a
/// preset's members over those of the same name. Nothing of an item with a problem.
void insertFromShelf(ConversationDocument &document, const ShelfItem &item,
                     NameClash clash = NameClash::KeepBoth);

} // namespace outcrop::conversation
