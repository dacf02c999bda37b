// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/textpatch.h"

#include "core/base/align.h"
#include "core/json/writer.h"

#include <QHash>

#include <algorithm>

namespace outcrop::json
{

namespace
{

qint64 beginOfChild(const Json &container, qsizetype index)
{
    return container.isObject() ? container.keyByteRange(index)->offset
                                : container.at(index).byteRange()->offset;
}

qint64 endOf(const Json &parsed)
{
    const Range range = *parsed.byteRange();
    return range.offset + range.length;
}

bool isContainer(const Json &value)
{
    return value.isArray() || value.isObject();
}

class Patcher
{
public:
    explicit Patcher(const QByteArray &text) : m_text(text) {}

    std::vector<TextPatch> patches;

    void value(const Json &shown, const Json &wanted)
    {
        if (!isContainer(shown) || shown.kind() != wanted.kind() || shown.isEmpty() || wanted.isEmpty()) {
            if (shown != wanted)
                replace(*shown.byteRange(), written(wanted, indentAt(shown.byteRange()->offset)));
            return;
        }
        children(shown, wanted, pairs(shown, wanted));
    }

private:
    static base::AlignedRows pairs(const Json &shown, const Json &wanted)
    {
        const bool named = shown.isObject();
        return base::alignRows(
            static_cast<int>(shown.size()), static_cast<int>(wanted.size()),
            [&](int i, int j) {
                return named ? shown.keyUtf8At(i) == wanted.keyUtf8At(j) : shown.at(i) == wanted.at(j);
            },
            [&](int i, int j) { return !named && shown.at(i).kind() == wanted.at(j).kind() ? 1 : 0; });
    }

    /// From pair to pair: what stands between them is replaced, taken out or put in.
    void children(const Json &shown, const Json &wanted, base::AlignedRows rows)
    {
        rows.push_back({static_cast<int>(shown.size()), static_cast<int>(wanted.size()), true});
        int i = 0;
        int j = 0;
        for (const auto &[nextI, nextJ, same] : rows) {
            if (nextI > i)
                replaceRun(shown, i, nextI, wanted, j, nextJ);
            else if (nextJ > j)
                insertRun(shown, i, wanted, j, nextJ);
            if (nextI < shown.size() && (!same || shown.isObject())) // of members that is the name
                value(shown.at(nextI), wanted.at(nextJ));
            i = nextI + 1;
            j = nextJ + 1;
        }
    }

    void replaceRun(const Json &shown, int from, int to, const Json &wanted, int wantedFrom, int wantedTo)
    {
        const qint64 begin = beginOfChild(shown, from);
        const qint64 end = endOf(shown.at(to - 1));
        if (wantedTo > wantedFrom)
            replace({begin, end - begin}, joined(shown, from, wanted, wantedFrom, wantedTo));
        else if (to < shown.size())
            replace({begin, beginOfChild(shown, to) - begin}, {});
        else if (from > 0)
            replace({endOf(shown.at(from - 1)), end - endOf(shown.at(from - 1))}, {});
        // All of them cannot go: value() replaces a container that becomes empty.
    }

    void insertRun(const Json &shown, int before, const Json &wanted, int from, int to)
    {
        const int neighbour = before > 0 ? before - 1 : before;
        const QByteArray items = joined(shown, neighbour, wanted, from, to);
        const QByteArray gap = gapBefore(beginOfChild(shown, neighbour));
        if (before > 0)
            replace({endOf(shown.at(neighbour)), 0}, ',' + gap + items);
        else
            replace({beginOfChild(shown, neighbour), 0}, items + ',' + gap);
    }

    /// Children of @p wanted with the white space that child @p like of @p shown has before it.
    QByteArray joined(const Json &shown, int like, const Json &wanted, int from, int to) const
    {
        const qint64 begin = beginOfChild(shown, like);
        const QByteArray gap = gapBefore(begin);
        const QByteArray indent = indentAt(begin);
        QByteArray text;
        for (int i = from; i < to; ++i) {
            if (i > from)
                text += ',' + gap;
            if (wanted.isObject())
                text += write(Json::string(wanted.keyUtf8At(i))) + ": ";
            text += written(wanted.at(i), indent);
        }
        return text;
    }

