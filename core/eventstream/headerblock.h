// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/frame.h"
#include "core/eventstream/framefault.h"

#include <optional>
#include <vector>

namespace outcrop::eventstream
{

/// The headers of the frame read last. Streams repeat the same few header blocks, so a block equal to the one
/// before is recognised by its bytes and not read again. Private to core/eventstream.
class HeaderBlock
{
public:
    /// Reads @p block strictly; nothing when it is good. After a fault views() is empty.
    std::optional<FrameFault::Code> read(QByteArrayView block);

    /// Point into a copy kept here; valid until read() gets another block.
    const std::vector<HeaderView> &views() const { return m_views; }
    /// Changes with the views.
    quint64 serial() const { return m_serial; }

private:
    std::optional<FrameFault::Code> parse();

    QByteArray m_bytes;
    std::vector<HeaderView> m_views;
    quint64 m_serial = 0;
};

} // namespace outcrop::eventstream
