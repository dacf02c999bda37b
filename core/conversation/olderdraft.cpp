// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/olderdraft.h"

#include <algorithm>
#include <array>
#include <utility>

namespace outcrop::conversation
{

using json::Json;

Json withoutDraftTarget(Json root)
{
    constexpr QLatin1StringView targetMember("draftTarget");
    using Pair = std::pair<QLatin1StringView, QLatin1StringView>;
    constexpr std::array<Pair, 4> members{
        Pair{QLatin1StringView("keptDraft"), QLatin1StringView("draft")},
        Pair{QLatin1StringView("keptRole"), QLatin1StringView("draftRole")},
        Pair{QLatin1StringView("keptBefore"), QLatin1StringView("draftBefore")},
        Pair{QLatin1StringView("keptAfter"), QLatin1StringView("draftAfter")}};

    const Json target = root.value(targetMember);
    if (!target.isObject())
        return root; // none, or nothing that was written by a version of this program
    root.remove(targetMember);
    const bool isKept =
        std::ranges::any_of(members, [&target](const Pair &pair) { return target.contains(pair.first); });
    if (!isKept)
        return root;
    for (const auto &[kept, own] : members) {
        if (const std::optional<Json> value = target.find(kept))
            root.set(own, *value);
        else
            root.remove(own);
    }
    return root;
}

} // namespace outcrop::conversation
