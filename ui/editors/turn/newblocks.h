// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/json/json.h"

namespace outcrop::ui::models
{
class TurnBlocksModel;
}

/// What a block of each kind begins as.
namespace outcrop::ui::editors::newblocks
{

json::Json text();
json::Json guard();
/// An image block as one that a guardrail looks at.
json::Json guard(const json::Json &image);
/// A call of the first tool of the request, with an id of its own.
json::Json toolUse(const models::TurnBlocksModel &model);
/// The result of the last call before the message that has none in it yet.
json::Json toolResult(const models::TurnBlocksModel &model);
json::Json searchResult();
json::Json citations();

} // namespace outcrop::ui::editors::newblocks
