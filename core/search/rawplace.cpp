// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/rawplace.h"

#include "core/eventstream/framedecoder.h"

#include <algorithm>

namespace outcrop::search
{

namespace
{

using Part = RawPlace::Part;

/// A text of an exchange, of which each piece is a payload or a field.
struct RawText {
    Part part = Part::RequestBody;
    QString text;
    std::vector<qsizetype> pieces; ///< where each begins; of a body only one
};

RawText headOf(Part part, const QByteArray &first, const history::HeaderList &headers)
{
    RawText head{part, QString::fromUtf8(first), {0}};
    for (const auto &[name, value] : headers) {
        head.text += u' ';
        head.pieces.push_back(head.text.size());
        head.text += QString::fromUtf8(name + ": " + value);
    }
    return head;
}

RawText responseOf(const QByteArray &body)
{
    RawText frames{Part::Frame, {}, {}};
    eventstream::FrameDecoder decoder;
    decoder.feed(body);
    while (const std::optional<eventstream::Frame> frame = decoder.takeFrame()) {
        frames.pieces.push_back(frames.text.size());
        frames.text += QString::fromUtf8(frame->payload) + u'\n';
    }
    return frames.pieces.empty() ? RawText{Part::ResponseBody, QString::fromUtf8(body), {0}} : frames;
}

/// Whether @p sought stands at @p at of @p text: a blank stands for any white space or none. Gives its end.
std::optional<qsizetype> endOfMatch(QStringView text, qsizetype at, QStringView sought)
{
    for (const QChar c : sought) {
        if (c == u' ') {
            while (at < text.size() && text[at].isSpace())
                ++at;
        } else if (at < text.size() && text[at].toCaseFolded() == c.toCaseFolded()) {
            ++at;
        } else {
            return std::nullopt;
        }
    }
    return at;
}

/// The first place of @p sought, which does not begin with a blank.
std::optional<TextRange> find(const QString &text, QStringView sought)
{
    const QStringView word = sought.first(std::max(qsizetype(0), sought.indexOf(u' ')));
    const QStringView begin = word.isEmpty() ? sought : word;
    for (qsizetype at = text.indexOf(begin, 0, Qt::CaseInsensitive); at >= 0 && !begin.isEmpty();
         at = text.indexOf(begin, at + 1, Qt::CaseInsensitive)) {
        if (const auto end = endOfMatch(text, at, sought))
            return TextRange{at, *end - at};
    }
    return std::nullopt;
}

/// The first marked word of a snippet where that stands in @p text.
std::optional<TextRange> markIn(const QString &text, const Snippet &snippet)
{
    if (snippet.marked.empty())
        return std::nullopt;
    QStringView line = snippet.text;
    TextRange mark = snippet.marked.front();
    constexpr QChar ellipsis(0x2026);
    if (line.startsWith(ellipsis)) {
        line = line.sliced(1);
        --mark.from;
    }
    if (line.endsWith(ellipsis))
        line = line.chopped(1);
    const auto before = find(text, line);
    if (!before || mark.from < 0)
        return std::nullopt;
    const auto start = endOfMatch(text, before->from, line.first(mark.from));
    const auto end =
        start
            ? endOfMatch(text, *start, line.sliced(mark.from, std::min(mark.length, line.size() - mark.from)))
            : std::nullopt;
    return end ? std::optional(TextRange{*start, *end - *start}) : std::nullopt;
}

std::optional<TextRange> wordIn(const QString &text, const QStringList &terms)
{
    std::optional<TextRange> first;
    for (const QString &term : terms) {
        const auto found = find(text, term.simplified());
        if (!found)
            return std::nullopt;
        if (!first || found->from < first->from)
            first = found;
    }
    return first;
}

RawPlace placeAt(const RawText &raw, const TextRange &range)
{
    const auto next = std::ranges::upper_bound(raw.pieces, range.from);
    const auto piece = next - raw.pieces.begin() - 1;
    RawPlace place;
    place.part = raw.part;
    if (raw.part == Part::RequestHead || raw.part == Part::ResponseHead) {
        place.offset = piece - 1;
        return place;
    }
    const qsizetype begin = raw.pieces[static_cast<size_t>(piece)];
    const QStringView text = raw.text;
    place.frame = raw.part == Part::Frame ? piece : 0;
    place.offset = text.sliced(begin, range.from - begin).toUtf8().size();
    place.length = text.sliced(range.from, range.length).toUtf8().size();
    return place;
}

} // namespace

std::optional<RawPlace> rawPlaceOf(const history::Exchange &exchange, const Snippet &snippet,
                                   const QStringList &terms)
{
    const history::ExchangeSummary &summary = exchange.summary;
    std::vector<RawText> texts{
        headOf(Part::RequestHead, summary.method + ' ' + summary.url.toEncoded(), exchange.requestHeaders),
        {Part::RequestBody, QString::fromUtf8(exchange.requestBody), {0}}};
    if (summary.status)
        texts.push_back(headOf(Part::ResponseHead, "HTTP " + QByteArray::number(*summary.status),
                               exchange.responseHeaders));
    texts.push_back(responseOf(exchange.responseBody()));
    for (const RawText &raw : texts) {
        if (const auto range = markIn(raw.text, snippet))
            return placeAt(raw, *range);
    }
    for (const RawText &raw : texts) {
        if (const auto range = wordIn(raw.text, terms))
            return placeAt(raw, *range);
    }
    return std::nullopt;
}

} // namespace outcrop::search
