// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QColor>
#include <QFont>

namespace outcrop::ui::markdown
{

/// Fonts and colours of laid-out text.
struct TextStyle {
    QFont body;
    QFont mono;
    int lineHeight = 20;     ///< pixels, of body text
    int monoLineHeight = 18; ///< pixels, of code
    QColor text;
    QColor secondary; ///< markers, labels, quotes
    QColor link;
    QColor hairline;
    QColor codeBackground;   ///< of a block of code
    QColor inlineBackground; ///< of code inside a line
    QColor selection;
    QColor selectedText;
    QColor jsonKey;
    QColor jsonString;
    QColor jsonNumber;
    QColor jsonLiteral; ///< true, false, null

    friend bool operator==(const TextStyle &, const TextStyle &) = default;
};

} // namespace outcrop::ui::markdown
