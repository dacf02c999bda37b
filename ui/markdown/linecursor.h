// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>
#include <QStringView>

#include <optional>

namespace outcrop::ui::markdown
{

/// A list marker at the start of a line's rest.
struct ListMarker {
    QString shown;        ///< "•" or "3."
    qsizetype length = 0; ///< of the marker in the line, without the space after it
    bool ordered = false;
    bool startsAtOne = false;
    bool emptyItem = false; ///< nothing follows on the line
};

/// Reads one line from the left. Columns count tabs as CommonMark does (to the next multiple of four).
class LineCursor
{
public:
    explicit LineCursor(QStringView line) : m_line(line) {}

    /// Columns of white space before the next character.
    int indent() const;
    bool isBlank() const;
    /// The rest from the next character that is not white space.
    QStringView trimmed() const;
    /// The rest after skipping at most @p columns columns of white space; a tab cut in two leaves spaces.
    QString restAfter(int columns) const;
    void skipIndent();
    /// Skips at most @p columns columns of white space.
    void skipColumns(int columns);
    void skip(qsizetype chars);

    std::optional<ListMarker> listMarker() const;
    bool isQuote() const;
    bool isRule() const;
    /// 1 to 6, or 0.
    int headingLevel() const;

private:
    QStringView m_line;
    qsizetype m_pos = 0;
    int m_column = 0;
    int m_partialTab = 0; ///< columns left of a tab that was entered
};

/// @p text without spaces and tabs at its ends. Other white space (no-break spaces) is content.
QStringView trimSpaces(QStringView text);
/// True for a line of GFM's delimiter row (`| --- | :-: |`); its number of cells in @p cells.
bool isTableDelimiter(QStringView line, qsizetype *cells);
/// The cells of a table's line, trimmed, `\|` unescaped.
QStringList tableCells(QStringView line);

} // namespace outcrop::ui::markdown
