// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/limits.h"
#include "core/eventstream/framedecoder.h"
#include "core/eventstream/frameencoder.h"
#include "core/json/json.h"
#include "tests/support/cputimer.h"

#include <QDir>
#include <QFile>
#include <QTest>
#include <QtEndian>

#include <zlib.h>

#include <cstdio>
#include <random>

using namespace Qt::StringLiterals;
using namespace outcrop::eventstream;
using outcrop::json::Json;
namespace limits = outcrop::base::limits;
using Code = FrameFault::Code;

namespace
{

struct Decoded {
    std::vector<Frame> frames;
    std::optional<FrameFault> fault;

    friend bool operator==(const Decoded &, const Decoded &) = default;
};

Decoded decode(const std::vector<QByteArray> &pieces)
{
    Decoded decoded;
    FrameDecoder decoder;
    for (const QByteArray &piece : pieces) {
        decoder.feed(piece);
        while (auto frame = decoder.takeFrame())
            decoded.frames.push_back(*frame);
    }
    decoded.fault = decoder.finish();
    return decoded;
}

Decoded decode(const QByteArray &body)
{
    return decode(std::vector{body});
}

std::vector<QByteArray> every(const QByteArray &body, qsizetype step)
{
    std::vector<QByteArray> pieces;
    for (qsizetype i = 0; i < body.size(); i += step)
        pieces.push_back(body.mid(i, step));
    return pieces;
}

QByteArray bigEndian(quint32 value)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(value, bytes.data());
    return bytes;
}

quint32 crcOf(const QByteArray &bytes)
{
    return static_cast<quint32>(
        ::crc32(0, reinterpret_cast<const Bytef *>(bytes.constData()), static_cast<uInt>(bytes.size())));
}

QByteArray prelude(quint32 length, quint32 headersLength)
{
    const QByteArray lengths = bigEndian(length) + bigEndian(headersLength);
    return lengths + bigEndian(crcOf(lengths));
}

// A frame whose checksums are right whatever stands inside.
QByteArray rawFrame(const QByteArray &headers, const QByteArray &payload)
{
    const QByteArray start = prelude(static_cast<quint32>(16 + headers.size() + payload.size()),
                                     static_cast<quint32>(headers.size())) +
                             headers + payload;
    return start + bigEndian(crcOf(start));
}

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

QString vectorFolder()
{
    const QString root = qEnvironmentVariable("OUTCROP_VECTORS");
    return root.isEmpty() || !QDir(root).exists() ? QString() : root;
}

QByteArray headerText(const Header &header)
{
    QByteArray text = header.name + ' ' + QByteArray(headerTypeName(header.type).data()) + ' ';
    switch (header.type) {
    case HeaderType::String:
    case HeaderType::ByteArray:
    case HeaderType::Uuid:
        return text + (header.type == HeaderType::String ? header.bytes : header.bytes.toHex());
    default:
        return text + QByteArray::number(header.number);
    }
}

// The value as index.json writes it, in the form of headerText().
QByteArray headerText(const Json &header)
{
    const auto type = static_cast<HeaderType>(*header.value("type").toInt());
    const Json value = header.value("value");
    QByteArray text = value.isString() ? value.toUtf8() : value.numberText();
    if (type == HeaderType::ByteArray)
        text = QByteArray::fromBase64(text).toHex();
    else if (type == HeaderType::Uuid)
        text.replace('-', "");
    else if (value.isBool())
        text = "0";
    return header.value("name").toUtf8() + ' ' + header.value("typeName").toUtf8() + ' ' + text;
}

std::vector<Header> allHeaderTypes()
{
    return {{"yes", HeaderType::BoolTrue, 0, {}},
            {"no", HeaderType::BoolFalse, 0, {}},
            {"byte", HeaderType::Byte, -128, {}},
            {"short", HeaderType::Short, -32768, {}},
            {"integer", HeaderType::Integer, -2147483648LL, {}},
            {"long", HeaderType::Long, std::numeric_limits<qint64>::min(), {}},
            {"bytes", HeaderType::ByteArray, 0, QByteArray("\0\xff", 2)},
            {"string", HeaderType::String, 0, "gr\xc3\xbcn"},
            {"time", HeaderType::Timestamp, 1'700'000'000'000, {}},
            {"uuid", HeaderType::Uuid, 0, "0123456789abcdef"}};
}

