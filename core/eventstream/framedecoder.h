// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/frame.h"
#include "core/eventstream/framefault.h"
#include "core/eventstream/headerblock.h"

#include <QByteArray>
#include <QByteArrayView>

#include <optional>

namespace outcrop::eventstream
{

/// Cuts a body into frames, whatever pieces it arrives in. A pure state machine over bytes: feed(), then take
/// frames until there are none, and finish() once at the end of the body.
///
/// The lengths are believed only after the prelude's checksum and the limits; headers and payload only after
/// the message's. Linear in the bytes. Keeps no more memory than the bytes not yet taken and 64 KiB. After a
/// fault it is poisoned: frames taken before stay valid, nothing more comes.
class FrameDecoder
{
public:
    /// Adds bytes. The first form shares them when nothing is left over from before (an array over foreign
    /// memory, QByteArray::fromRawData, must then outlive the decoder); the second copies.
    void feed(const QByteArray &bytes);
    void feed(QByteArrayView bytes);

    /// The next whole frame, if it has arrived.
    std::optional<Frame> takeFrame();
    /// The same without a copy: null when there is none. Valid until the next call of any function but const
    /// ones.
    const FrameView *takeView();

    /// Shares the bytes that the last view lies in: as long as the copy lives its payload stays valid.
    QByteArray viewedBytes() const { return m_buffer; }

    /// What is wrong with the body, as soon as that is known. Its excerpt may still grow.
    const std::optional<FrameFault> &fault() const { return m_fault; }
    bool isPoisoned() const { return m_fault.has_value(); }
    /// Says that the body has ended. Frames not yet taken are lost. The fault found before, or Truncated when
    /// the body ends inside a frame; nothing when it ended on a frame border.
    std::optional<FrameFault> finish();

    quint64 bytesFed() const { return m_fed; }
    quint64 frameCount() const { return m_frames; }
    /// What the buffer holds of the heap.
    qsizetype allocatedBytes() const { return m_buffer.capacity() + m_next.capacity(); }

private:
    qsizetype available() const { return m_buffer.size() - m_begin; }
    bool require(qsizetype bytes);
    bool readPrelude();
    bool readMessage(const char *frame);
    void checkArrived();
    void fail(FrameFault::Code code, qsizetype excerptBytes);
    void makeRoom(qsizetype more);

    QByteArray m_buffer; // bytes not yet taken, from m_begin
    qsizetype m_begin = 0;
    QByteArray m_next; // shared bytes that follow them, from m_nextBegin
    qsizetype m_nextBegin = 0;
    quint64 m_offset = 0; // of m_begin in the body
    quint64 m_fed = 0;
    quint64 m_frames = 0;
    bool m_preludeRead = false;
    quint32 m_checked = 0; // bytes of an unfinished frame that m_checksum covers, from the prelude on
    quint32 m_checksum = 0;
    HeaderBlock m_headers;
    FrameView m_view;
    std::optional<FrameFault> m_fault;
};

} // namespace outcrop::eventstream
