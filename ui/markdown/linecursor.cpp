// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/linecursor.h"

namespace outcrop::ui::markdown
{

namespace
{

bool isSpace(QChar c)
{
    return c == u' ' || c == u'\t';
}

int columnsTo(QChar c, int column)
{
    return c == u'\t' ? 4 - column % 4 : 1;
}

} // namespace

int LineCursor::indent() const
{
    int columns = m_partialTab;
    int column = m_column + m_partialTab;
    for (qsizetype i = m_pos; i < m_line.size() && isSpace(m_line[i]); ++i) {
        const int step = columnsTo(m_line[i], column);
        columns += step;
        column += step;
    }
    return columns;
}

bool LineCursor::isBlank() const
{
    return trimmed().isEmpty();
}

QStringView LineCursor::trimmed() const
{
    qsizetype i = m_pos;
    while (i < m_line.size() && isSpace(m_line[i]))
        ++i;
    return m_line.sliced(i);
}

QString LineCursor::restAfter(int columns) const
{
    LineCursor copy = *this;
    copy.skipColumns(columns);
    QString rest(copy.m_partialTab, u' ');
    rest.append(copy.m_line.sliced(copy.m_pos));
    return rest;
}

void LineCursor::skipIndent()
{
    skipColumns(indent());
}

void LineCursor::skipColumns(int columns)
{
    while (columns > 0) {
        if (m_partialTab > 0) {
            const int step = qMin(columns, m_partialTab);
            m_partialTab -= step;
            m_column += step;
            columns -= step;
        } else if (m_pos < m_line.size() && isSpace(m_line[m_pos])) {
            m_partialTab = columnsTo(m_line[m_pos], m_column);
            ++m_pos;
        } else {
            return;
        }
    }
}

void LineCursor::skip(qsizetype chars)
{
    m_pos += chars;
    m_column += int(chars);
    m_partialTab = 0;
}

std::optional<ListMarker> LineCursor::listMarker() const
{
    const QStringView rest = trimmed();
    if (rest.isEmpty())
        return std::nullopt;
    ListMarker marker;
    if (rest[0] == u'-' || rest[0] == u'*' || rest[0] == u'+') {
        marker.length = 1;
        marker.shown = QStringLiteral("•");
    } else {
        qsizetype digits = 0;
        while (digits < rest.size() && digits < 10 && rest[digits] >= u'0' && rest[digits] <= u'9')
            ++digits;
        if (digits == 0 || digits > 9 || digits >= rest.size() ||
            (rest[digits] != u'.' && rest[digits] != u')'))
            return std::nullopt;
        marker.length = digits + 1;
        marker.shown = rest.first(digits + 1).toString();
        marker.ordered = true;
        marker.startsAtOne = digits == 1 && rest[0] == u'1';
    }
    if (marker.length < rest.size() && !isSpace(rest[marker.length]))
        return std::nullopt;
    marker.emptyItem =
        rest.sliced(marker.length).isEmpty() || trimSpaces(rest.sliced(marker.length)).isEmpty();
    return marker;
}

bool LineCursor::isQuote() const
{
    return indent() < 4 && trimmed().startsWith(u'>');
}

bool LineCursor::isRule() const
{
    if (indent() >= 4)
        return false;
    const QStringView rest = trimmed();
    if (rest.isEmpty() || (rest[0] != u'-' && rest[0] != u'*' && rest[0] != u'_'))
        return false;
    int count = 0;
    for (const QChar c : rest) {
        if (c == rest[0])
            ++count;
        else if (!isSpace(c))
            return false;
    }
    return count >= 3;
}

int LineCursor::headingLevel() const
{
    if (indent() >= 4)
        return 0;
    const QStringView rest = trimmed();
    int level = 0;
    while (level < rest.size() && rest[level] == u'#')
        ++level;
    return level >= 1 && level <= 6 && (level == rest.size() || isSpace(rest[level])) ? level : 0;
}

QStringView trimSpaces(QStringView text)
{
    while (!text.isEmpty() && isSpace(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isSpace(text.back()))
        text.chop(1);
    return text;
}

bool isTableDelimiter(QStringView line, qsizetype *cells)
{
    line = trimSpaces(line);
    if (!line.contains(u'-') || (!line.contains(u'|') && !line.contains(u':')))
        return false;
    for (const QChar c : line) {
        if (c != u'-' && c != u'|' && c != u':' && !isSpace(c))
            return false;
    }
    const QStringList parts = tableCells(line);
    for (const QString &part : parts) {
        QStringView cell = part;
        if (cell.startsWith(u':'))
            cell = cell.sliced(1);
        if (cell.endsWith(u':'))
            cell.chop(1);
        if (cell.isEmpty() || cell.count(u'-') != cell.size())
            return false;
    }
    *cells = parts.size();
    return true;
}

QStringList tableCells(QStringView line)
{
    line = trimSpaces(line);
    if (line.startsWith(u'|'))
        line = line.sliced(1);
    if (line.endsWith(u'|') && !line.endsWith(u"\\|"))
        line.chop(1);
    QStringList cells;
    QString cell;
    for (qsizetype i = 0; i < line.size(); ++i) {
        if (line[i] == u'\\' && i + 1 < line.size() && line[i + 1] == u'|') {
            cell.append(u'|');
            ++i;
        } else if (line[i] == u'|') {
            cells.append(trimSpaces(cell).toString());
            cell.clear();
        } else {
            cell.append(line[i]);
        }
    }
    cells.append(trimSpaces(cell).toString());
    return cells;
}

} // namespace outcrop::ui::markdown