QByteArray typicalBody()
{
    QByteArray body;
    for (const char *payload :
         {R"({"role":"assistant","p":"abcd"})", R"({"delta":{"text":"Hello"}})", "", "x"})
        body += encodeFrame({stringHeader(":event-type", "contentBlockDelta"),
                             stringHeader(":content-type", "application/json"),
                             stringHeader(":message-type", "event")},
                            payload);
    return body + encodeFrame(allHeaderTypes(), "all");
}

} // namespace

class TestFrameDecoder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesEveryVector_data();
    void decodesEveryVector();
    void decodesRecordingsInEveryChunkPlan_data();
    void decodesRecordingsInEveryChunkPlan();
    void readsTheSmallestFrame();
    void readsBackEveryHeaderType();
    void givesTheSameFramesForEverySplit();
    void givesTheSameFramesForRandomSplits();
    void saysTruncatedForEveryCut();
    void appliesLimitsToTheByte_data();
    void appliesLimitsToTheByte();
    void refusesBadHeaders_data();
    void refusesBadHeaders();
    void acceptsHeadersAtTheirLimits();
    void findsEveryFlippedBit();
    void staysPoisonedAndShowsTextOfForeignBodies();
    void neverKeepsMoreThanWhatArrived();
    void isLinearInLargeFramesAndSmallPieces();
    void refusesToEncodeWhatBreaksTheFormat();
};

void TestFrameDecoder::decodesEveryVector_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<Json>("expected");
    const QString folder = vectorFolder();
    if (folder.isEmpty())
        return;
    const auto index = outcrop::json::parse(readFile(folder + "/eventstream/index.json"_L1));
    QVERIFY(index);
    const Json vectors = index->value("vectors");
    QVERIFY(vectors.size() > 50);
    for (qsizetype i = 0; i < vectors.size(); ++i) {
        const Json vector = vectors.at(i);
        const QByteArray body = readFile(folder + "/eventstream/"_L1 + vector.value("file").toString());
        QTest::newRow(vector.value("name").toUtf8().constData()) << body << vector;
    }
}

void TestFrameDecoder::decodesEveryVector()
{
    if (vectorFolder().isEmpty()) {
        std::printf("SKIPPED: event-stream vectors are not there (OUTCROP_VECTORS)\n");
        QSKIP("no vectors");
    }
    QFETCH(QByteArray, body);
    QFETCH(Json, expected);
    QCOMPARE(body.size(), expected.value("bytes").toInt());
    const Decoded whole = decode(body);
    const Json messages = expected.value("messages");
    QCOMPARE(qsizetype(whole.frames.size()), messages.size());
    for (qsizetype i = 0; i < messages.size(); ++i) {
        const Frame &frame = whole.frames[size_t(i)];
        const Json message = messages.at(i);
        QCOMPARE(frame.offset, quint64(*message.value("offset").toInt()));
        QCOMPARE(frame.length, *message.value("totalLength").toInt());
        QCOMPARE(frame.headersLength, *message.value("headersLength").toInt());
        QCOMPARE(frame.preludeCrc, *message.value("preludeCrc").toInt());
        QCOMPARE(frame.messageCrc, *message.value("messageCrc").toInt());
        QCOMPARE(frame.payload, QByteArray::fromBase64(message.value("payloadBase64").toUtf8()));
        const Json headers = message.value("headers");
        QCOMPARE(qsizetype(frame.headers.size()), headers.size());
        for (qsizetype h = 0; h < headers.size(); ++h)
            QCOMPARE(headerText(frame.headers[size_t(h)]), headerText(headers.at(h)));
        QCOMPARE(encodeFrame(frame.headers, frame.payload), body.mid(qsizetype(frame.offset), frame.length));
    }
    QCOMPARE(whole.fault.has_value(), expected.contains("error"));
    if (whole.fault) {
        QCOMPARE(QString(whole.fault->name()), expected.value("error").toString());
        QCOMPARE(whole.fault->offset, quint64(*expected.value("errorOffset").toInt()));
    }
    QCOMPARE(decode(every(body, 1)), whole);
    if (body.size() < 400) {
        for (qsizetype cut = 0; cut <= body.size(); ++cut)
            QCOMPARE(decode({body.first(cut), body.mid(cut)}), whole);
    }
}

