// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/leaf.h"
#include "ui/markdown/linecursor.h"

#include <optional>
#include <vector>

namespace outcrop::ui::markdown
{

/// The state of the block structure between two lines. A value: a copy of it tries an unfinished line without
/// consequences. Its size is bounded by the limits of leaf.h, not by the text.
class BlockParser
{
public:
    enum class LineEnd : quint8 {
        Ended,   ///< a line end, or the end of the text
        Cut,     ///< the line goes on: what follows belongs to the same line
        Unknown, ///< a try: the line is not complete yet
    };

    /// Takes one line without its terminator. @p sourceLength includes the terminator.
    void line(QStringView text, qsizetype sourceStart, qsizetype sourceLength, LineEnd end,
              std::vector<Leaf> &closed);
    /// The text ends here.
    void close(std::vector<Leaf> &closed);

private:
    struct OpenContainer {
        Container shown;
        int contentIndent = 0;
    };
    struct Fence {
        QChar character;
        int length = 0;
        int indent = 0;
    };
    enum class Code : quint8 { None, Fenced, Indented };

    size_t matchContainers(LineCursor &cursor) const;
    bool codeLine(LineCursor &cursor, bool allMatched);
    void blankLine(size_t matched);
    bool openContainers(LineCursor &cursor);
    bool openListItem(LineCursor &cursor);
    void leafLine(LineCursor &cursor);
    bool headingLine(LineCursor &cursor);
    bool fenceLine(LineCursor &cursor);
    bool underlineOrTable(LineCursor &cursor);
    bool startsBlock(const LineCursor &cursor) const;
    void paragraphLine(QStringView text);
    void addCodeLine(const QString &text);
    void tableLine(QStringView text);
    void restOfCutLine(QStringView text);

    Leaf &openLeaf(Leaf::Kind kind);
    void continueLeaf(Leaf::Kind kind);
    void flushMarker();
    void appendToLeaf(QStringView text);
    void closeLeaf();
    void closeContainers(size_t keep);
    Leaf::Gap gapFor(Leaf::Kind kind) const;
    bool inParagraph() const { return m_leaf && m_leaf->kind == Leaf::Kind::Paragraph; }

    std::vector<OpenContainer> m_containers;
    std::optional<Leaf> m_leaf;
    Fence m_fence;
    Code m_code = Code::None;
    int m_lines = 0;      ///< lines in the open leaf
    int m_heldBlanks = 0; ///< blank lines of indented code, shown only when more code follows
    QString m_marker;     ///< of the list item that has no leaf yet
    bool m_anyLeaf = false;
    bool m_afterBlank = false;
    bool m_lastInList = false;
    bool m_cut = false; ///< the last line goes on
    LineEnd m_end = LineEnd::Ended;
    qsizetype m_lineStart = 0;
    qsizetype m_lastLineStart = 0; ///< of the open leaf's last line
    qsizetype m_lineSourceEnd = 0;
    std::vector<Leaf> *m_out = nullptr;
};

} // namespace outcrop::ui::markdown
