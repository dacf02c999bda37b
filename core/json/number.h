// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArrayView>

#include <optional>

/// What a number's spelling means. The spelling itself is never changed.
namespace outcrop::json::number
{

/// Whether the whole text is one JSON number.
bool isValid(QByteArrayView lexeme);

/// The value when it is integral and fits 64 bits ("7", "7.0", "7e2"); nothing otherwise.
std::optional<qint64> toInt(QByteArrayView lexeme);

/// The nearest double; nothing when it exceeds a double's range ("1e400").
std::optional<double> toDouble(QByteArrayView lexeme);

/// Whether both spell the same value: "1.0" and "1", "0" and "-0", "1e2" and "100". Exact, of any length.
bool sameValue(QByteArrayView left, QByteArrayView right);

} // namespace outcrop::json::number
