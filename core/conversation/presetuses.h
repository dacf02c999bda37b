// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"

#include <atomic>
#include <vector>

namespace outcrop::conversation
{

/// Whether the request has every member of a preset (ShelfItem::content) with the value it has there.
bool hasPreset(const Conversation &conversation, const json::Json &preset);

/// A conversation file in which something of the library is used.
struct ShelfUse {
    QString path;
    QString title;
};

/// Which of these files hasPreset() is true of, the first @p most; those that cannot be read have none. Reads
/// the disk, so not for a window's thread; ends early when @p stop becomes true.
std::vector<ShelfUse> usesOfPreset(const json::Json &preset, const QStringList &paths, std::size_t most,
                                   const std::atomic_bool &stop);

} // namespace outcrop::conversation
