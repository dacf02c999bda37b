// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/inlinescan.h"

#include <QHash>

namespace outcrop::ui::markdown
{

namespace
{

bool isWhite(QChar c)
{
    return c == u' ' || c == u'\t' || c == u'\n';
}

qsizetype skipWhite(QStringView source, qsizetype pos)
{
    while (pos < source.size() && isWhite(source[pos]))
        ++pos;
    return pos;
}

/// The destination at @p pos; its end, or -1.
qsizetype scanDestination(QStringView source, qsizetype pos, QString *destination)
{
    constexpr int deepest = 32; // CommonMark allows an implementation to stop at a depth of parentheses
    const bool pointed = pos < source.size() && source[pos] == u'<';
    int depth = 0;
    for (qsizetype i = pointed ? pos + 1 : pos; i < source.size(); ++i) {
        const QChar c = source[i];
        if (c == u'\n' || (pointed && c == u'<'))
            return -1;
        if (pointed && c == u'>')
            return i + 1;
        if (!pointed && (isWhite(c) || (c == u')' && depth == 0)))
            return i;
        if (!pointed && c == u'(' && ++depth > deepest)
            return -1;
        if (!pointed && c == u')')
            --depth;
        if (c == u'\\' && i + 1 < source.size() && isAsciiPunctuation(source[i + 1]))
            ++i;
        destination->append(source[i]);
    }
    return -1;
}

/// The end of a title at @p pos, @p pos itself when there is none, or -1.
qsizetype scanTitle(QStringView source, qsizetype pos)
{
    if (pos >= source.size() || (source[pos] != u'"' && source[pos] != u'\'' && source[pos] != u'('))
        return pos;
    const QChar closing = source[pos] == u'(' ? QChar(u')') : source[pos];
    for (qsizetype i = pos + 1; i < source.size(); ++i) {
        if (source[i] == u'\\')
            ++i;
        else if (source[i] == closing)
            return i + 1;
    }
    return -1;
}

QString namedEntity(QStringView name)
{
    static const QHash<QString, char16_t> entities = {
        {QStringLiteral("amp"), u'&'},       {QStringLiteral("lt"), u'<'},
        {QStringLiteral("gt"), u'>'},        {QStringLiteral("quot"), u'"'},
        {QStringLiteral("apos"), u'\''},     {QStringLiteral("nbsp"), u'\u00a0'},
        {QStringLiteral("copy"), u'\u00a9'}, {QStringLiteral("reg"), u'\u00ae'},
        {QStringLiteral("deg"), u'\u00b0'},  {QStringLiteral("ndash"), u'–'},
        {QStringLiteral("mdash"), u'—'},     {QStringLiteral("hellip"), u'…'},
        {QStringLiteral("times"), u'×'},     {QStringLiteral("rarr"), u'→'},
        {QStringLiteral("larr"), u'←'},      {QStringLiteral("le"), u'≤'},
        {QStringLiteral("ge"), u'≥'},        {QStringLiteral("bull"), u'•'},
        {QStringLiteral("middot"), u'·'},    {QStringLiteral("euro"), u'€'},
        {QStringLiteral("ne"), u'≠'},
    };
    const auto found = entities.constFind(name.toString());
    return found == entities.constEnd() ? QString() : QString(QChar(*found));
}

QString numericEntity(QStringView digits)
{
    bool ok = false;
    const bool hex = digits.startsWith(u'x') || digits.startsWith(u'X');
    const uint code = hex ? digits.sliced(1).toUInt(&ok, 16) : digits.toUInt(&ok, 10);
    if (!ok || code == 0 || code > 0x10ffff || (code >= 0xd800 && code < 0xe000))
        return {};
    const char32_t character = code;
    return QString::fromUcs4(&character, 1);
}

} // namespace

bool isAsciiPunctuation(QChar c)
{
    const char16_t u = c.unicode();
    return (u > 0x20 && u < 0x30) || (u > 0x39 && u < 0x41) || (u > 0x5a && u < 0x61) ||
           (u > 0x7a && u < 0x7f);
}

qsizetype runLength(QStringView source, qsizetype pos)
{
    qsizetype end = pos + 1;
    while (end < source.size() && source[end] == source[pos])
        ++end;
    return end - pos;
}

qsizetype findRun(QStringView source, qsizetype from, QChar character, qsizetype length)
{
    for (qsizetype i = source.indexOf(character, from); i >= 0; i = source.indexOf(character, i)) {
        const qsizetype run = runLength(source, i);
        if (run == length)
            return i;
        i += run;
    }
    return -1;
}

std::optional<LinkTarget> scanLinkTarget(QStringView source, qsizetype pos)
{
    if (pos >= source.size() || source[pos] != u'(')
        return std::nullopt;
    LinkTarget target;
    qsizetype at = scanDestination(source, skipWhite(source, pos + 1), &target.destination);
    if (at < 0)
        return std::nullopt;
    const qsizetype afterWhite = skipWhite(source, at);
    if (afterWhite > at)
        at = scanTitle(source, afterWhite);
    if (at < 0)
        return std::nullopt;
    at = skipWhite(source, at);
    if (at >= source.size() || source[at] != u')')
        return std::nullopt;
    target.end = at + 1;
    return target;
}

std::optional<LinkTarget> scanAngleLink(QStringView source, qsizetype pos)
{
    qsizetype end = pos + 1;
    while (end < source.size() && source[end] != u'>' && source[end] != u'<' && !isWhite(source[end]))
        ++end;
    if (end >= source.size() || source[end] != u'>')
        return std::nullopt;
    LinkTarget target;
    target.destination = source.sliced(pos + 1, end - pos - 1).toString();
    target.end = end + 1;
    if (isOpenableLink(target.destination))
        return target;
    const qsizetype at = target.destination.indexOf(u'@');
    if (at <= 0 || target.destination.indexOf(u'.', at) < 0 || target.destination.contains(u':') ||
        target.destination.contains(u'/'))
        return std::nullopt;
    target.destination.prepend(QStringLiteral("mailto:"));
    return target;
}

qsizetype scanBareLink(QStringView source, qsizetype pos)
{
    const QStringView rest = source.sliced(pos);
    const qsizetype scheme = rest.startsWith(u"https://") ? 8 : rest.startsWith(u"http://") ? 7 : 0;
    if (scheme == 0)
        return -1;
    qsizetype end = pos + scheme;
    qsizetype open = 0;
    qsizetype close = 0;
    while (end < source.size() && !source[end].isSpace() && source[end] != u'<' && source[end] != u'`') {
        open += source[end] == u'(';
        close += source[end] == u')';
        ++end;
    }
    for (; end > pos + scheme; --end) {
        const QChar last = source[end - 1];
        if (last == u')' && close > open)
            --close;
        else if (last == u')' || !QStringView(u"?!.,:;*_~'\"]}|").contains(last))
            break;
    }
    return end > pos + scheme ? end : -1;
}

qsizetype scanEntity(QStringView source, qsizetype pos, QString *character)
{
    constexpr qsizetype longest = 10;
    const qsizetype end = source.sliced(pos, qMin(longest, source.size() - pos)).indexOf(u';');
    if (end < 2)
        return -1;
    const QStringView name = source.sliced(pos + 1, end - 1);
    *character = name[0] == u'#' ? numericEntity(name.sliced(1)) : namedEntity(name);
    return character->isEmpty() ? -1 : pos + end + 1;
}

bool isOpenableLink(QStringView destination)
{
    for (const QStringView scheme :
         {QStringView(u"https://"), QStringView(u"http://"), QStringView(u"mailto:")}) {
        if (destination.startsWith(scheme, Qt::CaseInsensitive) && destination.size() > scheme.size())
            return true;
    }
    return false;
}

QStringView withoutTrailingMarkup(QStringView source)
{
    while (!source.isEmpty() && QStringView(u"*_`~").contains(source.back()))
        source.chop(1);
    return source;
}

} // namespace outcrop::ui::markdown
