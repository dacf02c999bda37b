// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/frame.h"

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

namespace outcrop::eventstream
{

/// One frame on the wire. Empty when the parts break a limit of the format: a name that is empty or longer
/// than 255 bytes, a string or byte array longer than 32 767, a UUID that is not 16 bytes, headers above 128
/// KiB, a frame above 24 MiB, a number that does not fit its type.
QByteArray encodeFrame(const std::vector<Header> &headers, QByteArrayView payload);

} // namespace outcrop::eventstream