    /// The white space in front of a child; one space where there is none.
    QByteArray gapBefore(qint64 offset) const
    {
        qint64 begin = offset;
        while (begin > 0 && isSpace(m_text.at(begin - 1)))
            --begin;
        return begin == offset ? QByteArray(" ") : m_text.sliced(begin, offset - begin);
    }

    /// The white space its line begins with.
    QByteArray indentAt(qint64 offset) const
    {
        const qsizetype line = offset == 0 ? 0 : m_text.lastIndexOf('\n', offset - 1) + 1;
        qsizetype end = line;
        while (end < m_text.size() && (m_text.at(end) == ' ' || m_text.at(end) == '\t'))
            ++end;
        return m_text.sliced(line, end - line);
    }

    static QByteArray written(const Json &value, const QByteArray &indent)
    {
        QByteArray text = write(value, Layout::Pretty);
        return indent.isEmpty() ? text : text.replace("\n", "\n" + indent);
    }

    static bool isSpace(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

    void replace(const Range &range, const QByteArray &text) { patches.push_back({range, text}); }

    const QByteArray &m_text;
};

/// @p wanted with its members in the order in which @p shown has them.
Json inOrderOf(const Json &shown, const Json &wanted)
{
    if (!shown.isObject() || !wanted.isObject())
        return wanted;
    QHash<QByteArray, qsizetype> place;
    for (qsizetype i = 0; i < shown.size(); ++i)
        place.insert(shown.keyUtf8At(i), i);
    std::vector<qsizetype> known;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        if (place.contains(wanted.keyUtf8At(i)))
            known.push_back(i);
    }
    std::vector<qsizetype> sorted = known;
    std::ranges::stable_sort(sorted, {}, [&](qsizetype i) { return place.value(wanted.keyUtf8At(i)); });
    Json ordered = Json::object();
    size_t next = 0;
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const bool isKnown = next < known.size() && known[next] == i;
        const qsizetype from = isKnown ? sorted[next++] : i;
        ordered.appendMember(wanted.keyAt(from), wanted.at(from));
    }
    return ordered;
}

} // namespace

std::vector<TextPatch> textPatches(const QByteArray &text, const Json &shown, const Json &wanted)
{
    Patcher patcher(text);
    patcher.value(shown, inOrderOf(shown, wanted));
    return std::move(patcher.patches);
}

QByteArray patched(QByteArray text, const std::vector<TextPatch> &patches)
{
    for (auto patch = patches.rbegin(); patch != patches.rend(); ++patch)
        text.replace(patch->range.offset, patch->range.length, patch->text);
    return text;
}

Pointer pointerAt(const Json &root, qint64 offset)
{
    Pointer pointer;
    Json value = root;
    while (isContainer(value)) {
        // The last child that begins there or before.
        qsizetype low = 0;
        qsizetype high = value.size();
        while (low < high) {
            const qsizetype middle = (low + high) / 2;
            if (beginOfChild(value, middle) <= offset)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == 0 || offset > endOf(value.at(low - 1)))
            break;
        if (value.isObject())
            pointer.append(value.keyAt(low - 1));
        else
            pointer.append(low - 1);
        value = value.at(low - 1);
    }
    return pointer;
}

std::optional<Range> textRangeOf(const Json &root, const Pointer &pointer)
{
    Json value = root;
    std::optional<Range> range = root.byteRange();
    for (const QString &token : pointer.tokens()) {
        const qsizetype index =
            value.isObject() ? value.indexOf(token) : Pointer::indexFrom(token).value_or(-1);
        if (index < 0 || index >= value.size())
            break;
        const qint64 begin = beginOfChild(value, index);
        value = value.at(index);
        range = Range{begin, endOf(value) - begin};
    }
    return range;
}

} // namespace outcrop::json
