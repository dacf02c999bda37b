// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>
#include <vector>

namespace outcrop::net
{

/// One header field as it goes to, or came from, the wire. Names compare without case.
struct HttpHeader {
    QByteArray name;
    QByteArray value;

    friend bool operator==(const HttpHeader &, const HttpHeader &) = default;
};

using HttpHeaders = std::vector<HttpHeader>;

/// The value of the first header called @p name (any case); nothing when there is none.
std::optional<QByteArray> headerValue(const HttpHeaders &headers, QByteArrayView name);

/// Replaces every header called @p name by one with @p value, at the place of the first.
void setHeader(HttpHeaders &headers, QByteArrayView name, const QByteArray &value);

/// Why @p header must not be sent, or nothing. The name has to be a token of RFC 9110, 5.6.2; the value must
/// not hold control characters other than a tab, nor begin or end with white space. Qt writes CR and LF
/// through to the wire, where they would forge further headers (reliability.md, N6), so they are refused,
/// never stripped. The error (BadInput) names the header, never its value.
std::optional<base::Error> headerProblem(const HttpHeader &header);

} // namespace outcrop::net
