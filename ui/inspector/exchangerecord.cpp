// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/inspector/exchangerecord.h"

#include "ui/inspector/messagecontent.h"
#include "ui/models/eventrows.h"

namespace outcrop::ui::inspector
{

ExchangeRecord recordOf(const base::Result<history::Exchange> &exchange, const KnownOfExchange &known)
{
    ExchangeRecord record;
    if (!exchange) {
        record.error = exchange.error();
        return record;
    }
    record.hasHead = exchange->summary.status.has_value();
    record.hasOutcome = exchange->summary.outcome.has_value();
    // What was sent does not change; the same bytes instead of equal ones say so at once.
    record.request = known.request.body.isEmpty() ? requestContent(*exchange) : known.request;
    record.response = responseContent(*exchange);
    const auto bytes = static_cast<quint64>(record.response.body.size());
    if (bytes == 0 || bytes != known.coveredBytes)
        record.rows = models::eventRowsOf(*exchange);
    if (known.sought)
        record.found = search::rawPlaceOf(*exchange, known.sought->snippet, known.sought->terms);
    return record;
}

} // namespace outcrop::ui::inspector
