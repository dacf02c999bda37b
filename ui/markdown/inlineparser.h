// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <vector>

namespace outcrop::ui::markdown
{

/// A stretch of text that looks different.
struct Span {
    enum Style : quint8 { Bold = 1, Italic = 2, Code = 4, Strike = 8, Link = 16, Image = 32 };

    qsizetype start = 0; ///< in InlineText::text
    qsizetype length = 0;
    quint8 style = 0; ///< of Style
    int link = -1;    ///< index into InlineText::links, or -1

    friend bool operator==(const Span &, const Span &) = default;
};

/// A paragraph's text without its markup.
struct InlineText {
    QString text;               ///< lines separated by \n
    std::vector<Span> spans;    ///< in order, not overlapping
    std::vector<QString> links; ///< destinations as written; never fetched, images neither

    friend bool operator==(const InlineText &, const InlineText &) = default;
};

/// Reads emphasis, code, links, images and autolinks. HTML and reference links stay text. Cost O(n) but for
/// O(n * 32) in hostile nestings.
/// @p growing: the text is still being received; what is opened and not closed yet is shown as if it were
/// closed at the end, so that bold text is bold while it arrives.
InlineText parseInline(QStringView source, bool growing = false);

} // namespace outcrop::ui::markdown
