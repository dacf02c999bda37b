// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/invokechunks.h"

#include "core/json/parser.h"

namespace outcrop::stream
{

using json::Json;

namespace
{

template <typename F>
std::optional<Json> chunkOf(const F &frame)
{
    if (frame.string(":event-type") != QByteArrayView("chunk"))
        return std::nullopt;
    const auto payload = json::parse(QByteArrayView(frame.payload));
    if (!payload || !payload->value("bytes").isString())
        return std::nullopt;
    const QByteArray bytes = QByteArray::fromBase64(payload->value("bytes").toUtf8());
    const auto chunk = json::parse(bytes);
    return chunk ? *chunk : Json::string(bytes);
}

} // namespace

std::optional<Json> invokeChunk(const eventstream::FrameView &frame)
{
    return chunkOf(frame);
}
std::optional<Json> invokeChunk(const eventstream::Frame &frame)
{
    return chunkOf(frame);
}

} // namespace outcrop::stream
