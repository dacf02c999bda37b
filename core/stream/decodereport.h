// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/framedecoder.h"
#include "core/json/value.h"
#include "core/stream/folded.h"
#include "core/stream/messageassembler.h"

#include <QByteArray>

#include <optional>
#include <vector>

namespace outcrop::stream
{

/// One frame as a line of `outcrop decode`: {offset, length, headers: {NAME: {type, value}}, payload}.
/// `payload` is the parsed JSON, byte for byte, or null; then `payloadText` is the payload as text unless
/// that is empty. 64-bit header values are strings, byte arrays base64, UUIDs in their usual form.
json::Json frameReport(const eventstream::FrameView &frame);
json::Json frameReport(const eventstream::Frame &frame);

/// Turns a recorded body, in any pieces, into what `outcrop decode` prints.
class DecodeReport
{
public:
    enum class Mode {
        Converse, ///< last {"folded": {...}}
        Invoke,   ///< last {"chunks": [...]}, the provider's objects
    };

    explicit DecodeReport(Mode mode) : m_mode(mode) {}

    /// The reports of the frames these bytes complete.
    std::vector<json::Json> feed(const QByteArray &bytes);
    /// Whether further bytes are worth feeding: not after a frame that cannot be trusted.
    bool wantsMore() const { return !m_decoder.isPoisoned(); }
    /// The last line. Has `tail` {error, offset} when the body could not be read to its end.
    json::Json finish();

    /// After finish(): what the body folded to (Mode::Converse), and why reading stopped early.
    const std::optional<Folded> &folded() const { return m_folded; }
    const std::optional<eventstream::FrameFault> &fault() const { return m_fault; }

private:
    Mode m_mode;
    eventstream::FrameDecoder m_decoder;
    MessageAssembler m_assembler;
    json::Json m_chunks = json::Json::array();
    std::optional<Folded> m_folded;
    std::optional<eventstream::FrameFault> m_fault;
};

} // namespace outcrop::stream
