// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/messageassembler.h"

#include "core/json/parser.h"

#include <algorithm>
#include <array>
#include <utility>

namespace outcrop::stream
{

using eventstream::Frame;
using eventstream::FrameFault;
using eventstream::FrameView;
using json::Json;
using Kind = LiveBlock::Kind;

Change MessageAssembler::apply(const Frame &frame)
{
    takeRest();
    m_knownHeaders = 0;
    return applyFrame(frame);
}

void MessageAssembler::takeRest()
{
    while (hasMore())
        more();
}

Change MessageAssembler::apply(const FrameView &frame)
{
    takeRest();
    if (frame.headersSerial != 0 && frame.headersSerial == m_knownHeaders && !m_failed)
        return applyEvent(m_knownEvent, frame.payload, {}, frame.offset);
    m_knownHeaders = 0;
    const Change change = applyFrame(frame);
    // Only headers of a known event are worth remembering: the others are named in what is said about them.
    if (m_knownEvent != Event::Unknown && m_knownEvent != Event::Failure)
        m_knownHeaders = frame.headersSerial;
    return change;
}

template <typename F>
Change MessageAssembler::applyFrame(const F &frame)
{
    if (m_failed)
        return m_content.ignore(frame.offset, QStringLiteral("after the end"));
    static constexpr std::array<std::pair<QByteArrayView, Event>, 6> events{{
        {"contentBlockDelta", Event::BlockDelta},
        {"contentBlockStart", Event::BlockStart},
        {"contentBlockStop", Event::BlockStop},
        {"messageStart", Event::MessageStart},
        {"messageStop", Event::MessageStop},
        {"metadata", Event::Metadata},
    }};
    const QByteArrayView messageType = frame.string(":message-type");
    const QByteArrayView eventType = frame.string(":event-type");
    m_knownEvent = Event::Failure;
    if (eventType.isEmpty() || (!messageType.isEmpty() && messageType != QByteArrayView("event")))
        return fail(frame);
    const auto *found = std::find_if(events.begin(), events.end(),
                                     [&](const auto &entry) { return entry.first == eventType; });
    m_knownEvent = found == events.end() ? Event::Unknown : found->second;
    return applyEvent(m_knownEvent, frame.payload, eventType, frame.offset);
}

template <typename F>
Change MessageAssembler::fail(const F &frame)
{
    const QString messageType = QString::fromUtf8(frame.string(":message-type"));
    Problem problem;
    if (messageType == QLatin1StringView("error")) {
        m_ending = Outcome::Error;
        problem.kind = QStringLiteral("error");
        problem.type = QString::fromUtf8(frame.string(":error-code"));
        problem.message = QString::fromUtf8(frame.string(":error-message"));
    } else if (messageType == QLatin1StringView("exception") || !frame.string(":exception-type").isEmpty()) {
        m_ending = Outcome::Exception;
        problem.kind = QStringLiteral("exception");
        problem.type = QString::fromUtf8(frame.string(":exception-type"));
        const auto payload = json::parse(QByteArrayView(frame.payload));
        if (payload && payload->isObject()) {
            problem.message =
                payload->value(payload->value("message").isNull() ? "Message" : "message").toString();
            if (problem.type.isEmpty())
                problem.type = payload->value("__type").toString();
            problem.originalStatusCode = payload->value("originalStatusCode").toInt();
            problem.originalMessage = payload->value("originalMessage").toString();
        } else {
            problem.message = QString::fromUtf8(frame.payload);
        }
    } else {
        m_ending = Outcome::Error;
        problem.kind = QStringLiteral("error");
        problem.type = QStringLiteral("UnknownMessageType");
        problem.message =
            messageType.isEmpty() || messageType == QLatin1StringView("event")
                ? QStringLiteral("The stream holds a frame that does not say what it is.")
                : QStringLiteral("The stream holds a frame of the unknown kind \"%1\".").arg(messageType);
    }
    m_problem = std::move(problem);
    m_failed = true;
    return {Change::Kind::Problem, -1, false, {}};
}

Change MessageAssembler::applyEvent(Event event, QByteArrayView payload, QByteArrayView eventType,
                                    quint64 offset)
{
    if (event == Event::Unknown)
        return m_content.ignore(offset, QStringLiteral("event %1").arg(QString::fromUtf8(eventType)));
    if (event == Event::BlockDelta) {
        if (const auto delta = scanDelta(payload))
            return m_content.text(*delta, false, offset);
    }
    const auto tree = json::parse(payload);
    if (tree && tree->isObject())
        return applyTree(event, *tree, offset);
    if (event == Event::BlockDelta) {
        if (const auto delta = scanWobblyDelta(payload))
            return m_content.text(*delta, true, offset);
    }
    static constexpr std::array names{"messageStart",     "contentBlockStart", "contentBlockDelta",
                                      "contentBlockStop", "messageStop",       "metadata"};
    return m_content.ignore(
        offset, QStringLiteral("payload of %1").arg(QLatin1StringView(names[static_cast<size_t>(event)])));
}

Change MessageAssembler::applyTree(Event event, const Json &payload, quint64 offset)
{
    switch (event) {
    case Event::MessageStart:
        return messageStart(payload);
    case Event::BlockStart:
        return m_content.start(payload, offset);
    case Event::BlockDelta:
        return m_content.delta(payload, offset);
    case Event::BlockStop:
        return m_content.stop(payload, offset);
    case Event::MessageStop:
        return messageStop(payload);
    case Event::Metadata:
        return metadata(payload);
    case Event::Unknown:
    case Event::Failure:
        break;
    }
    return {};
}

Change MessageAssembler::messageStart(const Json &payload)
{
    if (const QString role = payload.value("role").toString(); !role.isEmpty())
        m_role = role;
    return {Change::Kind::Started, -1, false, {}};
}

Change MessageAssembler::messageStop(const Json &payload)
{
    m_stopSeen = true;
    if (payload.value("stopReason").isString())
        m_stopReason = payload.value("stopReason").toString();
    m_additionalFields = payload.value("additionalModelResponseFields");
    m_content.closeAll();
    return {Change::Kind::Stopped, -1, false, {}};
}

Change MessageAssembler::metadata(const Json &payload)
{
    m_usage = payload.value("usage");
    m_metrics = payload.value("metrics");
    m_trace = payload.value("trace");
    m_performanceConfig = payload.value("performanceConfig");
    m_serviceTier = payload.value("serviceTier");
    return {Change::Kind::Metadata, -1, false, {}};
}

void MessageAssembler::finish(const std::optional<FrameFault> &fault)
{
    if (m_finished)
        return;
    m_finished = true;
    takeRest();
    m_content.closeAll();
    if (m_failed)
        return;
    if (!fault) {
        m_ending = m_stopSeen ? Outcome::Complete : Outcome::Incomplete;
        return;
    }
    m_ending = fault->code == FrameFault::Code::Truncated ? Outcome::Truncated : Outcome::Corrupt;
    m_problem = Problem{outcomeName(m_ending), fault->name(), {}, fault->offset, {}, {}};
}

Outcome MessageAssembler::outcome() const
{
    return m_finished || m_failed ? m_ending : Outcome::Incomplete;
}

Folded MessageAssembler::folded() const
{
    Folded folded;
    folded.outcome = outcome();
    folded.stopReason = m_stopReason;
    folded.additionalModelResponseFields = m_additionalFields;
    folded.usage = m_usage;
    folded.metrics = m_metrics;
    folded.trace = m_trace;
    folded.performanceConfig = m_performanceConfig;
    folded.serviceTier = m_serviceTier;
    folded.ignored = ignored();
    folded.problem = m_problem;

    std::vector<const LiveBlock *> ordered;
    for (const LiveBlock &block : blocks()) {
        if (block.kind != Kind::Unknown || !block.raw.empty())
            ordered.push_back(&block);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const LiveBlock *left, const LiveBlock *right) {
        return left->streamIndex < right->streamIndex;
    });
    Json content = Json::array();
    for (const LiveBlock *block : ordered) {
        const auto position = static_cast<size_t>(content.size());
        if (block->kind == Kind::Unknown) {
            UnknownBlock unknown{position, Json::array()};
            for (const Json &payload : block->raw)
                unknown.events.append(payload);
            folded.unknownBlocks.push_back(std::move(unknown));
            continue;
        }
        LiveBlock closed = *block;
        if (closed.open)
            closed.close();
        content.append(closed.toJson());
        folded.blockIndexes.push_back(closed.streamIndex);
        if (!closed.stopSeen)
            folded.openBlocks.push_back(closed.streamIndex);
        if (closed.kind == Kind::ToolUse && closed.inputState == LiveBlock::InputState::Unusable)
            folded.unparsedToolInputs[position] = closed.toolInput;
    }
    folded.message =
        Json::object({{QLatin1StringView("role"), m_role}, {QLatin1StringView("content"), content}});
    return folded;
}

} // namespace outcrop::stream
