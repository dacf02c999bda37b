// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"
#include "core/search/searchquery.h"

#include <functional>

namespace outcrop::search
{

class SearchDatabase;

/// Looks up a query in the index, on the thread that opened it.
class Searcher
{
public:
    struct Events {
        /// Some more hits, those of the newest conversation first. Of one conversation they come in the order
        /// in which they stand, but not always all at once.
        std::function<void(std::vector<SearchHit>)> found;
        std::function<bool()> shallStop = [] { return false; };
    };

    /// Everything that fits, up to the limits of @p query; nothing for a query without terms. Error: Storage.
    static base::Result<void> run(SearchDatabase &database, const SearchQuery &query, const Events &events);
};

} // namespace outcrop::search
