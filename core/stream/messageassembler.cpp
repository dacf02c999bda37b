// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/messageassembler.h"

#include "core/json/parser.h"
#include "core/json/scan.h"
#include "core/json/writer.h"
#include "core/stream/wobblytext.h"

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

namespace
{

// Enough to explain any real stream; a bound for hostile ones.
constexpr size_t maxIgnored = 100'000;
constexpr size_t maxRawPayloads = 100;

// A member that is there and not null.
bool has(const Json &object, QAnyStringView key)
{
    return !object.value(key).isNull();
}

} // namespace

Change MessageAssembler::apply(const Frame &frame)
{
    m_knownHeaders = 0;
    return applyFrame(frame);
}

Change MessageAssembler::apply(const FrameView &frame)
{
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
        return ignore(frame.offset, QStringLiteral("after the end"));
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
            problem.message = payload->value(has(*payload, "message") ? "message" : "Message").toString();
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

Change MessageAssembler::ignore(quint64 offset, const QString &why)
{
    if (m_ignored.size() < maxIgnored)
        m_ignored.push_back({offset, why});
    return {};
}

Change MessageAssembler::applyEvent(Event event, QByteArrayView payload, QByteArrayView eventType,
                                    quint64 offset)
{
    if (event == Event::Unknown)
        return ignore(offset, QStringLiteral("event %1").arg(QString::fromUtf8(eventType)));
    if (event == Event::BlockDelta) {
        if (const auto delta = scanDelta(payload))
            return applyText(*delta, false, offset);
    }
    const auto tree = json::parse(payload);
    if (tree && tree->isObject())
        return applyTree(event, *tree, offset);
    if (event == Event::BlockDelta) {
        if (const auto delta = scanWobblyDelta(payload))
            return applyText(*delta, true, offset);
    }
    static constexpr std::array names{"messageStart",     "contentBlockStart", "contentBlockDelta",
                                      "contentBlockStop", "messageStop",       "metadata"};
    return ignore(offset,
                  QStringLiteral("payload of %1").arg(QLatin1StringView(names[static_cast<size_t>(event)])));
}

Change MessageAssembler::applyTree(Event event, const Json &payload, quint64 offset)
{
    switch (event) {
    case Event::MessageStart:
        return messageStart(payload);
    case Event::BlockStart:
        return blockStart(payload, offset);
    case Event::BlockDelta:
        return blockDelta(payload, offset);
    case Event::BlockStop:
        return blockStop(payload, offset);
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

// An absent index means 0, as for every absent number.
std::optional<qint64> MessageAssembler::indexOf(const Json &payload) const
{
    const Json index = payload.value("contentBlockIndex");
    return index.isNull() ? 0 : index.toInt();
}

Change MessageAssembler::applyText(const DeltaText &delta, bool wobbly, quint64 offset)
{
    static constexpr std::array kinds{Kind::Text, Kind::ToolUse, Kind::Reasoning};
    const Kind kind = kinds[static_cast<size_t>(delta.kind)];
    if (!wobbly && !delta.escaped)
        return appendText(kind, delta.index, delta.inside, false, offset);
    const QByteArray decoded =
        wobbly ? wobbly::decodeString(delta.inside) : json::scan::decodeString(delta.inside);
    return appendText(kind, delta.index, decoded, wobbly, offset);
}

Change MessageAssembler::appendText(Kind kind, qint64 index, QByteArrayView utf8, bool wobbly, quint64 offset)
{
    const BlockMap::Found found = m_blocks.open(index, kind);
    if (found.position < 0)
        return ignore(offset, QStringLiteral("block limit"));
    LiveBlock &block = m_blocks.at(found.position);
    const bool plain = !wobbly && block.pending.isEmpty();
    Change change{Change::Kind::TextAppended, found.position, found.opened,
                  plain ? QString::fromUtf8(utf8) : wobbly::take(block.pending, utf8)};
    if (kind == Kind::ToolUse) {
        change.kind = Change::Kind::ToolInputAppended;
        block.toolInput.append(plain ? utf8 : QByteArrayView(change.appended.toUtf8()));
        return change;
    }
    if (kind == Kind::Reasoning)
        change.kind = Change::Kind::ReasoningAppended;
    block.text.append(change.appended);
    return change;
}

Change MessageAssembler::messageStart(const Json &payload)
{
    if (const QString role = payload.value("role").toString(); !role.isEmpty())
        m_role = role;
    return {Change::Kind::Started, -1, false, {}};
}

Change MessageAssembler::blockStart(const Json &payload, quint64 offset)
{
    const auto index = indexOf(payload);
    if (!index)
        return ignore(offset, QStringLiteral("index of contentBlockStart"));
    const Json start = payload.value("start");
    const QString name = start.keyAt(0);
    const Json value = start.at(0);
    static const std::array<std::pair<QLatin1StringView, Kind>, 3> kinds{{
        {QLatin1StringView("toolUse"), Kind::ToolUse},
        {QLatin1StringView("toolResult"), Kind::ToolResult},
        {QLatin1StringView("image"), Kind::Image},
    }};
    const auto *known =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto &entry) { return entry.first == name; });
    if (known == kinds.end())
        return unknownPart(*index, QStringLiteral("start %1").arg(name), payload, offset);
    const BlockMap::Found found = m_blocks.start(*index, known->second);
    if (found.position < 0)
        return ignore(offset, QStringLiteral("block limit"));
    LiveBlock &block = m_blocks.at(found.position);
    block.started = true;
    block.toolUseId = value.value("toolUseId").toString();
    block.toolName = value.value("name").toString();
    block.toolType = value.value("type").toString();
    block.toolStatus = value.value("status").toString();
    block.imageFormat = value.value("format").toString();
    return {found.opened ? Change::Kind::BlockOpened : Change::Kind::BlockUpdated,
            found.position,
            found.opened,
            {}};
}

Change MessageAssembler::unknownPart(qint64 index, const QString &why, const Json &payload, quint64 offset)
{
    ignore(offset, why);
    const int there = m_blocks.find(index);
    if (there >= 0 && m_blocks.at(there).open && m_blocks.at(there).kind != Kind::Unknown)
        return {};
    const BlockMap::Found found = m_blocks.open(index, Kind::Unknown);
    if (found.position < 0)
        return {};
    LiveBlock &block = m_blocks.at(found.position);
    if (block.raw.size() < maxRawPayloads)
        block.raw.push_back(payload);
    return {found.opened ? Change::Kind::BlockOpened : Change::Kind::BlockUpdated,
            found.position,
            found.opened,
            {}};
}

Change MessageAssembler::blockDelta(const Json &payload, quint64 offset)
{
    const auto index = indexOf(payload);
    if (!index)
        return ignore(offset, QStringLiteral("index of contentBlockDelta"));
    const Json delta = payload.value("delta");
    Change change;
    for (qsizetype i = 0; i < delta.size(); ++i) {
        if (delta.at(i).isNull())
            continue;
        const Change one = deltaMember(*index, delta.keyAt(i), delta.at(i), payload, offset);
        if (change.kind == Change::Kind::Ignored) {
            change = one;
        } else if (one.kind != Change::Kind::Ignored) {
            // Several members in what should be a union: say only that the block is another one now.
            change = {Change::Kind::BlockUpdated, one.position, change.opened || one.opened, {}};
        }
    }
    return change;
}

Change MessageAssembler::deltaMember(qint64 index, QStringView name, const Json &value, const Json &payload,
                                     quint64 offset)
{
    if (name == QLatin1StringView("text") && value.isString())
        return appendText(Kind::Text, index, value.toUtf8(), false, offset);
    if (name == QLatin1StringView("toolUse") && has(value, "input")) {
        const Json input = value.value("input");
        return appendText(Kind::ToolUse, index, input.isString() ? input.toUtf8() : json::write(input), false,
                          offset);
    }
    if (name == QLatin1StringView("reasoningContent") && value.isObject())
        return reasoningDelta(index, value, offset);
    if (name == QLatin1StringView("image") && value.isObject())
        return imageDelta(index, value, offset);
    if (name == QLatin1StringView("toolResult") && (value.isArray() || value.isObject()))
        return toolResultDelta(index, value.isArray() ? value : Json::array({value}), offset);
    if (name == QLatin1StringView("citation") && value.isObject()) {
        const BlockMap::Found found = m_blocks.open(index, Kind::Text);
        if (found.position < 0)
            return ignore(offset, QStringLiteral("block limit"));
        m_blocks.at(found.position).citations.push_back(value);
        return {Change::Kind::BlockUpdated, found.position, found.opened, {}};
    }
    return unknownPart(index, QStringLiteral("delta %1").arg(name), payload, offset);
}

Change MessageAssembler::reasoningDelta(qint64 index, const Json &value, quint64 offset)
{
    Change change;
    if (value.value("text").isString())
        change = appendText(Kind::Reasoning, index, value.value("text").toUtf8(), false, offset);
    const bool more = value.value("signature").isString() || value.value("redactedContent").isString();
    if (!more)
        return change.kind == Change::Kind::Ignored ? ignore(offset, QStringLiteral("delta reasoningContent"))
                                                    : change;
    const BlockMap::Found found = m_blocks.open(index, Kind::Reasoning);
    if (found.position < 0)
        return ignore(offset, QStringLiteral("block limit"));
    LiveBlock &block = m_blocks.at(found.position);
    block.signature.append(value.value("signature").toString());
    block.redacted.append(QByteArray::fromBase64(value.value("redactedContent").toUtf8()));
    return {Change::Kind::BlockUpdated, found.position, found.opened || change.opened, {}};
}

Change MessageAssembler::imageDelta(qint64 index, const Json &value, quint64 offset)
{
    const BlockMap::Found found = m_blocks.open(index, Kind::Image);
    if (found.position < 0)
        return ignore(offset, QStringLiteral("block limit"));
    LiveBlock &block = m_blocks.at(found.position);
    const Json source = value.value("source");
    if (source.value("bytes").isString())
        block.imageBytes.append(QByteArray::fromBase64(source.value("bytes").toUtf8()));
    else if (source.isObject())
        block.imageSource = source;
    if (has(value, "error"))
        block.imageError = value.value("error");
    return {Change::Kind::BlockUpdated, found.position, found.opened, {}};
}

Change MessageAssembler::toolResultDelta(qint64 index, const Json &value, quint64 offset)
{
    const BlockMap::Found found = m_blocks.open(index, Kind::ToolResult);
    if (found.position < 0)
        return ignore(offset, QStringLiteral("block limit"));
    auto &results = m_blocks.at(found.position).results;
    for (qsizetype i = 0; i < value.size(); ++i) {
        const Json item = value.at(i);
        const bool isText = item.size() == 1 && item.value("text").isString();
        if (isText && !results.empty() && results.back().isText)
            results.back().text.append(item.value("text").toString());
        else if (isText)
            results.push_back({true, item.value("text").toString(), {}});
        else
            results.push_back({false, {}, item});
    }
    return {Change::Kind::BlockUpdated, found.position, found.opened, {}};
}

Change MessageAssembler::blockStop(const Json &payload, quint64 offset)
{
    const auto index = indexOf(payload);
    if (!index)
        return ignore(offset, QStringLiteral("index of contentBlockStop"));
    const int position = m_blocks.find(*index);
    if (position < 0)
        return {};
    LiveBlock &block = m_blocks.at(position);
    if (block.stopSeen)
        return ignore(offset, QStringLiteral("stop of a stopped block"));
    block.stopSeen = true;
    block.close();
    return {Change::Kind::BlockClosed, position, false, {}};
}

Change MessageAssembler::messageStop(const Json &payload)
{
    m_stopSeen = true;
    if (payload.value("stopReason").isString())
        m_stopReason = payload.value("stopReason").toString();
    m_additionalFields = payload.value("additionalModelResponseFields");
    for (LiveBlock &block : m_blocks.blocks())
        block.close();
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
    for (LiveBlock &block : m_blocks.blocks())
        block.close();
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
    folded.ignored = m_ignored;
    folded.problem = m_problem;

    std::vector<const LiveBlock *> ordered;
    for (const LiveBlock &block : blocks()) {
        if (block.kind != Kind::Unknown)
            ordered.push_back(&block);
    }
    std::stable_sort(ordered.begin(), ordered.end(), [](const LiveBlock *left, const LiveBlock *right) {
        return left->streamIndex < right->streamIndex;
    });
    Json content = Json::array();
    for (const LiveBlock *block : ordered) {
        LiveBlock closed = *block;
        if (closed.open)
            closed.close();
        content.append(closed.toJson());
        folded.blockIndexes.push_back(closed.streamIndex);
        if (!closed.stopSeen)
            folded.openBlocks.push_back(closed.streamIndex);
        if (closed.kind == Kind::ToolUse && closed.inputState == LiveBlock::InputState::Unusable)
            folded.unparsedToolInputs[closed.streamIndex] = closed.toolInput;
    }
    folded.message =
        Json::object({{QLatin1StringView("role"), m_role}, {QLatin1StringView("content"), content}});
    return folded;
}

} // namespace outcrop::stream
