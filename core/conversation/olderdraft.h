// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

namespace outcrop::conversation
{

/// A turn used to be reworded where the next message is written, and the file kept in "draftTarget" what had
/// stood there before. Gives @p root, a conversation file, without that member: what was kept is the draft
/// again, and the rewording gives way to it. It stays where nothing was kept.
json::Json withoutDraftTarget(json::Json root);

} // namespace outcrop::conversation
