// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cachestrata.h"

#include <QTest>

using namespace outcrop;
using run::CacheState;

namespace
{

using States = std::vector<CacheState>;
constexpr CacheState none = CacheState::None;
constexpr CacheState wasRead = CacheState::Read;
constexpr CacheState written = CacheState::Write;

json::Json parsed(QByteArrayView text)
{
    return json::parse(text).value();
}

// Blocks of 100, 200 and 300 letters, each followed by a cache point, then an uncached one.
json::Json threePoints()
{
    const auto text = [](char letter, int length) {
        return QByteArray(R"({"text":")") + QByteArray(length, letter) + QByteArray(R"("})");
    };
    const QByteArray point = R"({"cachePoint":{"type":"default"}})";
    return parsed(R"({"toolConfig":{"tools":[)" + text('a', 100) + ',' + point + R"(]},"system":[)" +
                  text('b', 200) + ',' + point + R"(],"messages":[{"role":"user","content":[)" +
                  text('c', 300) + ',' + point + ',' + text('d', 50) + R"(]}]})");
}

} // namespace

class TestCacheStrata : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void marksNothingWithoutAUsage()
    {
        const run::CacheStrata strata = run::cacheStrata(threePoints(), json::Json());
        QCOMPARE(strata.tools, (States{none, none}));
        QCOMPARE(strata.system, (States{none, none}));
        QCOMPARE(strata.messages, (std::vector<States>{{none, none, none}}));
    }

    void aPictureInTheResultOfACallIsNoLongText()
    {
        // As text it would be all of the prompt, and the point before it the nearest to nothing.
        const QByteArray point = R"({"cachePoint":{"type":"default"}})";
        const json::Json body = parsed(
            R"({"messages":[{"role":"user","content":[{"text":")" + QByteArray(8000, 'a') + R"("},)" + point +
            R"(,{"toolResult":{"toolUseId":"t","content":[{"image":{"format":"png","source":{"bytes":")" +
            QByteArray(2'000'000, 'A') + R"("}}}]}},)" + point + "]}]}");
        const auto strata =
            run::cacheStrata(body, parsed(R"({"inputTokens":1500,"cacheReadInputTokens":2000})"));
        QCOMPARE(strata.messages, (std::vector<States>{{wasRead, wasRead, none, none}}));
    }

    void marksNothingWithoutCacheFigures()
    {
        const auto strata =
            run::cacheStrata(threePoints(), parsed(R"({"inputTokens":120,"outputTokens":4})"));
        QCOMPARE(strata.system, (States{none, none}));
    }

    void marksEverythingBeforeThePointThatWasWritten()
    {
        const auto strata =
            run::cacheStrata(threePoints(), parsed(R"({"inputTokens":10,"cacheWriteInputTokens":160})"));
        QCOMPARE(strata.tools, (States{written, written}));
        QCOMPARE(strata.system, (States{written, written}));
        QCOMPARE(strata.messages, (std::vector<States>{{written, written, none}}));
    }

    void splitsReadFromWrittenAtThePointNearestToTheFigures()
    {
        const auto strata = run::cacheStrata(
            threePoints(),
            parsed(R"({"inputTokens":12,"cacheReadInputTokens":80,"cacheWriteInputTokens":78})"));
        QCOMPARE(strata.tools, (States{wasRead, wasRead}));
        QCOMPARE(strata.system, (States{wasRead, wasRead}));
        QCOMPARE(strata.messages, (std::vector<States>{{written, written, none}}));
    }

    void readsOnlyTheFirstPrefix()
    {
        const auto strata =
            run::cacheStrata(threePoints(), parsed(R"({"inputTokens":145,"cacheReadInputTokens":25})"));
        QCOMPARE(strata.tools, (States{wasRead, wasRead}));
        QCOMPARE(strata.system, (States{none, none}));
        QCOMPARE(strata.messages, (std::vector<States>{{none, none, none}}));
    }

    void marksNothingWhereThePromptHasNoPoint()
    {
        const auto strata = run::cacheStrata(parsed(R"({"system":[{"text":"a"}],"messages":[]})"),
                                             parsed(R"({"inputTokens":1,"cacheReadInputTokens":9})"));
        QCOMPARE(strata.system, (States{none}));
        QVERIFY(strata.messages.empty());
    }

    void survivesABodyOfOddShape()
    {
        const auto strata = run::cacheStrata(parsed(R"({"system":"x","messages":[3,{"content":{}}]})"),
                                             parsed(R"({"inputTokens":1,"cacheReadInputTokens":9})"));
        QVERIFY(strata.system.empty());
        QCOMPARE(strata.messages.size(), size_t(2));
    }
};

QTEST_APPLESS_MAIN(TestCacheStrata)
#include "tst_cachestrata.moc"
