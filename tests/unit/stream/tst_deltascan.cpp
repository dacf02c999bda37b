// SPDX-License-Identifier: GPL-3.0-or-later
#include "tst_deltascan.h"

#include "cases.h"
#include "core/eventstream/framedecoder.h"
#include "core/json/scan.h"
#include "core/stream/deltascan.h"

#include <QTest>

#include <array>
#include <cstdio>
#include <random>

using namespace outcrop;
using namespace outcrop::stream;
using json::Json;

namespace
{

// What the tree says a payload is, in the terms of scanDelta().
struct Expected {
    DeltaText::Kind kind;
    qint64 index;
    QByteArray text;
};

std::optional<Expected> byTree(const QByteArray &payload)
{
    const auto tree = json::parse(payload);
    if (!tree || !tree->isObject())
        return std::nullopt;
    const Json delta = tree->value("delta");
    if (delta.size() != 1 || !delta.isObject())
        return std::nullopt;
    const Json index = tree->value("contentBlockIndex");
    if (!index.isNull() && !index.toInt())
        return std::nullopt;
    const auto with = [&](DeltaText::Kind kind, const Json &text) -> std::optional<Expected> {
        if (!text.isString())
            return std::nullopt;
        return Expected{kind, index.toInt().value_or(0), text.toUtf8()};
    };
    if (delta.contains("text"))
        return with(DeltaText::Kind::Text, delta.value("text"));
    if (delta.value("toolUse").size() == 1)
        return with(DeltaText::Kind::ToolInput, delta.value("toolUse").value("input"));
    if (delta.value("reasoningContent").size() == 1)
        return with(DeltaText::Kind::ReasoningText, delta.value("reasoningContent").value("text"));
    return std::nullopt;
}

// The lean reader may decline anything; what it accepts must be what the tree says.
bool agrees(const QByteArray &payload)
{
    const auto lean = scanDelta(payload);
    if (!lean)
        return true;
    const auto tree = byTree(payload);
    return tree && tree->kind == lean->kind && tree->index == lean->index &&
           tree->text == json::scan::decodeString(lean->inside);
}

const std::array samples{
    R"({"contentBlockIndex":0,"delta":{"text":"Hello"},"p":"abcdefgh"})",
    R"({"contentBlockIndex":12,"delta":{"text":"a \"quoted\" \u00e9\n\ud83d\ude00 text, gr\u00fcn"}})",
    R"({"delta":{"toolUse":{"input":"{\"path\": \"a.t"}},"contentBlockIndex":3,"p":""})",
    "{ \"contentBlockIndex\" : 1 ,\t\"delta\" : { \"reasoningContent\" : { \"text\" : \"h\xc3\xa9 "
    "\xf0\x9f\x98\x80\" } } }\r\n",
    R"({"p":"x","contentBlockIndex":999999999,"delta":{"text":""}})",
};

} // namespace

void TestDeltaScan::readsTheUsualPayloads_data()
{
    QTest::addColumn<QByteArray>("payload");
    for (const char *sample : samples)
        QTest::newRow(sample) << QByteArray(sample);
}

void TestDeltaScan::readsTheUsualPayloads()
{
    QFETCH(QByteArray, payload);
    QVERIFY(scanDelta(payload));
    QVERIFY(agrees(payload));
    QVERIFY(scanWobblyDelta(payload));
    for (qsizetype cut = 0; cut < payload.trimmed().size(); ++cut)
        QVERIFY(!scanDelta(payload.first(cut)));
}

void TestDeltaScan::leavesEverythingElseToTheTree_data()
{
    QTest::addColumn<QByteArray>("payload");
    for (const char *payload : {"",
                                "{}",
                                "[]",
                                "null",
                                R"({"delta":{}})",
                                R"({"delta":{"text":1}})",
                                R"({"delta":{"text":"a"}}x)",
                                R"({"delta":{"text":"a"},})",
                                R"({"delta":{"text":"a","citation":{}}})",
                                R"({"delta":{"text":"a"},"delta":{"text":"b"}})",
                                R"({"delta":{"text":"a"},"extra":1})",
                                R"({"contentBlockIndex":01,"delta":{"text":"a"}})",
                                R"({"contentBlockIndex":1.0,"delta":{"text":"a"}})",
                                R"({"contentBlockIndex":-1,"delta":{"text":"a"}})",
                                R"({"contentBlockIndex":2147483648,"delta":{"text":"a"}})",
                                R"({"contentBlockIndex":99999999999999999999999,"delta":{"text":"a"}})",
                                R"({"contentBlockIndex":"0","delta":{"text":"a"}})",
                                R"({"d\u0065lta":{"text":"a"}})",
                                R"({"delta":{"text":"\ud83d"}})",
                                "{\"delta\":{\"text\":\"\xc3\"}}",
                                "{\"delta\":{\"text\":\"a\nb\"}}",
                                R"({"delta":{"toolUse":{"input":{}}}})",
                                R"({"delta":{"reasoningContent":{"signature":"s"}}})",
                                R"({"delta":{"text":"a"},"p":1})",
                                R"({"delta":{"text":"a"},"p":"\x"})",
                                R"({"contentBlockIndex":,"delta":{"text":"a"}})"})
        QTest::newRow(payload) << QByteArray(payload);
}

void TestDeltaScan::leavesEverythingElseToTheTree()
{
    QFETCH(QByteArray, payload);
    QVERIFY(!scanDelta(payload));
}

void TestDeltaScan::agreesWithTheTreeOnEveryRecordedPayload()
{
    const QStringList recordings = cases::recordings(QStringLiteral("converse-stream"));
    if (recordings.isEmpty()) {
        std::printf("SKIPPED: recordings are not there (OUTCROP_VECTORS)\n");
        QSKIP("no vectors");
    }
    int lean = 0;
    for (const QString &path : recordings) {
        eventstream::FrameDecoder decoder;
        decoder.feed(cases::readFile(path + QLatin1StringView(".bin")));
        while (const auto frame = decoder.takeFrame()) {
            QVERIFY2(agrees(frame->payload), frame->payload.constData());
            if (frame->string(":event-type") == "contentBlockDelta" && byTree(frame->payload)) {
                QVERIFY2(scanDelta(frame->payload), frame->payload.constData());
                ++lean;
            }
        }
    }
    QVERIFY(lean > 7800);
}

void TestDeltaScan::agreesWithTheTreeOnMutations()
{
    std::mt19937 random(7);
    const QByteArray alphabet("{}[]\":,\\/ud83e00123456789abp \t\n\x01\xc3\xa9\xed\xf0");
    int accepted = 0;
    for (int round = 0; round < 150'000; ++round) {
        QByteArray payload = samples[random() % samples.size()];
        const int edits = 1 + int(random() % 3);
        for (int i = 0; i < edits && !payload.isEmpty(); ++i) {
            const auto at = qsizetype(random() % size_t(payload.size()));
            const char c = alphabet[qsizetype(random() % size_t(alphabet.size()))];
            switch (random() % 4) {
            case 0:
                payload[at] = c;
                break;
            case 1:
                payload.insert(at, c);
                break;
            case 2:
                payload.remove(at, 1 + qsizetype(random() % 4));
                break;
            default:
                payload.insert(at, payload.mid(qsizetype(random() % size_t(payload.size())), 12));
            }
        }
        accepted += scanDelta(payload) ? 1 : 0;
        QVERIFY2(agrees(payload), payload.constData());
    }
    // Otherwise the mutations would prove nothing.
    QVERIFY2(accepted > 5'000, qPrintable(QString::number(accepted)));
}
