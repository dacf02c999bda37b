// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/textstyle.h"
#include "ui/models/transcriptturn.h"
#include "ui/widgets/tokens.h"

#include <QFont>

class QPalette;

namespace outcrop::ui::transcript
{

/// Fonts and colours of the transcript, made anew when the palette or the font changes.
struct TranscriptStyle {
    widgets::Tokens tokens = widgets::lightTokens();
    markdown::TextStyle text;
    markdown::TextStyle reasoning; ///< as text, in the secondary colour
    QFont role;                    ///< "USER", "ASSISTANT"
    QFont small;                   ///< footers, pills
    QFont smallMono;

    static TranscriptStyle from(const QPalette &palette, const QFont &font);
    QColor strataColor(models::Strata strata) const;
};

/// Pixels, all from the target pictures.
namespace geometry
{
inline constexpr int marginX = 22;      ///< left of every message
inline constexpr int marginRight = 12;  ///< right of it; the scroll bar makes it look like marginX
inline constexpr int firstTop = 8;      ///< above the first message
inline constexpr int turnGap = 12;      ///< between messages
inline constexpr int headerHeight = 20; ///< role and pills
inline constexpr int actionSpace = 14;  ///< between the words of what can be done
inline constexpr int headerGap = 3;     ///< header to body
inline constexpr int gutter = 5;
inline constexpr int contentLeft = 14; ///< of the body, from the gutter's left edge
inline constexpr int itemGap = 7;      ///< between blocks
inline constexpr int cardRadius = 8;
inline constexpr int cardPadding = 12;
inline constexpr int footerGap = 6;
inline constexpr int footerHeight = 17; ///< of one row of it
inline constexpr int footerSpace = 12;  ///< between its figures
inline constexpr int bracketWidth = 10; ///< left of calls made in parallel
} // namespace geometry

} // namespace outcrop::ui::transcript
