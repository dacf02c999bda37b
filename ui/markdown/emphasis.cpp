// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/emphasis.h"

#include <array>

namespace outcrop::ui::markdown
{

namespace
{

bool isPunctuation(QChar c)
{
    return c.isPunct() || c.isSymbol();
}

void applyStyle(InlineNodes &nodes, size_t from, size_t to, QChar character, int length)
{
    int InlineNode::*counter = character == u'~' ? &InlineNode::strike
                               : length == 2     ? &InlineNode::bold
                                                 : &InlineNode::italic;
    nodes[from].*counter += 1;
    if (to < nodes.size())
        nodes[to].*counter -= 1;
}

} // namespace

void Emphasis::addRun(size_t node, QChar character, int length, QChar before, QChar after)
{
    const bool leftFlanking =
        !after.isSpace() && (!isPunctuation(after) || before.isSpace() || isPunctuation(before));
    const bool rightFlanking =
        !before.isSpace() && (!isPunctuation(before) || after.isSpace() || isPunctuation(after));
    Run run;
    run.node = node;
    run.character = character;
    run.length = run.original = length;
    run.opens = leftFlanking;
    run.closes = rightFlanking;
    if (character == u'_') { // not inside words
        run.opens = leftFlanking && (!rightFlanking || isPunctuation(before));
        run.closes = rightFlanking && (!leftFlanking || isPunctuation(after));
    }
    m_runs.push_back(run);
}

int Emphasis::findOpener(const Run &closer, int from, int bottom) const
{
    for (int i = from; i > bottom; i = m_runs[size_t(i)].previous) {
        const Run &opener = m_runs[size_t(i)];
        if (opener.character != closer.character || !opener.opens || opener.length == 0)
            continue;
        // "Multiple of three": a run that both opens and closes pairs only with fitting lengths.
        const bool odd = (opener.closes || closer.opens) && (opener.original + closer.original) % 3 == 0 &&
                         (opener.original % 3 != 0 || closer.original % 3 != 0);
        if (!odd)
            return i;
    }
    return -1;
}

void Emphasis::match(InlineNodes &nodes, size_t first)
{
    const int start = int(first) - 1;
    std::array<int, 3 * 3 * 2> bottoms; // below which no opener fits: by character, length % 3, "also opens"
    bottoms.fill(start);
    int top = start; // the last run still on the stack
    for (size_t i = first; i < m_runs.size(); ++i) {
        Run &closer = m_runs[i];
        closer.previous = top;
        while (closer.closes && closer.length > 0) {
            const int kind = closer.character == u'*' ? 0 : closer.character == u'_' ? 1 : 2;
            int &bottom = bottoms[size_t((kind * 3 + closer.original % 3) * 2 + (closer.opens ? 1 : 0))];
            const int found = findOpener(closer, top, bottom);
            if (found < 0) {
                bottom = top;
                break;
            }
            Run &opener = m_runs[size_t(found)];
            const int used = opener.length >= 2 && closer.length >= 2 ? 2 : 1;
            opener.length -= used;
            closer.length -= used;
            nodes[opener.node].text.chop(used);
            nodes[closer.node].text.chop(used);
            applyStyle(nodes, opener.node + 1, closer.node, closer.character, used);
            top = opener.length > 0 ? found : opener.previous; // what was between is no longer on the stack
            closer.previous = top;
        }
        if (closer.opens && closer.length > 0)
            top = int(i);
    }
    for (int i = top; i > start; i = m_runs[size_t(i)].previous)
        m_unclosed.push_back(m_runs[size_t(i)]);
    m_runs.resize(first);
}

void Emphasis::styleUnclosed(InlineNodes &nodes)
{
    for (const Run &run : m_unclosed) {
        if (run.closes || run.length > 3 || run.node + 1 >= nodes.size())
            continue;
        nodes[run.node].text.clear();
        if (run.length != 1)
            applyStyle(nodes, run.node + 1, nodes.size(), run.character, 2);
        if (run.length != 2)
            applyStyle(nodes, run.node + 1, nodes.size(), run.character, 1);
    }
}

InlineText flatten(const InlineNodes &nodes, std::vector<QString> links)
{
    InlineText result;
    result.links = std::move(links);
    int bold = 0;
    int italic = 0;
    int strike = 0;
    for (const InlineNode &node : nodes) {
        bold += node.bold;
        italic += node.italic;
        strike += node.strike;
        if (node.text.isEmpty())
            continue;
        Span span;
        span.start = result.text.size();
        span.length = node.text.size();
        span.link = node.link;
        span.style = quint8(node.style | (bold > 0 ? Span::Bold : 0) | (italic > 0 ? Span::Italic : 0) |
                            (strike > 0 ? Span::Strike : 0));
        result.text.append(node.text);
        if (span.style == 0)
            continue;
        Span *last = result.spans.empty() ? nullptr : &result.spans.back();
        if (last && last->start + last->length == span.start && last->style == span.style &&
            last->link == span.link)
            last->length += span.length;
        else
            result.spans.push_back(span);
    }
    return result;
}

} // namespace outcrop::ui::markdown
