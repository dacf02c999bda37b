// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/inlineparser.h"

#include "ui/markdown/emphasis.h"
#include "ui/markdown/inlinescan.h"

#include <bitset>

namespace outcrop::ui::markdown
{

namespace
{

/// One pass from the left over the source of a paragraph.
class InlineParser
{
public:
    InlineParser(QStringView source, bool growing) : m_source(source), m_growing(growing) {}
    InlineText parse();

private:
    void escape();
    void codeSpan();
    void delimiterRun();
    void openBracket();
    void closeBracket();
    bool angleLink();
    bool bareLink();
    bool entity();
    void lineEnd();
    void flushText();
    void addNode(InlineNode node);
    int addLink(const QString &destination);

    struct Bracket {
        size_t node = 0;       ///< of "[" or "!["
        size_t delimiters = 0; ///< how many there were before it
        bool image = false;
        bool active = true;
    };

    QStringView m_source;
    bool m_growing = false;
    qsizetype m_pos = 0;
    QString m_text; ///< literal text not yet in a node
    InlineNodes m_nodes;
    Emphasis m_emphasis;
    std::vector<Bracket> m_brackets;
    std::vector<QString> m_links;
    std::bitset<64> m_noCodeEnd; ///< lengths of backtick runs that have no closing run ahead
};

InlineText InlineParser::parse()
{
    if (m_growing)
        m_source = withoutTrailingMarkup(m_source);
    while (m_pos < m_source.size()) {
        switch (m_source[m_pos].unicode()) {
        case u'\\':
            escape();
            break;
        case u'`':
            codeSpan();
            break;
        case u'*':
        case u'_':
        case u'~':
            delimiterRun();
            break;
        case u'[':
        case u'!':
            openBracket();
            break;
        case u']':
            closeBracket();
            break;
        case u'<':
            if (!angleLink())
                m_text.append(m_source[m_pos++]);
            break;
        case u'h':
            if (!bareLink())
                m_text.append(m_source[m_pos++]);
            break;
        case u'&':
            if (!entity())
                m_text.append(m_source[m_pos++]);
            break;
        case u'\n':
            lineEnd();
            break;
        default:
            m_text.append(m_source[m_pos++]);
        }
    }
    flushText();
    m_emphasis.match(m_nodes, 0);
    if (m_growing)
        m_emphasis.styleUnclosed(m_nodes);
    return flatten(m_nodes, std::move(m_links));
}

void InlineParser::escape()
{
    const QChar next = m_pos + 1 < m_source.size() ? m_source[m_pos + 1] : QChar();
    if (next == u'\n') {
        ++m_pos; // a hard line break: every line end is shown as one
    } else if (isAsciiPunctuation(next)) {
        m_text.append(next);
        m_pos += 2;
    } else {
        m_text.append(m_source[m_pos++]);
    }
}

void InlineParser::codeSpan()
{
    const qsizetype run = runLength(m_source, m_pos);
    const size_t known = size_t(qMin<qsizetype>(run, 63));
    qsizetype end = -1;
    if (!m_noCodeEnd[known]) {
        end = findRun(m_source, m_pos + run, u'`', run);
        if (end < 0 && run < 63)
            m_noCodeEnd.set(known);
    }
    if (end < 0 && m_growing && run < 3)
        end = m_source.size();
    if (end < 0) {
        m_text.append(m_source.sliced(m_pos, run));
        m_pos += run;
        return;
    }
    QString code = m_source.sliced(m_pos + run, end - m_pos - run).toString();
    code.replace(u'\n', u' ');
    if (code.size() > 2 && code.front() == u' ' && code.back() == u' ' &&
        QStringView(code).count(u' ') < code.size())
        code = code.sliced(1, code.size() - 2);
    flushText();
    InlineNode node;
    node.text = code;
    node.style = Span::Code;
    addNode(std::move(node));
    m_pos = qMin(end + run, m_source.size());
}

void InlineParser::delimiterRun()
{
    const qsizetype run = runLength(m_source, m_pos);
    const QChar character = m_source[m_pos];
    if (character == u'~' && run != 2) {
        m_text.append(m_source.sliced(m_pos, run));
        m_pos += run;
        return;
    }
    flushText();
    const QChar before = m_pos > 0 ? m_source[m_pos - 1] : QChar(u' ');
    const QChar after = m_pos + run < m_source.size() ? m_source[m_pos + run] : QChar(u' ');
    InlineNode node;
    node.text = m_source.sliced(m_pos, run).toString();
    addNode(std::move(node));
    m_emphasis.addRun(m_nodes.size() - 1, character, int(run), before, after);
    m_pos += run;
}

void InlineParser::openBracket()
{
    const bool image = m_source[m_pos] == u'!';
    if (image && (m_pos + 1 >= m_source.size() || m_source[m_pos + 1] != u'[')) {
        m_text.append(m_source[m_pos++]);
        return;
    }
    flushText();
    InlineNode node;
    node.text = image ? QStringLiteral("![") : QStringLiteral("[");
    addNode(std::move(node));
    m_brackets.push_back({m_nodes.size() - 1, m_emphasis.size(), image, true});
    m_pos += image ? 2 : 1;
}

void InlineParser::closeBracket()
{
    std::optional<LinkTarget> target;
    if (!m_brackets.empty() && m_brackets.back().active)
        target = scanLinkTarget(m_source, m_pos + 1);
    if (!target) {
        if (!m_brackets.empty())
            m_brackets.pop_back();
        m_text.append(m_source[m_pos++]);
        return;
    }
    flushText();
    const Bracket bracket = m_brackets.back();
    m_brackets.pop_back();
    m_emphasis.match(m_nodes, bracket.delimiters);
    m_nodes[bracket.node].text.clear();
    const bool openable = isOpenableLink(target->destination);
    const bool empty = bracket.node + 1 == m_nodes.size();
    if (empty || !openable) {
        InlineNode shown;
        shown.text = empty ? target->destination : QStringLiteral(" (%1)").arg(target->destination);
        addNode(std::move(shown));
    }
    if (openable) {
        const int link = addLink(target->destination);
        for (size_t i = bracket.node; i < m_nodes.size(); ++i) {
            m_nodes[i].style |= bracket.image ? Span::Link | Span::Image : Span::Link;
            m_nodes[i].link = link;
        }
    }
    if (!bracket.image) { // links do not nest
        for (Bracket &outer : m_brackets)
            outer.active = outer.active && outer.image;
    }
    m_pos = target->end;
}

bool InlineParser::angleLink()
{
    const std::optional<LinkTarget> target = scanAngleLink(m_source, m_pos);
    if (!target)
        return false;
    flushText();
    InlineNode node;
    node.text = m_source.sliced(m_pos + 1, target->end - m_pos - 2).toString();
    node.style = Span::Link;
    node.link = addLink(target->destination);
    addNode(std::move(node));
    m_pos = target->end;
    return true;
}

bool InlineParser::bareLink()
{
    if (m_pos > 0 && m_source[m_pos - 1].isLetterOrNumber())
        return false;
    const qsizetype end = scanBareLink(m_source, m_pos);
    if (end < 0)
        return false;
    flushText();
    InlineNode node;
    node.text = m_source.sliced(m_pos, end - m_pos).toString();
    node.style = Span::Link;
    node.link = addLink(node.text);
    addNode(std::move(node));
    m_pos = end;
    return true;
}

bool InlineParser::entity()
{
    QString character;
    const qsizetype end = scanEntity(m_source, m_pos, &character);
    if (end < 0)
        return false;
    m_text.append(character);
    m_pos = end;
    return true;
}

void InlineParser::lineEnd()
{
    m_text.append(u'\n');
    ++m_pos;
}

void InlineParser::flushText()
{
    if (m_text.isEmpty())
        return;
    InlineNode node;
    node.text = std::exchange(m_text, {});
    addNode(std::move(node));
}

void InlineParser::addNode(InlineNode node)
{
    m_nodes.push_back(std::move(node));
}

int InlineParser::addLink(const QString &destination)
{
    m_links.push_back(destination);
    return int(m_links.size()) - 1;
}

} // namespace

InlineText parseInline(QStringView source, bool growing)
{
    return InlineParser(source, growing).parse();
}

} // namespace outcrop::ui::markdown
