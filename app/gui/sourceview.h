// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"
#include "ui/models/transcriptturn.h"

/// Blocks that say where something is from, and what the guardrail looks at, as a reader sees them
/// (protocol/shapes.md). Members that are not known stay visible: in TranscriptBlock::rest.
namespace outcrop::app
{

/// A guardContent block. @return false where it has neither text nor image, so that only its JSON shows it.
bool viewGuardContent(ui::models::TranscriptBlock &view, const json::Json &block);
/// A searchResult block.
void viewSearchResult(ui::models::TranscriptBlock &view, const json::Json &value);
/// A citationsContent block.
void viewCitations(ui::models::TranscriptBlock &view, const json::Json &value);

/// A search result inside a tool's result: title, source and passages, one below the other.
QString readableSearchResult(const json::Json &value);

} // namespace outcrop::app
