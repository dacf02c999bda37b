// SPDX-License-Identifier: GPL-3.0-or-later
// The frame decoder: the same frames for any cut, and every frame encodes to the bytes it came from.
#include "checksums.h"

#include "core/eventstream/framedecoder.h"
#include "core/eventstream/frameencoder.h"

#include <algorithm>
#include <cstdlib>
#include <vector>

using namespace outcrop::eventstream;

namespace
{

void require(bool condition)
{
    if (!condition)
        std::abort();
}

struct Decoded {
    std::vector<Frame> frames;
    std::optional<FrameFault> fault;

    friend bool operator==(const Decoded &, const Decoded &) = default;
};

Decoded decode(const QByteArray &body, qsizetype step, bool shared)
{
    Decoded decoded;
    FrameDecoder decoder;
    for (qsizetype at = 0; at < body.size(); at += step) {
        const qsizetype size = std::min(step, body.size() - at);
        if (shared)
            decoder.feed(body.mid(at, size));
        else
            decoder.feed(QByteArrayView(body).sliced(at, size));
        while (auto frame = decoder.takeFrame())
            decoded.frames.push_back(*std::move(frame));
        require(decoder.allocatedBytes() <= at + 2 * size + 65536 * 2);
    }
    decoded.fault = decoder.finish();
    return decoded;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    QByteArray body(reinterpret_cast<const char *>(data + 1), static_cast<qsizetype>(size) - 1);
    if ((data[0] & 1) == 0)
        correctChecksums(body);
    const Decoded whole = decode(body, std::max<qsizetype>(body.size(), 1), true);
    require(decode(body, 1 + (data[0] >> 1), (data[0] & 2) != 0) == whole);
    quint64 offset = 0;
    for (const Frame &frame : whole.frames) {
        require(frame.offset == offset);
        require(encodeFrame(frame.headers, frame.payload) == body.mid(qsizetype(offset), frame.length));
        offset += frame.length;
    }
    require(whole.fault ? whole.fault->offset == offset : offset == quint64(body.size()));
    if (whole.fault)
        (void)whole.fault->toError(quint64(body.size()), whole.frames.size());
    return 0;
}
