// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/markdown/jsonformats.h"

#include "ui/markdown/textstyle.h"

namespace outcrop::ui::markdown
{

namespace
{

qsizetype stringEnd(QStringView text, qsizetype start)
{
    for (qsizetype i = start + 1; i < text.size(); ++i) {
        if (text[i] == u'\\')
            ++i;
        else if (text[i] == u'"' || text[i] == u'\n')
            return i + 1;
    }
    return text.size();
}

bool isKey(QStringView text, qsizetype after)
{
    while (after < text.size() && (text[after] == u' ' || text[after] == u'\t'))
        ++after;
    return after < text.size() && text[after] == u':';
}

bool isNumberUnit(QChar c)
{
    return c.isDigit() || c == u'-' || c == u'+' || c == u'.' || c == u'e' || c == u'E';
}

} // namespace

std::vector<TextBox::Format> jsonFormats(QStringView text, const TextStyle &style)
{
    std::vector<TextBox::Format> formats;
    const auto add = [&formats](qsizetype start, qsizetype end, const QColor &color) {
        QTextCharFormat format;
        format.setForeground(color);
        formats.push_back({int(start), int(end - start), format});
    };
    for (qsizetype i = 0; i < text.size();) {
        const QChar c = text[i];
        qsizetype end = i + 1;
        if (c == u'"') {
            end = qMin(stringEnd(text, i), text.size());
            add(i, end, isKey(text, end) ? style.jsonKey : style.jsonString);
        } else if (c == u'-' || c.isDigit()) {
            while (end < text.size() && isNumberUnit(text[end]))
                ++end;
            add(i, end, style.jsonNumber);
        } else if (c.isLetter()) {
            while (end < text.size() && text[end].isLetter())
                ++end;
            const QStringView word = text.sliced(i, end - i);
            if (word == u"true" || word == u"false" || word == u"null")
                add(i, end, style.jsonLiteral);
        }
        i = end;
    }
    return formats;
}

} // namespace outcrop::ui::markdown
