// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/transcript/transcriptstyle.h"

#include "ui/widgets/fonts.h"

#include <QFontInfo>
#include <QPalette>

namespace outcrop::ui::transcript
{

TranscriptStyle TranscriptStyle::from(const QPalette &palette, const QFont &font)
{
    constexpr double leading = 1.5; // of body text, from the target pictures
    constexpr double monoLeading = 1.5;
    TranscriptStyle style;
    style.tokens = widgets::tokensOf(palette);
    const widgets::Tokens &tokens = style.tokens;
    style.small = widgets::smallFont(font);
    style.smallMono = widgets::smallMonospaceFont(font);
    style.role = widgets::sectionFont(font);
    style.role.setBold(true);
    style.role.setLetterSpacing(QFont::PercentageSpacing, 108);
    markdown::TextStyle &text = style.text;
    text.body = font;
    text.mono = widgets::monospaceFont(font);
    text.lineHeight = qRound(QFontInfo(font).pixelSize() * leading);
    text.monoLineHeight = qRound(QFontInfo(text.mono).pixelSize() * monoLeading);
    text.text = tokens.text;
    text.secondary = tokens.grey;
    text.link = tokens.link;
    text.hairline = tokens.line;
    text.codeBackground = tokens.raised;
    text.inlineBackground = tokens.sunken;
    text.selection = palette.color(QPalette::Active, QPalette::Highlight);
    text.selectedText = palette.color(QPalette::Active, QPalette::HighlightedText);
    text.jsonKey = tokens.jsonKey;
    text.jsonString = tokens.jsonString;
    text.jsonNumber = tokens.jsonNumber;
    text.jsonLiteral = tokens.jsonWord;
    style.reasoning = text;
    style.reasoning.text = tokens.muted;
    return style;
}

QColor TranscriptStyle::strataColor(models::Strata strata) const
{
    switch (strata) {
    case models::Strata::None:
        return tokens.grey;
    case models::Strata::Read:
        return tokens.teal;
    case models::Strata::Write:
        return tokens.amber;
    case models::Strata::Output:
        return tokens.violet;
    }
    Q_UNREACHABLE();
}

} // namespace outcrop::ui::transcript
