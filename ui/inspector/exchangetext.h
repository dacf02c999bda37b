// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/history/exchange.h"

#include <QString>

namespace outcrop::ui::inspector
{

/// "1,234 bytes".
QString bytesText(qint64 bytes);

/// "388 ms", "1.9 s", "2 min 5 s"; "-" where it is not known.
QString durationText(const std::optional<std::chrono::nanoseconds> &duration);

/// The JSON laid out for reading; the bytes themselves when they are not JSON.
QByteArray prettyJson(const QByteArray &bytes);

/// Offset, sixteen bytes in hex and as ASCII, a line each, as hexdump -C writes them.
QByteArray hexDump(const QByteArray &bytes);

/// "00 00 00 9f".
QString hexBytes(const QByteArray &bytes);

} // namespace outcrop::ui::inspector
