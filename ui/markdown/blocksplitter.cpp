// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/blocksplitter.h"

#include <utility>

namespace outcrop::ui::markdown
{

void BlockSplitter::append(QStringView text)
{
    Q_ASSERT(!m_finished);
    while (!text.isEmpty()) {
        if (std::exchange(m_afterReturn, false) && text.front() == u'\n') {
            ++m_lineStart; // the second half of a CR LF
            text = text.sliced(1);
            continue;
        }
        const qsizetype room = limits::lineChars - m_line.size();
        const QStringView window = text.first(qMin(room, text.size()));
        qsizetype end = 0;
        while (end < window.size() && window[end] != u'\n' && window[end] != u'\r')
            ++end;
        m_line.append(window.first(end));
        if (end < window.size()) {
            m_afterReturn = window[end] == u'\r';
            text = text.sliced(end + 1);
            endLine(1);
        } else {
            text = text.sliced(end);
            if (m_line.size() >= limits::lineChars)
                cutLongLine();
        }
    }
}

void BlockSplitter::finish()
{
    if (m_finished)
        return;
    if (!m_line.isEmpty())
        endLine(0);
    m_parser.close(m_closed);
    m_finished = true;
}

std::vector<Leaf> BlockSplitter::takeClosed()
{
    return std::exchange(m_closed, {});
}

std::vector<Leaf> BlockSplitter::tail() const
{
    std::vector<Leaf> leaves;
    BlockParser parser = m_parser;
    if (!m_line.isEmpty())
        parser.line(m_line, m_lineStart, m_line.size(), BlockParser::LineEnd::Unknown, leaves);
    parser.close(leaves);
    return leaves;
}

void BlockSplitter::endLine(qsizetype terminator)
{
    m_parser.line(m_line, m_lineStart, m_line.size() + terminator, BlockParser::LineEnd::Ended, m_closed);
    m_lineStart += m_line.size() + terminator;
    m_line.resize(0);
}

void BlockSplitter::cutLongLine()
{
    // A surrogate pair stays whole: its second half goes with the next piece, and so does the first.
    const bool split = m_line.back().isHighSurrogate();
    const QChar carried = m_line.back();
    if (split)
        m_line.chop(1);
    m_parser.line(m_line, m_lineStart, m_line.size(), BlockParser::LineEnd::Cut, m_closed);
    m_lineStart += m_line.size();
    m_line.resize(0);
    if (split)
        m_line.append(carried);
}

std::vector<Leaf> splitAll(QStringView text)
{
    BlockSplitter splitter;
    splitter.append(text);
    splitter.finish();
    return splitter.takeClosed();
}

} // namespace outcrop::ui::markdown
