// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <utility>
#include <vector>

/// The canonical forms of Signature Version 4. Source of every rule: protocol/sigv4.md, "Steps".
namespace outcrop::aws
{

/// Name and value as sent, in the order sent. Names compare without case.
using Headers = std::vector<std::pair<QByteArray, QByteArray>>;

/// The two halves of a request target: what stands before and after the first `?`.
struct TargetParts {
    QByteArrayView path;
    QByteArrayView query; ///< without the `?`
};

/// Splits @p requestTarget (origin form, as on the request line). The views point into it.
TargetParts splitTarget(QByteArrayView requestTarget);

/// The path as on the request line, encoded once more: `%3A` becomes `%253A`. Raw bytes (space, UTF-8) are
/// encoded once. With @p normalize empty and `.` segments go and `..` removes the one before; a trailing `/`
/// stays. An empty path is `/`.
QByteArray canonicalPath(QByteArrayView wirePath, bool normalize);

/// Name-value pairs decoded, encoded again by uriEncode(), sorted by name and then by value.
QByteArray canonicalQuery(QByteArrayView wireQuery);

/// One value, trimmed, runs of white space (folded lines too) as one space.
QByteArray canonicalHeaderValue(QByteArrayView value);

/// Whether @p name (any case) is left out of a signature because hops may change it, or because the HTTP
/// stack adds it by itself.
bool isNeverSigned(QByteArrayView name);

/// Two texts that belong together.
struct CanonicalHeaders {
    QByteArray lines;       ///< `name:value\n` for each, sorted by name
    QByteArray signedNames; ///< the names, joined with `;`
};

/// All of @p headers but the never signed ones.
CanonicalHeaders canonicalHeaders(const Headers &headers);

/// Only those named in @p signedNames (lower case, joined with `;`), in that order: what a verifier sees.
/// A name that was not sent gives an empty line for it.
CanonicalHeaders canonicalHeaders(const Headers &headers, QByteArrayView signedNames);

} // namespace outcrop::aws
