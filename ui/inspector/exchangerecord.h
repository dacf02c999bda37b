// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/history/exchange.h"
#include "core/search/rawplace.h"
#include "ui/inspector/messagepane.h"
#include "ui/models/eventrow.h"
#include "ui/models/foundplace.h"

#include <optional>
#include <vector>

namespace outcrop::ui::inspector
{

/// What the inspector shows of an exchange as far as it is recorded, ready to be shown: made on another
/// thread, as a body may have 33 MB.
struct ExchangeRecord {
    std::optional<base::Error> error; ///< why there is nothing else
    bool hasHead = false;
    bool hasOutcome = false;
    MessageContent request;
    MessageContent response;
    std::vector<models::EventRow> rows;    ///< of a body whose rows were not known
    std::optional<search::RawPlace> found; ///< of what was sought in it
};

/// What is known already and need not be made again.
struct KnownOfExchange {
    MessageContent request;                   ///< with a body: of this exchange
    quint64 coveredBytes = 0;                 ///< of the response's body, by the rows that are shown
    std::optional<models::FoundPlace> sought; ///< to be found in its bytes
};

ExchangeRecord recordOf(const base::Result<history::Exchange> &exchange, const KnownOfExchange &known);

} // namespace outcrop::ui::inspector
