// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/block.h"
#include "ui/models/transcriptturn.h"

#include <QDateTime>
#include <QStringList>
#include <QVariant>

#include <optional>

namespace outcrop::ui::models
{

/// What a block of a message or of the system prompt is, as far as there is an editor for it.
enum class BlockKind {
    Text,
    CachePoint,
    Other, ///< shown as its JSON
    Guard, ///< a guarded text
    Media, ///< image, document, video, audio
    ToolUse,
    ToolResult,
    Reasoning,
    SearchResult,
    GuardedImage,
    Citations, ///< a text and where it comes from
};

/// The roles of models that have a block a row; not every model has all.
///
/// Qt::DisplayRole QString (the text, also of a guarded one; compact JSON of a block of another kind); IdRole
/// QString; KindRole int (BlockKind); TtlRole int (conversation::CacheTtl, of cache points); TokensRole
/// qint64 (estimate, core/converse/tokenestimate.h); StrataRole int (models::Strata); QualifiersRole
/// QStringList (of a guarded text); MutedRole bool. WarmUntilRole QDateTime (UTC), of a cache point that the
/// last call reached: when what it covers leaves the cache; invalid elsewhere. KeptRole and CachedRole qint64
/// where what is sent begins to differ from what is cached: how many tokens the next call keeps, of how many;
/// invalid elsewhere.
enum BlockRole {
    BlockIdRole = Qt::UserRole + 1,
    BlockKindRole,
    BlockTtlRole,
    BlockTokensRole,
    BlockStrataRole,
    BlockQualifiersRole,
    BlockMutedRole,
    BlockKeptRole,
    BlockCachedRole,
    BlockWarmUntilRole,
};

/// A tool or system block as it was last sent, and what the prompt cache did with it.
struct SentItem {
    json::Json value;
    Strata strata = Strata::None;
    std::optional<QDateTime> warmUntil; ///< of a cache point, UTC

    friend bool operator==(const SentItem &, const SentItem &) = default;
};

/// What an edit leaves of the cached prefix.
struct KeptPrefix {
    int item = 0; ///< of what is sent of the list; one beyond the last: something is missing there
    qint64 kept = 0;
    qint64 cached = 0;

    friend bool operator==(const KeptPrefix &, const KeptPrefix &) = default;
};

/// What a model has for the roles that follow from the block alone: not BlockStrataRole and BlockMutedRole.
QVariant dataOfBlock(const conversation::Block &block, int role);
BlockKind kindOfBlock(const json::Json &value);
conversation::CacheTtl ttlOfBlock(const json::Json &value);
/// As Qt::DisplayRole has it.
QString textOfBlock(const json::Json &value);
QStringList qualifiersOfBlock(const json::Json &value);

} // namespace outcrop::ui::models
