// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/client/framesummary.h"
#include "core/eventstream/framedecoder.h"
#include "core/stream/change.h"
#include "core/stream/messageassembler.h"

#include <chrono>
#include <deque>
#include <optional>
#include <utility>

namespace outcrop::client
{

/// Reads the frames of a streamed answer and folds them, in steps that are short whatever the size of a
/// frame: the text of one of megabytes comes in pieces.
class StreamReader
{
public:
    struct Step {
        std::optional<FrameSummary> frame; ///< nothing for more of the text of the frame before
        stream::Change change;
    };

    StreamReader();

    /// Adds bytes that arrived at @p arrival, since the attempt began.
    void feed(const QByteArray &bytes, std::chrono::nanoseconds arrival);
    /// The next step; nothing when more has to arrive. What @p redactor knows is masked in the summary.
    std::optional<Step> next(const history::Redactor &redactor);
    /// Folds all that has arrived.
    void takeAll();

    eventstream::FrameDecoder &decoder() { return m_decoder; }
    const eventstream::FrameDecoder &decoder() const { return m_decoder; }
    stream::MessageAssembler &assembler() { return m_assembler; }
    const stream::MessageAssembler &assembler() const { return m_assembler; }

private:
    std::chrono::nanoseconds arrivalOf(quint64 end);

    eventstream::FrameDecoder m_decoder;
    stream::MessageAssembler m_assembler;
    QByteArray m_bytes; ///< of the frame whose text comes in pieces
    std::deque<std::pair<quint64, std::chrono::nanoseconds>> m_arrivals; ///< of the bytes up to an offset
    qint64 m_frames = 0;
};

} // namespace outcrop::client
