// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/tolerant.h"

#include "core/json/textparser.h"

namespace outcrop::json
{

TolerantResult parseTolerant(QByteArrayView unfinishedText, const ParseOptions &options)
{
    TextParser parser(unfinishedText.toByteArray(), options);
    if (parser.run())
        return {parser.takeValue(), true};
    const TextParser::Repair repair = parser.repair();
    if (repair.keep == 0 && repair.suffix.isEmpty())
        return {};
    TextParser repaired(unfinishedText.first(repair.keep).toByteArray() + repair.suffix, options);
    return repaired.run() ? TolerantResult{repaired.takeValue(), false} : TolerantResult{};
}

} // namespace outcrop::json
