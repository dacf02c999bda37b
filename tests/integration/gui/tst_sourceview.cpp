// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/blockview.h"
#include "core/json/json.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop;
using ui::models::TranscriptBlock;
using Kind = ui::models::TranscriptBlock::Kind;

namespace
{

TranscriptBlock viewOf(QByteArrayView text)
{
    const auto block = json::parse(text);
    if (!block)
        qFatal("not JSON");
    return app::blockView(block.value());
}

QString compact(const QString &text)
{
    const auto parsed = json::parse(text.toUtf8());
    return parsed ? QString::fromUtf8(json::write(parsed.value(), json::Layout::Compact)) : text;
}

} // namespace

class TestSourceView : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void guardedTextHasItsQualifiers();
    void aGuardedImageKeepsItsWholeBlock();
    void guardedContentOfAnUnknownKindIsShownAsItIs();
    void aSearchResultSaysWhatItIsAndWhetherItMayBeCited();
    void whatASearchResultHasBesidesStaysVisible();
    void aSearchResultInAToolResultIsReadable();
    void aToolResultThatSaysNothingIsEmpty();
    void citationsSayWhereAndWhat_data();
    void citationsSayWhereAndWhat();
    void whatACitationHasBesidesStaysVisible();
    void aStreamedCitationShowsAtOnce();
};

void TestSourceView::guardedTextHasItsQualifiers()
{
    const TranscriptBlock view =
        viewOf(R"({"guardContent":{"text":{"text":"hi","qualifiers":["query","new_one"]}}})");
    QCOMPARE(view.kind, Kind::Guarded);
    QCOMPARE(view.text, u"hi"_s);
    QCOMPARE(view.qualifiers, QStringList({u"query"_s, u"new_one"_s}));
    QCOMPARE(view.rest, QString());
    QVERIFY(view.json.contains("qualifiers"));
}

void TestSourceView::aGuardedImageKeepsItsWholeBlock()
{
    const TranscriptBlock view =
        viewOf(R"({"guardContent":{"image":{"format":"png","source":{"bytes":"iVBORw0K"}}}})");
    QCOMPARE(view.kind, Kind::Guarded);
    QCOMPARE(view.name, u"png"_s);
    QCOMPARE(view.media.at(0).at(0).value("format"_L1).toString(), u"png"_s);
    QVERIFY(view.json.isEmpty());
}

void TestSourceView::guardedContentOfAnUnknownKindIsShownAsItIs()
{
    for (const char *text : {R"({"guardContent":{"video":{"format":"mp4"}}})", R"({"guardContent":7})",
                             R"({"guardContent":{"text":{"text":7}}})"}) {
        const TranscriptBlock view = viewOf(text);
        QCOMPARE(view.kind, Kind::Unknown);
        QCOMPARE(view.name, u"guardContent"_s);
        QCOMPARE(view.json, QByteArray(text));
    }
}

void TestSourceView::aSearchResultSaysWhatItIsAndWhetherItMayBeCited()
{
    const TranscriptBlock view = viewOf(R"({"searchResult":{"source":"https://a.example","title":"A",
        "content":[{"text":"one"},{"text":"two"}],"citations":{"enabled":true}}})");
    QCOMPARE(view.kind, Kind::SearchResult);
    QCOMPARE(view.sources.size(), size_t(1));
    QCOMPARE(view.sources[0].title, u"A"_s);
    QCOMPARE(view.sources[0].source, u"https://a.example"_s);
    QCOMPARE(view.text, u"one\n\ntwo"_s);
    QCOMPARE(view.citable, std::optional(true));
    QCOMPARE(view.rest, QString());
}

void TestSourceView::whatASearchResultHasBesidesStaysVisible()
{
    const TranscriptBlock view = viewOf(R"({"searchResult":{"source":7,"title":"A","score":0.50,
        "content":[{"text":"one"},{"image":{"format":"png"}}],"citations":{"enabled":false,"style":"x"}}})");
    QCOMPARE(view.citable, std::optional(false));
    QCOMPARE(view.text, u"one"_s);
    QCOMPARE(
        compact(view.rest),
        QString::fromLatin1(
            R"({"source":7,"score":0.50,"citations":{"style":"x"},"content":[{"image":{"format":"png"}}]})"));
}

void TestSourceView::aSearchResultInAToolResultIsReadable()
{
    const TranscriptBlock view = viewOf(R"({"toolResult":{"toolUseId":"t","content":[{"text":"found:"},
        {"searchResult":{"source":"s","title":"A","content":[{"text":"one"}]}}]}})");
    QCOMPARE(view.text, u"found:\n\nA\ns\n\none"_s);
}

