// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/gui/documentfolder.h"
#include "core/history/exchangestore.h"

namespace outcrop::app
{

/// Brings answers that were recorded, but not committed because the program ended, into their conversations:
/// marked interrupted, or complete where everything had arrived. Call once, before anything is sent.
///
/// An exchange whose conversation is neither @p open nor in @p folder stays in the store alone. An answer
/// that is in its conversation already, from this exchange or a later one, is left as it is. Gives the number
/// of turns that were brought back.
int recoverAnswers(history::ExchangeStore &store, const DocumentFolder &folder,
                   conversation::ConversationDocument &open);

/// The turn a recorded exchange amounts to. @p exchange must be of Converse or ConverseStream.
conversation::Turn recoveredTurn(const history::Exchange &exchange);

} // namespace outcrop::app
