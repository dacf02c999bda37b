// SPDX-License-Identifier: GPL-3.0-or-later
// Figures a and b: what decoding and folding a stream costs beside the checksums that the format asks for
// anyway.
#include "bench.h"

#include "core/eventstream/framedecoder.h"
#include "core/eventstream/frameencoder.h"
#include "core/stream/messageassembler.h"

#include <zlib.h>

#include <array>
#include <random>

using namespace outcrop;

namespace
{

constexpr qsizetype piece = 64 * 1024; // as a socket gives it

struct Body {
    QByteArray bytes;
    std::vector<quint32> lengths;
};

// Deltas as the service sends them: a token or two of text and padding of random length.
Body smallFrames(int count)
{
    static const std::array<const char *, 8> words{" the", " outcrop", " of",   " schist,",
                                                   " is",  R"(\n\n)",  " grün", " 42°"};
    const QByteArray padding = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const std::vector<eventstream::Header> headers{
        eventstream::stringHeader(":event-type", "contentBlockDelta"),
        eventstream::stringHeader(":content-type", "application/json"),
        eventstream::stringHeader(":message-type", "event")};
    std::mt19937 random(1);
    Body body;
    body.bytes.reserve(qsizetype(count) * 210);
    for (int i = 0; i < count; ++i) {
        const QByteArray payload = QByteArray(R"({"contentBlockIndex":0,"delta":{"text":")") +
                                   words[random() % words.size()] + R"("},"p":")" +
                                   padding.first(qsizetype(4 + random() % 58)) + "\"}";
        const QByteArray frame = eventstream::encodeFrame(headers, payload);
        body.bytes += frame;
        body.lengths.push_back(static_cast<quint32>(frame.size()));
    }
    return body;
}

quint32 checksumAlone(const Body &body)
{
    const auto *p = reinterpret_cast<const Bytef *>(body.bytes.constData());
    quint32 sum = 0;
    for (const quint32 length : body.lengths) {
        sum ^= static_cast<quint32>(::crc32(0, p, length));
        p += length;
    }
    return sum;
}

template <typename F>
void decode(const Body &body, F each)
{
    eventstream::FrameDecoder decoder;
    for (qsizetype at = 0; at < body.bytes.size(); at += piece) {
        // Shared, as bytes read from a socket are handed on.
        decoder.feed(
            QByteArray::fromRawData(body.bytes.constData() + at, std::min(piece, body.bytes.size() - at)));
        while (const eventstream::FrameView *frame = decoder.takeView())
            each(*frame);
    }
    if (decoder.finish() || decoder.frameCount() != body.lengths.size())
        qFatal("the frames were not read");
}

std::vector<bench::Figure> measure(const bench::Options &options)
{
    const int count = options.quick ? 2000 : 500'000;
    const Body body = smallFrames(count);
    quint32 sink = 0;
    quint64 payloadBytes = 0;
    qsizetype textUnits = 0;
    const auto seconds =
        bench::bestSeconds(options.quick ? 1 : 7, {[&] { sink += checksumAlone(body); },
                                                   [&] {
                                                       decode(body, [&](const eventstream::FrameView &frame) {
                                                           payloadBytes += quint64(frame.payload.size());
                                                       });
                                                   },
                                                   [&] {
                                                       stream::MessageAssembler assembler;
                                                       decode(body, [&](const eventstream::FrameView &frame) {
                                                           assembler.apply(frame);
                                                       });
                                                       textUnits = assembler.blocks().at(0).text.size();
                                                   }});
    using json::Json;
    const Json facts = Json::object({{QLatin1StringView("frames"), count},
                                     {QLatin1StringView("bytes"), body.bytes.size()},
                                     {QLatin1StringView("textUnits"), textUnits},
                                     {QLatin1StringView("checksum"), sink}});
    const auto figure = [&](const char *id, const char *name, double took, double limit) {
        bench::Figure result;
        result.figure = QString::fromLatin1(id);
        result.name = QString::fromLatin1(name);
        result.unit = QStringLiteral("frames/s");
        result.value = count / took;
        result.baseline = count / seconds[0];
        result.baselineName = QStringLiteral("zlib crc32 alone over the same frames");
        result.bound = bench::Figure::Bound::AtLeast;
        result.limit = limit;
        result.facts = facts;
        return result;
    };
    return {figure("a", "decode small frames", seconds[1], 0.75),
            figure("b", "decode, parse and fold small frames", seconds[2], 0.25)};
}

const bench::Registration registration("a,b", measure);

} // namespace
