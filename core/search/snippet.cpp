// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/snippet.h"

#include <algorithm>

namespace outcrop::search
{

namespace
{

constexpr qsizetype before = 24;
constexpr qsizetype length = 160;
constexpr QChar ellipsis(0x2026);

/// Back to the beginning of the word at @p at, but not below @p least.
qsizetype wordStart(const QString &text, qsizetype at, qsizetype least)
{
    qsizetype start = at;
    while (start > least && !text[start - 1].isSpace())
        --start;
    if (start <= least)
        start = std::max(qsizetype(0), least);
    return start > 0 && text[start].isLowSurrogate() ? start - 1 : start;
}

void mark(Snippet &snippet, const QString &term)
{
    for (qsizetype at = snippet.text.indexOf(term, 0, Qt::CaseInsensitive); at >= 0;
         at = snippet.text.indexOf(term, at + term.size(), Qt::CaseInsensitive))
        snippet.marked.push_back({at, term.size()});
}

void join(std::vector<TextRange> &ranges)
{
    std::ranges::sort(ranges, {}, &TextRange::from);
    std::vector<TextRange> joined;
    for (const TextRange &range : ranges) {
        if (joined.empty() || joined.back().from + joined.back().length < range.from) {
            joined.push_back(range);
            continue;
        }
        TextRange &last = joined.back();
        last.length = std::max(last.length, range.from + range.length - last.from);
    }
    ranges = std::move(joined);
}

} // namespace

bool hasAll(const QString &text, const QStringList &terms)
{
    return std::ranges::all_of(terms,
                               [&](const QString &term) { return text.contains(term, Qt::CaseInsensitive); });
}

Snippet snippetOf(const QString &text, const QStringList &terms)
{
    qsizetype first = text.size();
    for (const QString &term : terms) {
        const qsizetype at = text.indexOf(term, 0, Qt::CaseInsensitive);
        if (at >= 0)
            first = std::min(first, at);
    }
    const qsizetype from = first >= text.size() ? 0
                                                : wordStart(text, std::max(qsizetype(0), first - before),
                                                            std::max(qsizetype(0), first - 2 * before));
    qsizetype end = std::min(text.size(), from + length);
    if (end < text.size() && text[end].isLowSurrogate())
        ++end;
    Snippet snippet;
    snippet.text = (from > 0 ? QString(ellipsis) : QString()) + text.mid(from, end - from).trimmed() +
                   (end < text.size() ? QString(ellipsis) : QString());
    for (const QString &term : terms)
        mark(snippet, term);
    join(snippet.marked);
    return snippet;
}

} // namespace outcrop::search
