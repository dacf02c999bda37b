// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/stream/recording.h"

#include "core/eventstream/framedecoder.h"
#include "core/stream/messageassembler.h"

namespace outcrop::stream
{

using json::Json;

Folded foldRecording(QByteArrayView body)
{
    eventstream::FrameDecoder decoder;
    MessageAssembler assembler;
    decoder.feed(QByteArray::fromRawData(body.data(), body.size()));
    while (const eventstream::FrameView *frame = decoder.takeView())
        assembler.apply(*frame);
    assembler.finish(decoder.finish());
    return assembler.folded();
}

Folded foldConverseResponse(const Json &body)
{
    Folded folded;
    folded.message = body.value("output").value("message");
    folded.outcome = folded.message.isObject() ? Outcome::Complete : Outcome::Incomplete;
    if (body.value("stopReason").isString())
        folded.stopReason = body.value("stopReason").toString();
    folded.additionalModelResponseFields = body.value("additionalModelResponseFields");
    folded.usage = body.value("usage");
    folded.metrics = body.value("metrics");
    folded.trace = body.value("trace");
    folded.performanceConfig = body.value("performanceConfig");
    folded.serviceTier = body.value("serviceTier");
    const qsizetype blocks = folded.message.value("content").size();
    for (qsizetype i = 0; i < blocks; ++i)
        folded.blockIndexes.push_back(i);
    return folded;
}

} // namespace outcrop::stream
