// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/canonical.h"

#include "core/aws/uriencode.h"

#include <QByteArrayList>

#include <algorithm>
#include <array>
#include <map>

namespace outcrop::aws
{

namespace
{

// botocore's and smithy's lists together (protocol/sigv4.md), and the headers QNetworkAccessManager or a
// proxy sets as it likes.
constexpr std::array neverSigned{
    QByteArrayView("accept-encoding"),
    QByteArrayView("accept-language"),
    QByteArrayView("authorization"),
    QByteArrayView("cache-control"),
    QByteArrayView("connection"),
    QByteArrayView("expect"),
    QByteArrayView("from"),
    QByteArrayView("keep-alive"),
    QByteArrayView("max-forwards"),
    QByteArrayView("pragma"),
    QByteArrayView("referer"),
    QByteArrayView("te"),
    QByteArrayView("trailer"),
    QByteArrayView("upgrade"),
    QByteArrayView("user-agent"),
    QByteArrayView("transfer-encoding"),
    QByteArrayView("x-amzn-trace-id"),
};

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\v' || c == '\f';
}

QByteArray removeDotSegments(QByteArrayView path)
{
    QByteArrayList kept;
    for (const QByteArray &segment : path.toByteArray().split('/')) {
        if (segment.isEmpty() || segment == ".")
            continue;
        if (segment != "..")
            kept.append(segment);
        else if (!kept.isEmpty())
            kept.removeLast();
    }
    const bool closed = !kept.isEmpty() && path.endsWith('/');
    return '/' + kept.join('/') + (closed ? "/" : "");
}

/// Lower-case name -> values joined with commas, in the order sent.
std::map<QByteArray, QByteArray> joinedByName(const Headers &headers)
{
    std::map<QByteArray, QByteArray> joined;
    for (const auto &[name, value] : headers) {
        const QByteArray canonical = canonicalHeaderValue(value);
        const auto [place, isNew] = joined.try_emplace(name.toLower(), canonical);
        if (!isNew)
            place->second += ',' + canonical;
    }
    return joined;
}

} // namespace

TargetParts splitTarget(QByteArrayView requestTarget)
{
    const qsizetype mark = requestTarget.indexOf('?');
    if (mark < 0)
        return {requestTarget, {}};
    return {requestTarget.first(mark), requestTarget.sliced(mark + 1)};
}

QByteArray canonicalPath(QByteArrayView wirePath, bool normalize)
{
    if (wirePath.isEmpty())
        return "/";
    return uriEncodePath(normalize ? removeDotSegments(wirePath) : wirePath.toByteArray());
}

QByteArray canonicalQuery(QByteArrayView wireQuery)
{
    std::vector<std::pair<QByteArray, QByteArray>> pairs;
    for (const QByteArray &part : wireQuery.toByteArray().split('&')) {
        if (part.isEmpty())
            continue;
        const qsizetype equals = part.indexOf('=');
        const QByteArrayView whole(part);
        const QByteArrayView name = equals < 0 ? whole : whole.first(equals);
        const QByteArrayView value = equals < 0 ? QByteArrayView() : whole.sliced(equals + 1);
        pairs.emplace_back(uriEncode(uriDecode(name)), uriEncode(uriDecode(value)));
    }
    std::sort(pairs.begin(), pairs.end());
    QByteArrayList joined;
    for (const auto &[name, value] : pairs)
        joined.append(name + '=' + value);
    return joined.join('&');
}

QByteArray canonicalHeaderValue(QByteArrayView value)
{
    QByteArray out;
    out.reserve(value.size());
    bool pendingSpace = false;
    for (const char c : value) {
        if (isSpace(c)) {
            pendingSpace = !out.isEmpty();
            continue;
        }
        if (pendingSpace)
            out += ' ';
        pendingSpace = false;
        out += c;
    }
    return out;
}

bool isNeverSigned(QByteArrayView name)
{
    const QByteArray lower = name.toByteArray().toLower();
    return lower.startsWith("proxy-") || lower.startsWith("sec-") ||
           std::find(neverSigned.begin(), neverSigned.end(), lower) != neverSigned.end();
}

CanonicalHeaders canonicalHeaders(const Headers &headers)
{
    CanonicalHeaders result;
    for (const auto &[name, value] : joinedByName(headers)) {
        if (isNeverSigned(name))
            continue;
        result.lines += name + ':' + value + '\n';
        result.signedNames += (result.signedNames.isEmpty() ? "" : ";") + name;
    }
    return result;
}

CanonicalHeaders canonicalHeaders(const Headers &headers, QByteArrayView signedNames)
{
    const auto joined = joinedByName(headers);
    CanonicalHeaders result;
    result.signedNames = signedNames.toByteArray();
    for (const QByteArray &name : result.signedNames.split(';')) {
        const auto found = joined.find(name);
        result.lines += name + ':' + (found == joined.end() ? QByteArray() : found->second) + '\n';
    }
    return result;
}

} // namespace outcrop::aws
