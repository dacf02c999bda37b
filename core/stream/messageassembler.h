// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/eventstream/frame.h"
#include "core/eventstream/framefault.h"
#include "core/json/value.h"
#include "core/stream/change.h"
#include "core/stream/contentfolder.h"
#include "core/stream/folded.h"
#include "core/stream/liveblock.h"

#include <optional>
#include <vector>

namespace outcrop::stream
{

/// Folds the frames of a ConverseStream body into a message, by the rules of protocol/converse.md, "Folding a
/// stream". Can be looked at after every frame; a delta costs what it adds. Text keeps characters whole
/// however the stream cuts them. Call apply() for each frame of one body in order, then finish() once.
class MessageAssembler
{
public:
    /// The second form is for views of one and the same decoder and saves looking at known headers again.
    Change apply(const eventstream::Frame &frame);
    Change apply(const eventstream::FrameView &frame);

    /// For those who must not take long over one frame: of the text of a delta apply() takes about that many
    /// bytes, and each more() as many again, as long as there are some: the frame's bytes must live until
    /// then. All of it unless this is called; what nobody asked for is taken before the next frame and at
    /// the end.
    void setTextAtOnce(qsizetype bytes) { m_content.setTextAtOnce(bytes); }
    bool hasMore() const { return m_content.hasMore(); }
    Change more() { return m_content.more(); }

    /// The body has ended: on a frame border, or with that fault.
    void finish(const std::optional<eventstream::FrameFault> &fault = std::nullopt);

    /// In the order in which they appeared; a position never changes.
    const std::vector<LiveBlock> &blocks() const { return m_content.blocks(); }
    bool isFinished() const { return m_finished; }
    bool stopSeen() const { return m_stopSeen; }
    /// An exception or error frame came: nothing that follows it is read.
    bool hasFailed() const { return m_failed; }
    Outcome outcome() const;
    QString role() const { return m_role; }
    QString stopReason() const { return m_stopReason; }
    const json::Json &usage() const { return m_usage; }
    const json::Json &metrics() const { return m_metrics; }
    const json::Json &trace() const { return m_trace; }
    const std::optional<Problem> &problem() const { return m_problem; }
    const std::vector<Ignored> &ignored() const { return m_content.ignored(); }

    /// Everything, at any time: before finish() as if the body ended here without messageStop having been
    /// believed, so never `complete`. Costs the size of the message.
    Folded folded() const;

private:
    enum class Event : quint8 {
        MessageStart,
        BlockStart,
        BlockDelta,
        BlockStop,
        MessageStop,
        Metadata,
        Unknown,
        Failure, // no event
    };

    void takeRest();
    template <typename F>
    Change applyFrame(const F &frame);
    template <typename F>
    Change fail(const F &frame);
    Change applyEvent(Event event, QByteArrayView payload, QByteArrayView eventType, quint64 offset);
    Change applyTree(Event event, const json::Json &payload, quint64 offset);
    Change messageStart(const json::Json &payload);
    Change messageStop(const json::Json &payload);
    Change metadata(const json::Json &payload);

    ContentFolder m_content;
    QString m_role = QStringLiteral("assistant");
    QString m_stopReason;
    json::Json m_additionalFields;
    json::Json m_usage;
    json::Json m_metrics;
    json::Json m_trace;
    json::Json m_performanceConfig;
    json::Json m_serviceTier;
    std::optional<Problem> m_problem;
    Outcome m_ending = Outcome::Incomplete; // what finish() or a failure decided
    bool m_stopSeen = false;
    bool m_failed = false;
    bool m_finished = false;

    quint64 m_knownHeaders = 0; // serial of the view headers that mean m_knownEvent
    Event m_knownEvent = Event::Unknown;
};

} // namespace outcrop::stream
