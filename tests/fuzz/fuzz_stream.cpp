// SPDX-License-Identifier: GPL-3.0-or-later
// The message assembler behind the decoder: never complete without messageStop, always something valid to
// show, and the lean way over views, at once or in pieces, says what the way over whole frames says.
#include "checksums.h"

#include "core/eventstream/framedecoder.h"
#include "core/json/json.h"
#include "core/json/scan.h"
#include "core/stream/decodereport.h"
#include "core/stream/deltascan.h"
#include "core/stream/messageassembler.h"

#include <cstdlib>

using namespace outcrop;
using namespace outcrop::stream;

namespace
{

void require(bool condition)
{
    if (!condition)
        std::abort();
}

// What the lean reader takes must be what the tree says.
void checkDelta(const QByteArray &payload)
{
    const auto lean = scanDelta(payload);
    if (!lean)
        return;
    const auto tree = json::parse(payload);
    require(tree.ok() && tree->isObject());
    const json::Json delta = tree->value("delta");
    require(delta.size() == 1 && tree->value("contentBlockIndex").toInt().value_or(0) == lean->index);
    const json::Json text = lean->kind == DeltaText::Kind::Text ? delta.value("text")
                            : lean->kind == DeltaText::Kind::ToolInput
                                ? delta.value("toolUse").value("input")
                                : delta.value("reasoningContent").value("text");
    require(text.isString() && text.toUtf8() == json::scan::decodeString(lean->inside));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    QByteArray body(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size) - 1);
    correctChecksums(body);

    eventstream::FrameDecoder decoder;
    decoder.feed(body);
    MessageAssembler overViews;
    MessageAssembler overFrames;
    MessageAssembler inPieces;
    inPieces.setTextAtOnce(1 + (data[0] >> 1));
    while (const eventstream::FrameView *view = decoder.takeView()) {
        const eventstream::Frame frame = view->toFrame();
        checkDelta(frame.payload);
        const Change change = overViews.apply(*view);
        require(change.position < int(overViews.blocks().size()));
        overFrames.apply(frame);
        QString appended = inPieces.apply(*view).appended;
        while (inPieces.hasMore())
            appended += inPieces.more().appended;
        require(appended == change.appended);
        if ((data[0] & 1) != 0)
            require(overViews.folded().outcome != Outcome::Complete);
    }
    const auto fault = decoder.finish();
    overViews.finish(fault);
    overFrames.finish(fault);
    inPieces.finish(fault);
    const Folded folded = overViews.folded();
    const QByteArray text = json::write(folded.toJson());
    require(text == json::write(overFrames.folded().toJson()));
    require(text == json::write(inPieces.folded().toJson()));
    require(json::parse(text, {.maxDepth = 600}).ok());
    require(folded.outcome != Outcome::Complete || (overViews.stopSeen() && !fault));
    require(folded.outcome == Outcome::Complete || folded.runnableToolUses().empty());

    DecodeReport invoke(DecodeReport::Mode::Invoke);
    invoke.feed(body);
    (void)invoke.finish();
    return 0;
}
