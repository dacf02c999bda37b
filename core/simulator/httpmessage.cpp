// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/simulator/httpmessage.h"

#include <algorithm>

namespace outcrop::simulator
{

namespace
{

bool sameName(QByteArrayView a, QByteArrayView b)
{
    return a.compare(b, Qt::CaseInsensitive) == 0;
}

/// The next line without its line end; moves @p rest behind it.
QByteArrayView takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    if (line.endsWith('\r'))
        line.chop(1);
    return line;
}

} // namespace

std::optional<QByteArray> HttpRequest::header(QByteArrayView name) const
{
    for (const auto &[key, value] : headers) {
        if (sameName(key, name))
            return value;
    }
    return std::nullopt;
}

qsizetype HttpRequest::headerCount(QByteArrayView name) const
{
    return std::count_if(headers.begin(), headers.end(),
                         [name](const auto &header) { return sameName(header.first, name); });
}

QByteArray HttpRequest::path() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? target : target.first(mark);
}

QByteArray HttpRequest::query() const
{
    const qsizetype mark = target.indexOf('?');
    return mark < 0 ? QByteArray() : target.sliced(mark + 1);
}

std::optional<HttpRequest> parseRequestHead(QByteArrayView head)
{
    HttpRequest request;
    const QByteArrayView first = takeLine(head);
    const qsizetype methodEnd = first.indexOf(' ');
    const qsizetype targetEnd = first.lastIndexOf(' ');
    if (methodEnd <= 0 || targetEnd <= methodEnd + 1)
        return std::nullopt;
    request.method = first.first(methodEnd).toByteArray();
    request.target = first.sliced(methodEnd + 1, targetEnd - methodEnd - 1).toByteArray();

    while (!head.isEmpty()) {
        const QByteArrayView line = takeLine(head);
        if (line.isEmpty())
            break;
        const qsizetype colon = line.indexOf(':');
        if (colon <= 0)
            return std::nullopt;
        request.headers.emplace_back(line.first(colon).toByteArray(),
                                     line.sliced(colon + 1).trimmed().toByteArray());
    }
    return request;
}

} // namespace outcrop::simulator
