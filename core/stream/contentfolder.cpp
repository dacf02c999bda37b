// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/contentfolder.h"

#include "core/json/scan.h"
#include "core/json/writer.h"
#include "core/stream/wobblytext.h"

#include <algorithm>
#include <array>
#include <utility>

namespace outcrop::stream
{

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

Kind kindOf(const DeltaText &delta)
{
    static constexpr std::array kinds{Kind::Text, Kind::ToolUse, Kind::Reasoning};
    return kinds[static_cast<size_t>(delta.kind)];
}

} // namespace

Change ContentFolder::ignore(quint64 offset, const QString &why)
{
    if (m_ignored.size() < maxIgnored)
        m_ignored.push_back({offset, why});
    return {};
}

// An absent index means 0, as for every absent number.
std::optional<qint64> ContentFolder::indexOf(const Json &payload) const
{
    const Json index = payload.value("contentBlockIndex");
    return index.isNull() ? 0 : index.toInt();
}

Change ContentFolder::text(const DeltaText &delta, bool wobbly, quint64 offset)
{
    if (wobbly)
        return appendText(kindOf(delta), delta.index, wobbly::decodeString(delta.inside), true, offset);
    return takePiece(delta, offset);
}

Change ContentFolder::more()
{
    Change change = takePiece(m_rest, m_restOffset);
    change.isMore = true;
    return change;
}

Change ContentFolder::takePiece(const DeltaText &delta, quint64 offset)
{
    const Kind kind = kindOf(delta);
    const qint64 index = delta.index;
    const QByteArrayView inside = delta.inside;
    const QByteArrayView piece{inside.data(), json::scan::endOfPiece(inside, m_textAtOnce)};
    m_rest = delta;
    m_rest.inside = inside.sliced(piece.size());
    m_restOffset = offset;
    if (!delta.escaped)
        return appendText(kind, index, piece, false, offset);
    return appendText(kind, index, json::scan::decodeString(piece), false, offset);
}

Change ContentFolder::appendText(Kind kind, qint64 index, QByteArrayView utf8, bool wobbly, quint64 offset)
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

Change ContentFolder::start(const Json &payload, quint64 offset)
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

Change ContentFolder::unknownPart(qint64 index, const QString &why, const Json &payload, quint64 offset)
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

Change ContentFolder::delta(const Json &payload, quint64 offset)
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

Change ContentFolder::deltaMember(qint64 index, QStringView name, const Json &value, const Json &payload,
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

Change ContentFolder::reasoningDelta(qint64 index, const Json &value, quint64 offset)
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

Change ContentFolder::imageDelta(qint64 index, const Json &value, quint64 offset)
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

Change ContentFolder::toolResultDelta(qint64 index, const Json &value, quint64 offset)
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

Change ContentFolder::stop(const Json &payload, quint64 offset)
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

void ContentFolder::closeAll()
{
    for (LiveBlock &block : m_blocks.blocks())
        block.close();
}

} // namespace outcrop::stream
