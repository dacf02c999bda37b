// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/markdown/inlineparser.h"

#include <QString>

#include <vector>

namespace outcrop::ui::markdown
{

/// A piece of a paragraph between two markup characters.
struct InlineNode {
    QString text;
    quint8 style = 0; ///< of Span::Style
    int link = -1;
    /// How many stretches of bold, italic and strikethrough begin (or, negative, end) before this node.
    int bold = 0;
    int italic = 0;
    int strike = 0;
};
using InlineNodes = std::vector<InlineNode>;

/// CommonMark's delimiter stack: which runs of *, _ and ~~ belong together. Linear, whatever the text.
class Emphasis
{
public:
    /// The node's text is the run; @p before and @p after are the characters around it.
    void addRun(size_t node, QChar character, int length, QChar before, QChar after);
    size_t size() const { return m_runs.size(); }
    /// Pairs the runs from @p first on and forgets them.
    void match(InlineNodes &nodes, size_t first);
    /// What was opened and never closed extends to the end.
    void styleUnclosed(InlineNodes &nodes);

private:
    struct Run {
        size_t node = 0;
        QChar character;
        int length = 0;   ///< characters left
        int original = 0; ///< characters at first
        bool opens = false;
        bool closes = false;
        int previous = -1; ///< the run before, among those still on the stack
    };
    int findOpener(const Run &closer, int from, int bottom) const;

    std::vector<Run> m_runs;
    std::vector<Run> m_unclosed;
};

/// The text of the nodes with its spans.
InlineText flatten(const InlineNodes &nodes, std::vector<QString> links);

} // namespace outcrop::ui::markdown
