// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/json/pointer.h"

namespace outcrop::json
{

std::optional<Pointer> Pointer::parse(QStringView text)
{
    Pointer pointer;
    if (text.isEmpty())
        return pointer;
    if (text.front() != u'/')
        return std::nullopt;
    QString token;
    for (qsizetype i = 1; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'/') {
            pointer.m_tokens.append(token);
            token.clear();
        } else if (c == u'~') {
            ++i;
            if (i == text.size() || (text[i] != u'0' && text[i] != u'1'))
                return std::nullopt;
            token.append(text[i] == u'0' ? u'~' : u'/');
        } else {
            token.append(c);
        }
    }
    pointer.m_tokens.append(token);
    return pointer;
}

QString Pointer::toString() const
{
    QString text;
    for (const QString &token : m_tokens) {
        text.append(u'/');
        for (const QChar c : token) {
            if (c == u'~')
                text.append(QLatin1StringView("~0"));
            else if (c == u'/')
                text.append(QLatin1StringView("~1"));
            else
                text.append(c);
        }
    }
    return text;
}

Pointer Pointer::child(QStringView member) const
{
    Pointer pointer = *this;
    pointer.append(member);
    return pointer;
}

Pointer Pointer::child(qsizetype index) const
{
    Pointer pointer = *this;
    pointer.append(index);
    return pointer;
}

std::optional<qsizetype> Pointer::indexFrom(QStringView token)
{
    // 18 digits always fit; more never name an element that exists.
    if (token.isEmpty() || token.size() > 18 || (token.size() > 1 && token.front() == u'0'))
        return std::nullopt;
    qsizetype index = 0;
    for (const QChar c : token) {
        if (c < u'0' || c > u'9')
            return std::nullopt;
        index = index * 10 + (c.unicode() - u'0');
    }
    return index;
}

} // namespace outcrop::json