void TestFrameDecoder::decodesRecordingsInEveryChunkPlan_data()
{
    QTest::addColumn<QString>("path");
    const QString folder = vectorFolder();
    if (folder.isEmpty())
        return;
    for (const QString &area : {u"converse-stream"_s, u"invoke-stream"_s}) {
        const QDir dir(folder + u'/' + area);
        for (const QString &name : dir.entryList({u"*.bin"_s}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << dir.filePath(name);
    }
}

void TestFrameDecoder::decodesRecordingsInEveryChunkPlan()
{
    if (vectorFolder().isEmpty()) {
        std::printf("SKIPPED: recordings are not there (OUTCROP_VECTORS)\n");
        QSKIP("no vectors");
    }
    QFETCH(QString, path);
    const QByteArray body = readFile(path);
    const auto events = outcrop::json::parse(readFile(path.chopped(4) + ".events.json"_L1));
    QVERIFY(events);
    const Decoded whole = decode(body);
    QCOMPARE(qsizetype(whole.frames.size()), *events->value("frameCount").toInt());
    const Json tail = events->value("tail");
    QCOMPARE(whole.fault.has_value(), tail.isObject());
    if (whole.fault) {
        QCOMPARE(QString(whole.fault->name()), tail.value("error").toString());
        QCOMPARE(whole.fault->offset, quint64(*tail.value("offset").toInt()));
    }
    const Json plans = events->value("chunkPlans");
    QVERIFY(plans.size() > 0);
    for (qsizetype i = 0; i < plans.size(); ++i) {
        const Json plan = plans.at(i);
        std::vector<QByteArray> pieces{body};
        if (const auto step = plan.value("every").toInt()) {
            pieces = every(body, *step);
        } else if (const Json cuts = plan.value("cuts"); cuts.size() > 0) {
            pieces.clear();
            qsizetype from = 0;
            for (qsizetype c = 0; c < cuts.size(); ++c) {
                pieces.push_back(body.mid(from, *cuts.at(c).toInt() - from));
                from = *cuts.at(c).toInt();
            }
            pieces.push_back(body.mid(from));
        }
        QCOMPARE(decode(pieces), whole);
    }
}

void TestFrameDecoder::readsTheSmallestFrame()
{
    const Decoded decoded = decode(QByteArray::fromHex("000000100000000005c248eb7d98c8ff"));
    QCOMPARE(decoded.frames.size(), 1U);
    QCOMPARE(decoded.frames[0].length, 16U);
    QCOMPARE(decoded.frames[0].preludeCrc, 0x05c248ebU);
    QCOMPARE(decoded.frames[0].messageCrc, 0x7d98c8ffU);
    QVERIFY(decoded.frames[0].headers.empty());
    QVERIFY(!decoded.fault);
    QVERIFY(!decode(QByteArray()).fault);
}

void TestFrameDecoder::readsBackEveryHeaderType()
{
    const QByteArray body = encodeFrame(allHeaderTypes(), "payload");
    const Decoded decoded = decode(body + body);
    QCOMPARE(decoded.frames.size(), 2U);
    QVERIFY(decoded.frames[0].headers == allHeaderTypes());
    QVERIFY(decoded.frames[1].headers == allHeaderTypes());
    QCOMPARE(decoded.frames[1].offset, quint64(body.size()));
    QCOMPARE(decoded.frames[0].string("string"), QByteArray("gr\xc3\xbcn"));
    QCOMPARE(decoded.frames[0].string("byte"), QByteArray());
}

void TestFrameDecoder::givesTheSameFramesForEverySplit()
{
    const QByteArray body = typicalBody() + "tail that is no frame";
    const Decoded whole = decode(body);
    QCOMPARE(whole.frames.size(), 5U);
    QCOMPARE(whole.fault->code, Code::PreludeCrc);
    QCOMPARE(decode(every(body, 1)), whole);
    for (qsizetype cut = 0; cut <= body.size(); ++cut)
        QCOMPARE(decode({body.first(cut), body.mid(cut)}), whole);
}

void TestFrameDecoder::givesTheSameFramesForRandomSplits()
{
    QByteArray body;
    for (int i = 0; i < 5; ++i)
        body += typicalBody();
    const Decoded whole = decode(body);
    std::mt19937 random(20);
    for (int round = 0; round < 10'000; ++round) {
        // Some rounds feed several pieces before taking, as a busy reader does.
        FrameDecoder decoder;
        Decoded decoded;
        for (qsizetype at = 0; at < body.size();) {
            const qsizetype piece = std::min<qsizetype>(qsizetype(random() % 300), body.size() - at);
            if (random() % 2 == 0)
                decoder.feed(body.mid(at, piece));
            else
                decoder.feed(QByteArrayView(body).sliced(at, piece));
            at += piece;
            while (random() % 4 != 0) {
                const FrameView *view = decoder.takeView();
                if (view == nullptr)
                    break;
                decoded.frames.push_back(view->toFrame());
            }
        }
        while (auto frame = decoder.takeFrame())
            decoded.frames.push_back(*frame);
        decoded.fault = decoder.finish();
        QVERIFY(decoded == whole);
        QCOMPARE(decoder.bytesFed(), quint64(body.size()));
        QCOMPARE(decoder.frameCount(), quint64(whole.frames.size()));
    }
}

void TestFrameDecoder::saysTruncatedForEveryCut()
{
    const QByteArray body = typicalBody();
    const Decoded whole = decode(body);
    for (qsizetype cut = 0; cut <= body.size(); ++cut) {
        const Decoded part = decode(body.first(cut));
        quint64 border = 0;
        size_t frames = 0;
        while (frames < whole.frames.size() && border + whole.frames[frames].length <= quint64(cut))
            border += whole.frames[frames++].length;
        QCOMPARE(part.frames.size(), frames);
        QCOMPARE(part.fault.has_value(), border != quint64(cut));
        if (part.fault) {
            QCOMPARE(part.fault->code, Code::Truncated);
            QCOMPARE(part.fault->offset, border);
            QCOMPARE(part.fault->toError(quint64(cut), frames).kind,
                     outcrop::base::ErrorKind::StreamIncomplete);
        }
    }
}

void TestFrameDecoder::appliesLimitsToTheByte_data()
{
    QTest::addColumn<quint32>("length");
    QTest::addColumn<quint32>("headersLength");
    QTest::addColumn<QString>("fault");
    const quint32 message = limits::eventStreamMessageBytes;
    const quint32 headers = limits::eventStreamHeaderBytes;
    QTest::newRow("15 bytes") << 15U << 0U << u"total-length-too-small"_s;
    QTest::newRow("16 bytes") << 16U << 0U << QString();
    QTest::newRow("0 bytes") << 0U << 0U << u"total-length-too-small"_s;
    QTest::newRow("limit - 1") << message - 1 << 0U << QString();
    QTest::newRow("limit") << message << 0U << QString();
    QTest::newRow("limit + 1") << message + 1 << 0U << u"total-length-too-large"_s;
    QTest::newRow("4 GiB - 1") << 0xffffffffU << 0U << u"total-length-too-large"_s;
    QTest::newRow("headers limit - 1") << message << headers - 1 << QString();
    QTest::newRow("headers limit") << message << headers << QString();
    QTest::newRow("headers limit + 1") << message << headers + 1 << u"headers-length-too-large"_s;
    QTest::newRow("headers fill the frame") << 26U << 10U << QString();
    QTest::newRow("headers exceed the frame") << 26U << 11U << u"headers-length-exceeds-message"_s;
}

void TestFrameDecoder::appliesLimitsToTheByte()
{
    QFETCH(quint32, length);
    QFETCH(quint32, headersLength);
    QFETCH(QString, fault);
    FrameDecoder decoder;
    decoder.feed(prelude(length, headersLength));
    QVERIFY(!decoder.takeFrame());
    QCOMPARE(decoder.isPoisoned(), !fault.isEmpty());
    if (decoder.isPoisoned())
        QCOMPARE(QString(decoder.fault()->name()), fault);
}

void TestFrameDecoder::refusesBadHeaders_data()
{
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("fault");
    const QByteArray good("\x01"
                          "a\x07\x00\x01x",
                          6);
    QTest::newRow("empty name") << QByteArray("\x00\x00", 2) << u"header-name-empty"_s;
    QTest::newRow("name overruns") << QByteArray("\x05"
                                                 "ab")
                                   << u"header-overrun"_s;
    QTest::newRow("no type") << QByteArray("\x01"
                                           "a")
                             << u"header-overrun"_s;
    QTest::newRow("type 10") << QByteArray("\x01"
                                           "a\x0a")
                             << u"header-type-unknown"_s;
    QTest::newRow("type 255") << QByteArray("\x01"
                                            "a\xff")
                              << u"header-type-unknown"_s;
    QTest::newRow("short cut") << QByteArray("\x01"
                                             "a\x03\x00",
                                             4)
                               << u"header-overrun"_s;
    QTest::newRow("no value length") << QByteArray("\x01"
                                                   "a\x07\x00",
                                                   4)
                                     << u"header-overrun"_s;
    QTest::newRow("value overruns") << QByteArray("\x01"
                                                  "a\x07\x00\x02x",
                                                  6)
                                    << u"header-overrun"_s;
    QTest::newRow("uuid overruns") << QByteArray("\x01"
                                                 "a\x09"
                                                 "0123456789abcde")
                                   << u"header-overrun"_s;
    QTest::newRow("name is not UTF-8") << QByteArray("\x01\xff\x00", 3) << u"header-name-not-utf8"_s;
    QTest::newRow("string is not UTF-8") << QByteArray("\x01"
                                                       "a\x07\x00\x01\x80",
                                                       6)
                                         << u"header-string-not-utf8"_s;
    QTest::newRow("name twice") << good + good << u"header-duplicate"_s;
    QTest::newRow("value above 32767") << QByteArray("\x01"
                                                     "a\x06\x80\x00",
                                                     5) +
                                              QByteArray(32768, 'x')
                                       << u"header-value-too-large"_s;
    QByteArray many;
    for (int i = 0; i <= 1024; ++i)
        many += QByteArray("\x04") + QByteArray::number(10'000 + i).right(4) + QByteArray("\x00", 1);
    QTest::newRow("1025 headers") << many << u"too-many-headers"_s;
}

void TestFrameDecoder::refusesBadHeaders()
{
    QFETCH(QByteArray, headers);
    QFETCH(QString, fault);
    const QByteArray first = encodeFrame({stringHeader("a", "b")}, "kept");
    const Decoded decoded = decode(first + rawFrame(headers, "never shown") + first);
    QCOMPARE(decoded.frames.size(), 1U);
    QCOMPARE(decoded.frames[0].payload, QByteArray("kept"));
    QCOMPARE(QString(decoded.fault->name()), fault);
    QCOMPARE(decoded.fault->offset, quint64(first.size()));
    QCOMPARE(decoded.fault->excerpt.size(), 12);
    QCOMPARE(decoded.fault->toError(9, 1).kind, outcrop::base::ErrorKind::StreamCorrupt);
}

void TestFrameDecoder::acceptsHeadersAtTheirLimits()
{
    std::vector<Header> headers{stringHeader(QByteArray(255, 'n'), QByteArray(32767, 'v'))};
    for (int i = 1; i < 1024; ++i)
        headers.push_back({QByteArray::number(i), HeaderType::BoolTrue, 0, {}});
    const Decoded decoded = decode(encodeFrame(headers, {}));
    QCOMPARE(decoded.frames.size(), 1U);
    QVERIFY(decoded.frames[0].headers == headers);
}

void TestFrameDecoder::findsEveryFlippedBit()
{
    const QByteArray first = encodeFrame({}, "first");
    const QByteArray second = encodeFrame({stringHeader(":event-type", "contentBlockDelta")}, "payload");
    for (qsizetype bit = 0; bit < second.size() * 8; ++bit) {
        QByteArray damaged = second;
        damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << (bit % 8)));
        const Decoded decoded = decode(first + damaged);
        QCOMPARE(decoded.frames.size(), 1U);
        QVERIFY(decoded.fault);
        QCOMPARE(decoded.fault->code, bit < 12 * 8 ? Code::PreludeCrc : Code::MessageCrc);
        QVERIFY(!decoded.fault->excerpt.contains("payload") || bit < 12 * 8);
    }
}

void TestFrameDecoder::staysPoisonedAndShowsTextOfForeignBodies()
{
    const QByteArray page = "<html><body>502 Bad Gateway</body></html>" + QByteArray(4096, ' ');
    FrameDecoder decoder;
    for (const QByteArray &piece : every(page, 5)) {
        decoder.feed(piece);
        QVERIFY(!decoder.takeFrame());
    }
    decoder.feed(encodeFrame({}, "good"));
    QVERIFY(!decoder.takeFrame());
    const FrameFault fault = *decoder.finish();
    QCOMPARE(fault.code, Code::PreludeCrc);
    QCOMPARE(fault.offset, 0U);
    QCOMPARE(fault.excerpt, page.first(limits::errorExcerptBytes));
    QVERIFY(fault.toError(decoder.bytesFed(), 0).detail.contains("502 Bad Gateway"_L1));

    const FrameFault zipped = *decode(QByteArray::fromHex("1f8b0800000000000003abcd")).fault;
    QVERIFY(zipped.looksCompressed());
    QVERIFY(zipped.toError(12, 0).message.contains("gzip"_L1));
}

void TestFrameDecoder::neverKeepsMoreThanWhatArrived()
{
    // A prelude that claims the largest frame costs nothing by itself.
    FrameDecoder decoder;
    const QByteArray start = prelude(limits::eventStreamMessageBytes, 0);
    decoder.feed(QByteArrayView(start));
    QVERIFY(!decoder.takeFrame());
    QVERIFY(decoder.allocatedBytes() <= start.size() + 65536);
    const QByteArray piece(1000, 'x');
    qsizetype fed = start.size();
    for (int i = 0; i < 3000; ++i) {
        decoder.feed(QByteArrayView(piece));
        QVERIFY(!decoder.takeFrame());
        fed += piece.size();
        QVERIFY(decoder.allocatedBytes() <= fed + 65536);
    }
    // Taking frames gives their memory back.
    FrameDecoder busy;
    const QByteArray frame = encodeFrame({}, QByteArray(10'000, 'y'));
    for (int i = 0; i < 500; ++i) {
        busy.feed(QByteArrayView(frame));
        QVERIFY(busy.takeView() != nullptr);
        QVERIFY(busy.allocatedBytes() <= 4 * frame.size() + 65536);
    }
}

void TestFrameDecoder::isLinearInLargeFramesAndSmallPieces()
{
    const QByteArray payload(qsizetype(limits::eventStreamMessageBytes) - 16, 'x');
    const QByteArray body = encodeFrame({}, payload);
    QCOMPARE(body.size(), qsizetype(limits::eventStreamMessageBytes));
    outcrop::testsupport::CpuTimer timer;
    const Decoded decoded = decode(every(body, 1460));
    QCOMPARE(decoded.frames.size(), 1U);
    QVERIFY(decoded.frames[0].payload == payload);
    // Moving the whole buffer for each of 17 000 pieces would take minutes.
    QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));

    QByteArray small;
    for (int i = 0; i < 20'000; ++i)
        small += encodeFrame({stringHeader("a", "b")}, "0123456789");
    timer.restart();
    FrameDecoder decoder;
    decoder.feed(QByteArrayView(small));
    int frames = 0;
    // A byte of the next frames arrives before each is taken: the rest must not be moved every time.
    while (decoder.takeView() != nullptr)
        decoder.feed(QByteArrayView(small).sliced(frames++, 1));
    QVERIFY(frames > 20'000);
    QVERIFY(timer.elapsed() < 2000);
}

void TestFrameDecoder::refusesToEncodeWhatBreaksTheFormat()
{
    QVERIFY(encodeFrame({stringHeader("", "v")}, {}).isEmpty());
    QVERIFY(encodeFrame({stringHeader(QByteArray(256, 'n'), "v")}, {}).isEmpty());
    QVERIFY(encodeFrame({stringHeader("n", QByteArray(32768, 'v'))}, {}).isEmpty());
    QVERIFY(encodeFrame({{"n", HeaderType::Byte, 128, {}}}, {}).isEmpty());
    QVERIFY(encodeFrame({{"n", HeaderType::Short, -32769, {}}}, {}).isEmpty());
    QVERIFY(encodeFrame({{"n", HeaderType::Uuid, 0, "short"}}, {}).isEmpty());
    QVERIFY(encodeFrame({}, QByteArray(qsizetype(limits::eventStreamMessageBytes) - 15, 'x')).isEmpty());
    QVERIFY(!encodeFrame({}, QByteArray(qsizetype(limits::eventStreamMessageBytes) - 16, 'x')).isEmpty());
}

QTEST_APPLESS_MAIN(TestFrameDecoder)
#include "tst_framedecoder.moc"
