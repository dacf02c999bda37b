// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

/// Markdown as it streams: text is cut into leaves (a paragraph, a heading, some lines of code, a table),
/// each with the path of quotes and list items it stands in. Leaves that are closed never change again.
namespace outcrop::ui::markdown
{

/// Limits that keep any text cheap to show; each is where a leaf is cut and continued in the next one.
namespace limits
{
/// Longest line laid out in one piece. reliability.md, R6.
inline constexpr qsizetype lineChars = 10'000;
/// Longest paragraph laid out in one piece (in UTF-16 units), cut between lines.
inline constexpr qsizetype paragraphChars = 16'000;
/// Lines of code or plain text in one leaf: what is laid out again while its last line grows.
inline constexpr int codeLines = 8;
/// Rows of a table laid out as a table; the rest is shown as text. reliability.md, R4.
inline constexpr int tableRows = 200;
/// Deepest nesting of quotes and lists that is shown as such.
inline constexpr int depth = 24;
/// Longest run of combining marks that is shown. reliability.md, R7.
inline constexpr int combiningRun = 32;
} // namespace limits

/// One step of the path from the outside to a leaf.
struct Container {
    enum class Kind : quint8 { Quote, ListItem };
    Kind kind = Kind::Quote;
    quint8 markerChars = 0; ///< ListItem: length of its marker, for the indent

    friend bool operator==(const Container &, const Container &) = default;
};

/// The smallest piece that is laid out by itself.
struct Leaf {
    enum class Kind : quint8 {
        Paragraph, ///< text is inline Markdown, lines separated by \n
        Heading,   ///< as Paragraph
        Code,      ///< text is shown as it is, monospaced
        Table,     ///< text is the table's source lines: header, delimiter row, rows
        Plain,     ///< text is shown as it is (what exceeds a limit)
        Rule,      ///< a thematic break
    };
    enum class Gap : quint8 { None, Tight, Normal };

    Kind kind = Kind::Paragraph;
    quint8 level = 0;       ///< Heading: 1 to 6
    Gap gap = Gap::None;    ///< space above
    bool continues = false; ///< belongs to the same block as the leaf before it
    bool sameLine = false;  ///< continues even the same line
    std::vector<Container> path;
    QString marker; ///< the list marker that stands before the leaf: "•", "3.", "☐"; empty for none
    QString text;
    QString info;              ///< Code: the info string's first word ("json")
    qsizetype sourceStart = 0; ///< offsets into the whole text, UTF-16 units, line ends included
    qsizetype sourceEnd = 0;

    friend bool operator==(const Leaf &, const Leaf &) = default;
};

} // namespace outcrop::ui::markdown
