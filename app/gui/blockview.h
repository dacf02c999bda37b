// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "core/stream/liveblock.h"
#include "ui/models/transcriptturn.h"

namespace outcrop::app
{

/// A content block of a Converse message (protocol/shapes.md, ContentBlock) as a reader sees it. A block of a
/// kind that is not known keeps its member name and its JSON.
ui::models::TranscriptBlock blockView(const json::Json &block);

/// A block that is still growing, or was cut. Its strata is Output.
ui::models::TranscriptBlock blockView(const stream::LiveBlock &block);

/// What became of a call, by the toolResult block that answers it. Blank texts are no answer: Empty.
ui::models::ToolState toolStateOf(const json::Json &toolResult);

} // namespace outcrop::app