void TestSourceView::aToolResultThatSaysNothingIsEmpty()
{
    using ui::models::ToolState;
    const std::pair<QByteArray, ToolState> results[] = {
        {"[]", ToolState::Empty},
        {"[{\"text\":\"\"}]", ToolState::Empty},
        {"[{\"text\":\" \\n\"},{\"text\":\"\"}]", ToolState::Empty},
        {"[{\"text\":\"\"},{\"text\":\"x\"}]", ToolState::Ok},
        {"[{\"json\":{}}]", ToolState::Ok},
        {"[{\"image\":{}}]", ToolState::Ok},
    };
    for (const auto &[content, state] : results)
        QCOMPARE(viewOf("{\"toolResult\":{\"toolUseId\":\"t\",\"content\":" + content + "}}").toolState,
                 state);
    const TranscriptBlock failed =
        viewOf("{\"toolResult\":{\"toolUseId\":\"t\",\"content\":[],\"status\":\"error\"}}");
    QCOMPARE(failed.toolState, ToolState::Error);
}

void TestSourceView::citationsSayWhereAndWhat_data()
{
    QTest::addColumn<QByteArray>("location");
    QTest::addColumn<QString>("place");
    QTest::addColumn<QString>("url");
    QTest::newRow("web") << QByteArray(R"({"web":{"url":"https://a.example/x","domain":"a.example"}})")
                         << QString() << u"https://a.example/x"_s;
    QTest::newRow("title as domain") << QByteArray(
                                            R"({"web":{"url":"https://a.example/x","domain":"A page"}})")
                                     << u"A page"_s << u"https://a.example/x"_s;
    QTest::newRow("characters") << QByteArray(R"({"documentChar":{"documentIndex":0,"start":5,"end":90}})")
                                << u"document 1, characters 5–90"_s << QString();
    QTest::newRow("a page") << QByteArray(R"({"documentPage":{"documentIndex":1,"start":3,"end":3}})")
                            << u"document 2, page 3"_s << QString();
    QTest::newRow("chunks") << QByteArray(R"({"documentChunk":{"start":1,"end":2}})") << u"chunks 1–2"_s
                            << QString();
    QTest::newRow("from the first one") << QByteArray(R"({"documentPage":{"documentIndex":1,"end":3}})")
                                        << u"document 2, pages 0–3"_s << QString();
    QTest::newRow("without its end") << QByteArray(R"({"documentChunk":{"start":4}})") << u"chunk 4"_s
                                     << QString();
    QTest::newRow("search result")
        << QByteArray(R"({"searchResultLocation":{"searchResultIndex":0,"start":0,"end":1}})")
        << u"search result 1, parts 0–1"_s << QString();
}

void TestSourceView::citationsSayWhereAndWhat()
{
    QFETCH(QByteArray, location);
    QFETCH(QString, place);
    QFETCH(QString, url);
    const TranscriptBlock view = viewOf(R"({"citationsContent":{"content":[{"text":"So "},{"text":"it is."}],
        "citations":[{"title":"T","source":"s","sourceContent":[{"text":"q1"},{"text":"q2"}],"location":)" +
                                        location + "}]}}");
    QCOMPARE(view.kind, Kind::Cited);
    QCOMPARE(view.text, u"So it is."_s);
    QCOMPARE(view.sources.size(), size_t(1));
    QCOMPARE(view.sources[0].title, u"T"_s);
    QCOMPARE(view.sources[0].source, u"s"_s);
    QCOMPARE(view.sources[0].quote, u"q1\nq2"_s);
    QCOMPARE(view.sources[0].place, place);
    QCOMPARE(view.sources[0].url, url);
    QCOMPARE(view.rest, QString());
}

void TestSourceView::whatACitationHasBesidesStaysVisible()
{
    const TranscriptBlock view = viewOf(R"({"citationsContent":{"content":[{"text":"x"}],"mood":"good",
        "citations":[{"title":"T","location":{"moon":{"crater":4}}},{"title":"U"}]}})");
    QCOMPARE(view.sources.size(), size_t(2));
    QCOMPARE(compact(view.rest),
             QString::fromLatin1(R"({"mood":"good","citations":[{"location":{"moon":{"crater":4}}}]})"));
}

void TestSourceView::aStreamedCitationShowsAtOnce()
{
    stream::LiveBlock live;
    live.text = u"The grass is green"_s;
    QCOMPARE(app::blockView(live).kind, Kind::Text);
    live.citations.push_back(json::parse(R"({"title":"Botany"})").value());
    const TranscriptBlock view = app::blockView(live);
    QCOMPARE(view.kind, Kind::Cited);
    QCOMPARE(view.text, live.text);
    QCOMPARE(view.sources[0].title, u"Botany"_s);
    QVERIFY(view.open);
    QCOMPARE(view.strata, ui::models::Strata::Output);
}

QTEST_GUILESS_MAIN(TestSourceView)
#include "tst_sourceview.moc"
