// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/documentedits.h"

namespace outcrop::conversation
{

/// @p turn as the row @p index of the branch, before what follows there now; the end when there is no such
/// row.
TreeChange insertion(const Conversation &conversation, int index, const Turn &turn);

/// One turn goes; what followed it comes into its place.
TreeChange removal(const TurnTree &tree, const QString &turnId);

/// @p turn as the last of those that follow @p parentId.
TreeChange addition(const TurnTree &tree, const QString &parentId, const Turn &turn, bool choose);

} // namespace outcrop::conversation
