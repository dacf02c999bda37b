// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/conversation/conversation.h"
#include "core/history/exchange.h"
#include "ui/models/connectionsmodel.h"

namespace outcrop::test
{

/// The request of the target pictures: two system blocks with a cache point between, some inference settings.
conversation::Conversation radioRequest();

/// A streamed answer of five frames, 388 ms to the first.
history::Exchange radioExchange(const QByteArray &requestBody);

ui::models::ConnectionRow simulatorRow();
ui::models::ConnectionRow environmentRow();

} // namespace outcrop::test
