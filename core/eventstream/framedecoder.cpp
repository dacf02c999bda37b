// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/framedecoder.h"

#include "core/base/limits.h"

#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <utility>

namespace outcrop::eventstream
{

using Code = FrameFault::Code;
namespace limits = base::limits;

namespace
{

constexpr qsizetype preludeBytes = 12; // two lengths and their checksum
constexpr quint32 smallestFrame = 16;  // prelude and message checksum
constexpr qsizetype spareBytes = 64 * 1024;
constexpr quint32 checkedAtOnce = 256 * 1024; // the checksum of a large frame is not left to its last byte

quint32 crc(quint32 from, const char *bytes, quint32 count)
{
    return static_cast<quint32>(::crc32(from, reinterpret_cast<const Bytef *>(bytes), count));
}

} // namespace

void FrameDecoder::feed(const QByteArray &bytes)
{
    if (m_fault || bytes.isEmpty() || !m_next.isEmpty()) {
        feed(QByteArrayView(bytes));
        return;
    }
    m_fed += static_cast<quint64>(bytes.size());
    if (available() == 0) {
        m_buffer = bytes;
        m_begin = 0;
    } else {
        m_next = bytes;
        m_nextBegin = 0;
    }
}

void FrameDecoder::feed(QByteArrayView bytes)
{
    m_fed += static_cast<quint64>(bytes.size());
    if (m_fault) {
        // Only what the user is shown of a body that is no event stream.
        if (m_fault->code == Code::PreludeCrc)
            m_fault->excerpt.append(bytes.first(std::min<qsizetype>(
                bytes.size(), std::max<qsizetype>(0, limits::errorExcerptBytes - m_fault->excerpt.size()))));
        return;
    }
    makeRoom(m_next.size() - m_nextBegin + bytes.size());
    m_buffer.append(QByteArrayView(m_next).sliced(m_nextBegin)).append(bytes);
    m_next = QByteArray();
    m_nextBegin = 0;
}

// Whether that many bytes stand together at m_begin. What is missing comes from the shared bytes: all of them
// when nothing is left before, otherwise only the rest of the frame that goes over the border.
bool FrameDecoder::require(qsizetype bytes)
{
    if (available() >= bytes)
        return true;
    if (m_next.isEmpty())
        return false;
    if (available() == 0) {
        m_buffer = std::exchange(m_next, QByteArray());
        m_begin = std::exchange(m_nextBegin, 0);
        return available() >= bytes;
    }
    const qsizetype more = std::min(bytes - available(), m_next.size() - m_nextBegin);
    makeRoom(more);
    m_buffer.append(QByteArrayView(m_next).sliced(m_nextBegin, more));
    m_nextBegin += more;
    if (m_nextBegin == m_next.size()) {
        m_next = QByteArray();
        m_nextBegin = 0;
    }
    return available() >= bytes;
}

// Drops what was taken when that is at least half of the buffer, so every byte is moved a bounded number of
// times; grows in steps, so a frame that only claims to be large costs nothing before its bytes arrive.
void FrameDecoder::makeRoom(qsizetype more)
{
    if (m_begin > 0 && m_begin >= m_buffer.size() / 2) {
        m_buffer = m_buffer.sliced(m_begin);
        m_begin = 0;
    }
    const qsizetype needed = m_buffer.size() + more;
    if (m_buffer.capacity() < needed)
        m_buffer.reserve(needed + spareBytes);
}

void FrameDecoder::fail(Code code, qsizetype excerptBytes)
{
    require(excerptBytes);
    const qsizetype shown = std::min(available(), excerptBytes);
    m_fault = FrameFault{code, m_offset, m_buffer.sliced(m_begin, shown)};
    m_buffer = QByteArray();
    m_begin = 0;
    m_next = QByteArray();
    m_nextBegin = 0;
}

bool FrameDecoder::readPrelude()
{
    if (!require(preludeBytes))
        return false;
    const char *p = m_buffer.constData() + m_begin;
    const auto length = qFromBigEndian<quint32>(p);
    const auto headersLength = qFromBigEndian<quint32>(p + 4);
    const auto preludeCrc = qFromBigEndian<quint32>(p + 8);
    if (crc(0, p, 8) != preludeCrc) {
        fail(Code::PreludeCrc, limits::errorExcerptBytes);
        return false;
    }
    std::optional<Code> fault;
    if (length < smallestFrame)
        fault = Code::LengthTooSmall;
    else if (length > limits::eventStreamMessageBytes)
        fault = Code::LengthTooLarge;
    else if (headersLength > limits::eventStreamHeaderBytes)
        fault = Code::HeadersTooLarge;
    else if (headersLength > length - smallestFrame)
        fault = Code::HeadersExceedMessage;
    if (fault) {
        fail(*fault, preludeBytes);
        return false;
    }
    m_view.offset = m_offset;
    m_view.length = length;
    m_view.headersLength = headersLength;
    m_view.preludeCrc = preludeCrc;
    m_preludeRead = true;
    m_checked = 8;
    m_checksum = preludeCrc;
    return true;
}

// So that no turn of the event loop has to look at all of a large frame.
void FrameDecoder::checkArrived()
{
    const auto arrived = static_cast<quint32>(std::min<qsizetype>(available(), m_view.length - 4));
    if (arrived < m_checked + checkedAtOnce)
        return;
    m_checksum = crc(m_checksum, m_buffer.constData() + m_begin + m_checked, arrived - m_checked);
    m_checked = arrived;
}

bool FrameDecoder::readMessage(const char *frame)
{
    // The message checksum goes on from the prelude's over bytes 8 to N-5.
    m_view.messageCrc = qFromBigEndian<quint32>(frame + m_view.length - 4);
    if (crc(m_checksum, frame + m_checked, m_view.length - 4 - m_checked) != m_view.messageCrc) {
        fail(Code::MessageCrc, preludeBytes);
        return false;
    }
    if (const auto fault = m_headers.read({frame + preludeBytes, m_view.headersLength})) {
        fail(*fault, preludeBytes);
        return false;
    }
    m_view.headers = m_headers.views();
    m_view.headersSerial = m_headers.serial();
    m_view.payload = {frame + preludeBytes + m_view.headersLength,
                      static_cast<qsizetype>(m_view.length - smallestFrame - m_view.headersLength)};
    return true;
}

const FrameView *FrameDecoder::takeView()
{
    if (m_fault || (!m_preludeRead && !readPrelude()))
        return nullptr;
    if (!require(static_cast<qsizetype>(m_view.length))) {
        checkArrived();
        return nullptr;
    }
    if (!readMessage(m_buffer.constData() + m_begin))
        return nullptr;
    m_preludeRead = false;
    m_begin += m_view.length;
    m_offset += m_view.length;
    ++m_frames;
    return &m_view;
}

std::optional<Frame> FrameDecoder::takeFrame()
{
    const FrameView *view = takeView();
    return view == nullptr ? std::nullopt : std::optional(view->toFrame());
}

std::optional<FrameFault> FrameDecoder::finish()
{
    while (takeView() != nullptr) {
    }
    if (!m_fault && (available() > 0 || !m_next.isEmpty()))
        fail(Code::Truncated, preludeBytes);
    return m_fault;
}

} // namespace outcrop::eventstream
