// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

/// Frames that no encoder would write: wrong lengths and headers under right checksums.
namespace outcrop::testsupport
{

/// The first 12 bytes of a frame, with a good checksum.
QByteArray rawPrelude(quint32 totalLength, quint32 headersLength);
/// A frame around any header block, with good checksums.
QByteArray rawFrame(const QByteArray &headerBlock, const QByteArray &payload);
/// One string header as it stands in a header block.
QByteArray rawHeader(const QByteArray &name, const QByteArray &value);

} // namespace outcrop::testsupport
