// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/frameencoder.h"
#include "core/search/rawpassages.h"
#include "core/search/rawplace.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::search;
using namespace Qt::StringLiterals;
using Part = RawPlace::Part;

namespace
{

history::Exchange answered(const QByteArray &request, const QByteArray &response)
{
    history::Exchange exchange;
    exchange.summary.method = "POST";
    exchange.summary.url = QUrl(u"https://example.org/model/m/converse"_s);
    exchange.summary.status = 200;
    exchange.requestHeaders = {{"Content-Type", "application/json"}, {"X-Trace", "tuff-1"}};
    exchange.responseHeaders = {{"x-amzn-requestid", "id-77"}};
    exchange.requestBody = request;
    exchange.chunks = {{response, {}}};
    return exchange;
}

QByteArray frame(const QByteArray &payload)
{
    return eventstream::encodeFrame({}, payload);
}

} // namespace

/// What the search found in the bytes of an exchange is found again in them.
class TestRawPlace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aHitIsFoundInItsPart_data();
    void aHitIsFoundInItsPart();
    void ofEqualWordsThatOfTheSnippetIsMeant();
    void aSnippetThatStandsNowhereGivesWayToTheWords();
    void whatIsInNoBytesHasNoPlace();
};

void TestRawPlace::aHitIsFoundInItsPart_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<RawPlace>("place");
    QTest::newRow("url") << u"converse"_s << RawPlace{Part::RequestHead, -1};
    QTest::newRow("header") << u"TUFF"_s << RawPlace{Part::RequestHead, 1};
    QTest::newRow("request") << u"gneiss"_s << RawPlace{Part::RequestBody, 14, 6};
    QTest::newRow("after wide letters") << u"basalt"_s << RawPlace{Part::RequestBody, 30, 6};
    QTest::newRow("response header") << u"id-77"_s << RawPlace{Part::ResponseHead, 0};
    QTest::newRow("frame") << u"granite"_s << RawPlace{Part::Frame, 6, 7, 2};
}

void TestRawPlace::aHitIsFoundInItsPart()
{
    QFETCH(QString, word);
    QFETCH(RawPlace, place);
    const history::Exchange exchange =
        answered(R"({"a":1, "b":["gneiss", "ü– basalt"]})",
                 frame(R"({"start":1})") + frame(R"({"t":"x"})") + frame(R"({"t":"Granite"})"));
    // Word and snippet as a search gives them.
    bool found = false;
    for (const Passage &passage : passagesOf(exchange, [](QByteArrayView) { return false; })) {
        if (!hasAll(passage.text, {word}))
            continue;
        found = true;
        QCOMPARE(rawPlaceOf(exchange, snippetOf(passage.text, {word}), {word}), place);
        break;
    }
    QVERIFY(found);
    QCOMPARE(rawPlaceOf(exchange, {}, {word}), place);
}

void TestRawPlace::ofEqualWordsThatOfTheSnippetIsMeant()
{
    const QByteArray body = R"({"messages":[{"text":"slate or  shale"},{"text":"mica\t slate, polished"}]})";
    const history::Exchange exchange = answered(body, {});
    const Snippet snippet = snippetOf(u"x {\"text\":\"mica\\t slate, polished\"}"_s.mid(2), {u"slate"_s});
    const auto place = rawPlaceOf(exchange, snippet, {u"slate"_s});
    QVERIFY(place);
    QCOMPARE(place->offset, body.lastIndexOf("slate"));
    // White space was made one blank each.
    const auto phrase = rawPlaceOf(exchange, {}, {u"or shale"_s});
    QVERIFY(phrase);
    QCOMPARE(body.sliced(phrase->offset, phrase->length), "or  shale"_ba);
}

void TestRawPlace::aSnippetThatStandsNowhereGivesWayToTheWords()
{
    const QByteArray body = R"({"a":"one","b":"one two"})";
    const Snippet cut{u"…without its base64 two…"_s, {{20, 3}}};
    const auto place = rawPlaceOf(answered(body, {}), cut, {u"two"_s, u"one"_s});
    QVERIFY(place);
    QCOMPARE(place->offset, body.indexOf("one"));
}

void TestRawPlace::whatIsInNoBytesHasNoPlace()
{
    QVERIFY(!rawPlaceOf(answered("{}", {}), snippetOf(u"cut off"_s, {u"cut"_s}), {u"cut"_s}));
    QVERIFY(!rawPlaceOf(answered("{}", {}), {}, {}));
}

QTEST_GUILESS_MAIN(TestRawPlace)
#include "tst_rawplace.moc"
