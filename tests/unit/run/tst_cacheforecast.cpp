// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cacheforecast.h"

#include <QTest>

using namespace outcrop;
using run::CacheForecast;

namespace
{

json::Json parsed(QByteArrayView text)
{
    return json::parse(text).value();
}

QByteArray text(char letter, int length)
{
    return R"({"text":")" + QByteArray(length, letter) + R"("})";
}

const QByteArray point = R"({"cachePoint":{"type":"default"}})";

json::Json body(const QByteArray &tools, const QByteArray &system)
{
    return parsed(R"({"toolConfig":{"tools":[)" + tools + R"(]},"system":[)" + system +
                  R"(],"messages":[{"role":"user","content":[)" + text('q', 30) + "]}]}");
}

const QByteArray tool = R"({"toolSpec":{"name":"t","inputSchema":{"json":{"type":"object"}}}})";
const QByteArray firstText = text('a', 600);
const QByteArray secondText = text('b', 600);

std::optional<CacheForecast>
forecast(const QByteArray &tools, const QByteArray &system,
         const QByteArray &usage = R"({"inputTokens":5,"cacheReadInputTokens":400})")
{
    const json::Json was = body(tool, firstText + ',' + point + ',' + secondText + ',' + point);
    const json::Json now = body(tools, system);
    return cacheForecast(run::sentPrefix(was, parsed(usage)), now.value("toolConfig").value("tools"),
                         now.value("system"));
}

} // namespace

class TestCacheForecast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatIsTheSameLosesNothing()
    {
        QVERIFY(!forecast(tool, firstText + ',' + point + ',' + secondText + ',' + point));
    }

    void whatIsBehindTheLastPointLosesNothing()
    {
        QVERIFY(
            !forecast(tool, firstText + ',' + point + ',' + secondText + ',' + point + ',' + text('c', 9)));
    }

    void anEditKeepsWhatIsBeforeThePointAboveIt()
    {
        const auto found = forecast(tool, firstText + ',' + point + ',' + text('x', 600) + ',' + point);
        QVERIFY(found);
        QVERIFY(found->section == CacheForecast::Section::System);
        QCOMPARE(found->item, 2);
        QCOMPARE(found->cached, 400);
        QVERIFY(found->kept > 200 && found->kept < 300); // half of it and the tool
    }

    void anEditedToolKeepsNothing()
    {
        const auto found = forecast(R"({"toolSpec":{"name":"u"}})",
                                    firstText + ',' + point + ',' + secondText + ',' + point);
        QVERIFY(found);
        QVERIFY(found->section == CacheForecast::Section::Tools);
        QCOMPARE(found->item, 0);
        QCOMPARE(found->kept, 0);
    }

    void whatIsMissingIsFoundWhereItStood()
    {
        const auto found = forecast(tool, firstText + ',' + point);
        QVERIFY(found);
        QCOMPARE(found->item, 2);
    }

    void nothingCachedIsNothingToLose()
    {
        QVERIFY(!forecast(tool, text('x', 600), R"({"inputTokens":405})"));
    }
};

QTEST_GUILESS_MAIN(TestCacheForecast)
#include "tst_cacheforecast.moc"
