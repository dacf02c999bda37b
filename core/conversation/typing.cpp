// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/typing.h"

#include <QString>

#include <algorithm>

namespace outcrop::conversation
{

namespace
{

/// One run of text replaced by another.
struct Edit {
    qsizetype at = 0;
    qsizetype removed = 0;
    QStringView inserted;
};

Edit editBetween(QStringView before, QStringView after)
{
    const qsizetype shorter = std::min(before.size(), after.size());
    qsizetype same = 0;
    while (same < shorter && before[same] == after[same])
        ++same;
    qsizetype sameEnd = 0;
    while (sameEnd < shorter - same &&
           before[before.size() - 1 - sameEnd] == after[after.size() - 1 - sameEnd])
        ++sameEnd;
    return {same, before.size() - same - sameEnd, after.sliced(same, after.size() - same - sameEnd)};
}

} // namespace

bool continuesTyping(QStringView before, QStringView middle, QStringView after)
{
    const Edit first = editBetween(before, middle);
    const Edit second = editBetween(middle, after);
    if (first.removed == 0 && second.removed == 0) {
        // The second run may begin inside the first when equal letters stand side by side ("oo" after "o").
        return !first.inserted.contains(u'\n') && second.at <= first.at + first.inserted.size() &&
               second.at >= first.at;
    }
    if (first.inserted.isEmpty() && second.inserted.isEmpty()) {
        const bool backspace = second.at + second.removed == first.at;
        const bool forwardDelete = second.at == first.at;
        return backspace || forwardDelete;
    }
    return false;
}

} // namespace outcrop::conversation
