// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/textbox.h"

#include <compare>

namespace outcrop::ui::transcript
{

/// A place between two characters of the transcript.
struct TextPosition {
    int row = 0;
    int item = 0;   ///< of TurnLayout
    int box = 0;    ///< of the item
    int offset = 0; ///< UTF-16 units into the box

    friend auto operator<=>(const TextPosition &, const TextPosition &) = default;
};

/// The characters between two places.
struct SelectedRange {
    TextPosition from;
    TextPosition to;

    bool isEmpty() const { return !(from < to); }
    /// What of one box is selected.
    markdown::CharRange of(int row, int item, int box, int length) const
    {
        if (isEmpty())
            return {};
        const TextPosition start{row, item, box, 0};
        const TextPosition end{row, item, box, length};
        if (to <= start || from >= end)
            return {};
        return {from > start ? from.offset : 0, to < end ? to.offset : length};
    }
};

} // namespace outcrop::ui::transcript
