// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httpheaders.h"

#include <QString>

#include <algorithm>

namespace outcrop::net
{

namespace
{

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

bool isTokenCharacter(char c)
{
    constexpr QByteArrayView marks = "!#$%&'*+-.^_`|~";
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::find(marks.begin(), marks.end(), c) != marks.end();
}

bool isValueCharacter(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return byte == '\t' || (byte >= 0x20 && byte != 0x7f);
}

bool isBlank(char c)
{
    return c == ' ' || c == '\t';
}

/// A header name made safe to show: everything that is no token character as an escape.
QString shown(QByteArrayView name)
{
    QString text;
    for (const char c : name) {
        if (isTokenCharacter(c))
            text += QLatin1Char(c);
        else
            text += QStringLiteral("\\x%1").arg(static_cast<unsigned char>(c), 2, 16, QLatin1Char('0'));
    }
    return text;
}

base::Error problem(QByteArrayView name, const QString &what)
{
    return base::makeError(base::ErrorKind::BadInput,
                           QStringLiteral("The header \"%1\" cannot be sent: %2.").arg(shown(name), what),
                           QStringLiteral("Check the value for a pasted line break or stray space."));
}

} // namespace

std::optional<QByteArray> headerValue(const HttpHeaders &headers, QByteArrayView name)
{
    for (const HttpHeader &header : headers) {
        if (sameName(header.name, name))
            return header.value;
    }
    return std::nullopt;
}

void setHeader(HttpHeaders &headers, QByteArrayView name, const QByteArray &value)
{
    const auto isOurs = [name](const HttpHeader &header) { return sameName(header.name, name); };
    const auto first = std::find_if(headers.begin(), headers.end(), isOurs);
    if (first == headers.end()) {
        headers.push_back({name.toByteArray(), value});
        return;
    }
    first->value = value;
    headers.erase(std::remove_if(first + 1, headers.end(), isOurs), headers.end());
}

std::optional<base::Error> headerProblem(const HttpHeader &header)
{
    if (header.name.isEmpty())
        return problem(header.name, QStringLiteral("it has no name"));
    if (!std::all_of(header.name.begin(), header.name.end(), isTokenCharacter))
        return problem(header.name, QStringLiteral("its name has a character that is not allowed there"));
    if (!std::all_of(header.value.begin(), header.value.end(), isValueCharacter))
        return problem(header.name,
                       QStringLiteral("its value has a line break or another control character"));
    if (!header.value.isEmpty() && (isBlank(header.value.front()) || isBlank(header.value.back())))
        return problem(header.name, QStringLiteral("its value begins or ends with white space"));
    return std::nullopt;
}

} // namespace outcrop::net
