// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/exchange.h"
#include "ui/inspector/messagepane.h"

namespace outcrop::ui::inspector
{

MessageContent requestContent(const history::Exchange &exchange);

/// Nothing of the response but its state before its head arrived.
MessageContent responseContent(const history::Exchange &exchange);

} // namespace outcrop::ui::inspector
