// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/turn.h"

namespace outcrop::conversation
{

/// A turn as it stands in the file, without its place in the tree, and with the ids of its blocks and the
/// names of their files, which the file does not have.
json::Json turnToJson(const Turn &turn);
/// The inverse. Members of a wrong type are read as absent.
Turn turnFromJson(const json::Json &object);

/// The ids of blocks, and giving them to as many blocks.
json::Json blockIdsToJson(const std::vector<Block> &blocks);
/// False, and nothing changed, when there are not as many ids as blocks.
bool setBlockIds(std::vector<Block> &blocks, const json::Json &ids);

} // namespace outcrop::conversation
