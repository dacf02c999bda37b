// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace outcrop::aws
{

/// Percent-encodes every byte but `A-Z a-z 0-9 - . _ ~`, with upper-case hex: the encoding of a label in a
/// path, of a query name or value (protocol/converse.md, 2). `/` and `:` are encoded too.
QByteArray uriEncode(QByteArrayView bytes);

/// The same, but `/` stays: for a whole path.
QByteArray uriEncodePath(QByteArrayView path);

/// Undoes percent-encoding once. A `%` not followed by two hex digits stays as it is; `+` stays `+`.
QByteArray uriDecode(QByteArrayView bytes);

} // namespace outcrop::aws
