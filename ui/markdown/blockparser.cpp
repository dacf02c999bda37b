// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/blockparser.h"

#include <algorithm>
#include <utility>

namespace outcrop::ui::markdown
{

void BlockParser::line(QStringView text, qsizetype sourceStart, qsizetype sourceLength, LineEnd end,
                       std::vector<Leaf> &closed)
{
    m_out = &closed;
    m_end = end;
    m_lineStart = sourceStart;
    m_lineSourceEnd = sourceStart + sourceLength;
    if (std::exchange(m_cut, end == LineEnd::Cut)) {
        restOfCutLine(text);
        return;
    }
    LineCursor cursor(text);
    const size_t matched = matchContainers(cursor);
    if (m_code != Code::None && codeLine(cursor, matched == m_containers.size()))
        return;
    if (cursor.isBlank()) {
        blankLine(matched);
        return;
    }
    if (matched < m_containers.size()) {
        if (inParagraph() && !startsBlock(cursor)) {
            paragraphLine(cursor.trimmed()); // CommonMark's lazy continuation
            return;
        }
        closeContainers(matched);
    }
    if (openContainers(cursor))
        leafLine(cursor);
}

void BlockParser::close(std::vector<Leaf> &closed)
{
    m_out = &closed;
    closeContainers(0);
}

size_t BlockParser::matchContainers(LineCursor &cursor) const
{
    size_t matched = 0;
    for (const OpenContainer &container : m_containers) {
        if (container.shown.kind == Container::Kind::Quote) {
            if (!cursor.isQuote())
                break;
            cursor.skipIndent();
            cursor.skip(1);
            cursor.skipColumns(1);
        } else if (!cursor.isBlank()) {
            if (cursor.indent() < container.contentIndent)
                break;
            cursor.skipColumns(container.contentIndent);
        }
        ++matched;
    }
    return matched;
}

/// @return false when the code ended before this line.
bool BlockParser::codeLine(LineCursor &cursor, bool allMatched)
{
    const QStringView rest = cursor.trimmed();
    if (allMatched && m_code == Code::Fenced) {
        qsizetype run = 0;
        while (run < rest.size() && rest[run] == m_fence.character)
            ++run;
        const bool onlyFence = run > 0 && trimSpaces(rest.sliced(run)).isEmpty() && cursor.indent() < 4;
        if (onlyFence && run >= m_fence.length) {
            if (m_leaf)
                m_leaf->sourceEnd = m_lineSourceEnd;
            closeLeaf();
            m_code = Code::None;
        } else if (!onlyFence || m_end != LineEnd::Unknown) {
            addCodeLine(cursor.restAfter(m_fence.indent));
        }
        return true;
    }
    if (allMatched && m_code == Code::Indented) {
        if (rest.isEmpty()) {
            ++m_heldBlanks;
            return true;
        }
        if (cursor.indent() >= 4) {
            for (; m_heldBlanks > 0; --m_heldBlanks)
                addCodeLine({});
            addCodeLine(cursor.restAfter(4));
            return true;
        }
    }
    m_afterBlank = std::exchange(m_heldBlanks, 0) > 0;
    closeLeaf();
    m_code = Code::None;
    return false;
}

void BlockParser::blankLine(size_t matched)
{
    if (matched < m_containers.size())
        closeContainers(matched);
    else
        closeLeaf();
    m_afterBlank = true;
}

/// Enters the quotes and list items that start on this line.
/// @return false when nothing is left on the line.
bool BlockParser::openContainers(LineCursor &cursor)
{
    while (cursor.indent() < 4 && m_containers.size() < size_t(limits::depth)) {
        if (cursor.isQuote()) {
            closeLeaf();
            cursor.skipIndent();
            cursor.skip(1);
            cursor.skipColumns(1);
            m_containers.push_back({{Container::Kind::Quote, 0}, 0});
        } else if (cursor.isRule() || !openListItem(cursor)) {
            return true;
        }
        if (cursor.isBlank())
            return false;
    }
    return true;
}

bool BlockParser::openListItem(LineCursor &cursor)
{
    const std::optional<ListMarker> marker = cursor.listMarker();
    if (!marker)
        return false;
    if (inParagraph() && (marker->emptyItem || (marker->ordered && !marker->startsAtOne)))
        return false;
    closeLeaf();
    flushMarker();
    const int before = cursor.indent();
    cursor.skipIndent();
    cursor.skip(marker->length);
    const int after = cursor.indent();
    const int padding = marker->emptyItem || after >= 5 ? 1 : after;
    cursor.skipColumns(padding);
    const auto isBullet = [](const OpenContainer &c) { return c.shown.kind == Container::Kind::ListItem; };
    const auto depth = std::ranges::count_if(m_containers, isBullet);
    static constexpr char16_t bullets[] = {u'•', u'◦', u'▪'};
    m_marker = marker->ordered ? marker->shown : QString(QChar(bullets[std::min<qsizetype>(depth, 2)]));
    m_containers.push_back(
        {{Container::Kind::ListItem, quint8(m_marker.size())}, before + int(marker->length) + padding});
    return true;
}

void BlockParser::leafLine(LineCursor &cursor)
{
    const bool plain = m_leaf && m_leaf->kind == Leaf::Kind::Plain;
    const bool table = m_leaf && m_leaf->kind == Leaf::Kind::Table;
    if (cursor.indent() >= 4 && !m_leaf) {
        openLeaf(Leaf::Kind::Code);
        m_code = Code::Indented;
        addCodeLine(cursor.restAfter(4));
    } else if (headingLine(cursor) || fenceLine(cursor) || underlineOrTable(cursor)) {
        return;
    } else if (cursor.isRule()) {
        openLeaf(Leaf::Kind::Rule).sourceEnd = m_lineSourceEnd;
        closeLeaf();
    } else if (table || plain) {
        tableLine(cursor.trimmed());
    } else {
        paragraphLine(cursor.trimmed());
    }
}

bool BlockParser::headingLine(LineCursor &cursor)
{
    const int level = cursor.headingLevel();
    if (level == 0)
        return false;
    QStringView text = trimSpaces(cursor.trimmed().sliced(level));
    qsizetype end = text.size();
    while (end > 0 && text[end - 1] == u'#')
        --end;
    if (end == 0 || text[end - 1] == u' ' || text[end - 1] == u'\t')
        text = trimSpaces(text.first(end));
    Leaf &leaf = openLeaf(Leaf::Kind::Heading);
    leaf.level = quint8(level);
    leaf.text = text.toString();
    leaf.sourceEnd = m_lineSourceEnd;
    if (m_end != LineEnd::Cut)
        closeLeaf();
    return true;
}

bool BlockParser::fenceLine(LineCursor &cursor)
{
    const QStringView rest = cursor.trimmed();
    if (cursor.indent() >= 4 || (rest[0] != u'`' && rest[0] != u'~'))
        return false;
    int length = 0;
    while (length < rest.size() && rest[length] == rest[0])
        ++length;
    if (length < 3)
        return m_end == LineEnd::Unknown && length == rest.size(); // perhaps a fence: shown once it is known
    const QStringView info = trimSpaces(rest.sliced(length));
    if (rest[0] == u'`' && info.contains(u'`'))
        return false;
    Leaf &leaf = openLeaf(Leaf::Kind::Code);
    qsizetype word = 0;
    while (word < info.size() && info[word] != u' ' && info[word] != u'\t')
        ++word;
    leaf.info = info.first(word).toString();
    leaf.sourceEnd = m_lineSourceEnd;
    m_fence = {rest[0], length, cursor.indent()};
    m_code = Code::Fenced;
    return true;
}

/// What turns the open paragraph into a heading or its last line into the head of a table.
bool BlockParser::underlineOrTable(LineCursor &cursor)
{
    if (!inParagraph() || cursor.indent() >= 4)
        return false;
    const QStringView rest = trimSpaces(cursor.trimmed());
    if ((rest[0] == u'=' || rest[0] == u'-') && rest.count(rest[0]) == rest.size()) {
        if (m_end == LineEnd::Unknown)
            return true; // an underline, a rule or a list: shown once it is known
        m_leaf->kind = Leaf::Kind::Heading;
        m_leaf->level = rest[0] == u'=' ? 1 : 2;
        m_leaf->sourceEnd = m_lineSourceEnd;
        closeLeaf();
        return true;
    }
    qsizetype columns = 0;
    if (m_end == LineEnd::Cut || !isTableDelimiter(rest, &columns))
        return false;
    const qsizetype lastBreak = m_leaf->text.lastIndexOf(u'\n');
    const QString header = m_leaf->text.sliced(lastBreak + 1);
    if (!header.contains(u'|') || tableCells(header).size() != columns)
        return false;
    if (lastBreak >= 0) {
        m_leaf->text.truncate(lastBreak);
        m_leaf->sourceEnd = m_lastLineStart;
        const qsizetype headerStart = m_lastLineStart;
        openLeaf(Leaf::Kind::Table).sourceStart = headerStart;
    }
    m_leaf->kind = Leaf::Kind::Table;
    m_leaf->text = header + u'\n';
    m_leaf->text.append(rest);
    m_leaf->sourceEnd = m_lineSourceEnd;
    m_lines = 2;
    return true;
}

/// Whether the line would start a block of its own, so that it cannot lazily continue a paragraph.
bool BlockParser::startsBlock(const LineCursor &cursor) const
{
    if (cursor.indent() >= 4)
        return false;
    const QStringView rest = cursor.trimmed();
    return cursor.isQuote() || cursor.isRule() || cursor.headingLevel() > 0 || cursor.listMarker() ||
           rest.startsWith(u"```") || rest.startsWith(u"~~~");
}

void BlockParser::paragraphLine(QStringView text)
{
    text = trimSpaces(text);
    if (!inParagraph()) {
        Leaf &leaf = openLeaf(Leaf::Kind::Paragraph);
        const bool task = text.size() >= 4 && text[0] == u'[' && text[2] == u']' && text[3] == u' ';
        if (task && !leaf.marker.isEmpty() && (text[1] == u' ' || text[1] == u'x' || text[1] == u'X')) {
            leaf.marker = text[1] == u' ' ? QStringLiteral("☐") : QStringLiteral("☑");
            text = trimSpaces(text.sliced(4));
        }
    } else if (m_leaf->text.size() + text.size() > limits::paragraphChars) {
        continueLeaf(Leaf::Kind::Paragraph);
    }
    appendToLeaf(text);
}

void BlockParser::addCodeLine(const QString &text)
{
    if (!m_leaf)
        openLeaf(Leaf::Kind::Code);
    else if (m_lines >= limits::codeLines)
        continueLeaf(Leaf::Kind::Code);
    appendToLeaf(text);
}

void BlockParser::tableLine(QStringView text)
{
    if (m_leaf->kind == Leaf::Kind::Table && m_lines - 2 >= limits::tableRows)
        continueLeaf(Leaf::Kind::Plain);
    else if (m_leaf->kind == Leaf::Kind::Plain && m_lines >= limits::codeLines)
        continueLeaf(Leaf::Kind::Plain);
    appendToLeaf(text);
}

void BlockParser::restOfCutLine(QStringView text)
{
    if (m_leaf) {
        const bool verbatim = m_leaf->kind == Leaf::Kind::Code || m_leaf->kind == Leaf::Kind::Paragraph;
        continueLeaf(verbatim ? m_leaf->kind : Leaf::Kind::Plain);
    } else {
        openLeaf(Leaf::Kind::Paragraph).continues = true;
    }
    m_leaf->sameLine = true;
    appendToLeaf(text);
}

void BlockParser::appendToLeaf(QStringView text)
{
    if (m_lines > 0)
        m_leaf->text.append(u'\n');
    m_leaf->text.append(text);
    m_leaf->sourceEnd = m_lineSourceEnd;
    m_lastLineStart = m_lineStart;
    ++m_lines;
}

Leaf &BlockParser::openLeaf(Leaf::Kind kind)
{
    closeLeaf();
    Leaf leaf;
    leaf.kind = kind;
    leaf.gap = gapFor(kind);
    leaf.marker = std::exchange(m_marker, {});
    leaf.sourceStart = leaf.sourceEnd = m_lineStart;
    bool inList = false;
    for (const OpenContainer &container : m_containers) {
        leaf.path.push_back(container.shown);
        inList = inList || container.shown.kind == Container::Kind::ListItem;
    }
    m_lines = 0;
    m_anyLeaf = true;
    m_afterBlank = false;
    m_lastInList = inList;
    return m_leaf.emplace(std::move(leaf));
}

void BlockParser::continueLeaf(Leaf::Kind kind)
{
    Leaf next;
    next.kind = kind;
    next.continues = true;
    next.path = m_leaf->path;
    next.info = m_leaf->info;
    next.sourceStart = next.sourceEnd = m_lineStart;
    closeLeaf();
    m_lines = 0;
    m_leaf = std::move(next);
}

void BlockParser::closeLeaf()
{
    if (!m_leaf)
        return;
    m_out->push_back(std::move(*m_leaf));
    m_leaf.reset();
    m_lines = 0;
}

/// A list item without content still shows its marker.
void BlockParser::flushMarker()
{
    if (m_marker.isEmpty())
        return;
    openLeaf(Leaf::Kind::Paragraph).sourceEnd = m_lineStart;
    closeLeaf();
}

void BlockParser::closeContainers(size_t keep)
{
    closeLeaf();
    flushMarker();
    m_containers.resize(std::min(keep, m_containers.size()));
    m_code = Code::None;
    m_heldBlanks = 0;
}

Leaf::Gap BlockParser::gapFor(Leaf::Kind kind) const
{
    if (!m_anyLeaf)
        return Leaf::Gap::None;
    const auto isItem = [](const OpenContainer &c) { return c.shown.kind == Container::Kind::ListItem; };
    const bool inList = std::ranges::any_of(m_containers, isItem);
    const bool flowing = kind == Leaf::Kind::Paragraph && inList && m_lastInList && !m_afterBlank;
    return flowing ? Leaf::Gap::Tight : Leaf::Gap::Normal;
}

} // namespace outcrop::ui::markdown
