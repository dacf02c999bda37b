// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

#include <QString>

#include <optional>
#include <vector>

namespace outcrop::conversation
{

/// One content or system block exactly as the API takes it, with an id for the time the document is open.
/// The id is not in the file: what stands there is the API's own shape.
struct Block {
    QString id;
    json::Json value;      ///< an object with one member: {"text": ...}, {"cachePoint": ...}, ...
    bool muted = false;    ///< kept and shown, but not sent
    QString fileName = {}; ///< what an attachment was called, where the block itself has no place for it

    friend bool operator==(const Block &, const Block &) = default;
};

/// The member of a block of our own: a tool call whose input is not JSON, because the answer was cut or ran
/// out of tokens. Shown, but never run and never sent (protocol/converse.md, Folding a stream, 3). Its value
/// is the toolUse object with `inputText`, the raw text, instead of `input`.
inline constexpr QLatin1StringView unsentToolUseMember("outcropUnsentToolUse");

/// Likewise for a streamed block of a kind that is not known: shown, never sent, because its events say how
/// it arrived but not how it stands in a message. Its value is the array of their payloads.
inline constexpr QLatin1StringView unknownBlockMember("outcropUnknownBlock");

/// A muted block in the file is an object with this one member, which holds the block. A muted tool in
/// toolConfig.tools likewise, also in memory: toConverseBody() leaves it out.
inline constexpr QLatin1StringView mutedBlockMember("outcropMuted");

/// Stands in the place of a JSON value that is being typed and is no JSON yet: an object with this one
/// member, whose value is the text. Only in what is being edited (TurnEdit), never sent.
inline constexpr QLatin1StringView unfinishedMember("outcropUnfinished");

/// How long a cache point keeps what stands before it (protocol/converse.md, Prompt caching).
enum class CacheTtl { Default, FiveMinutes, OneHour };

/// A new block with an id of its own.
Block makeBlock(json::Json value);
Block textBlock(const QString &text);
Block cachePointBlock(CacheTtl ttl = CacheTtl::Default);

json::Json unfinishedJson(const QString &text);
/// The text of a value that is no JSON yet; nothing for any other value.
std::optional<QString> unfinishedText(const json::Json &value);
/// Whether the block is unfinished, or the input of its toolUse, or something in its toolResult.
bool holdsUnfinished(const json::Json &block);

/// The blocks as the array the file has, muted ones included, and an array as blocks with new ids.
json::Json blocksToJson(const std::vector<Block> &blocks);
std::vector<Block> blocksFromJson(const json::Json &array);

} // namespace outcrop::conversation
