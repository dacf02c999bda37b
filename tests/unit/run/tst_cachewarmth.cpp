// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/cachewarmth.h"

#include <QTest>

using namespace outcrop;
using namespace std::chrono_literals;
using run::CacheState;

namespace
{

const QDateTime sent = QDateTime::fromString(QStringLiteral("2026-11-28T12:00:00.250Z"), Qt::ISODateWithMs);

std::optional<QDateTime> warm(const char *block, CacheState state = CacheState::Read)
{
    return run::warmUntil(json::parse(QByteArray(block)).value(), state, sent);
}

} // namespace

class TestCacheWarmth : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPointLivesAsLongAsItAsks()
    {
        QCOMPARE(warm(R"({"cachePoint":{"type":"default"}})"), std::optional(sent.addDuration(5min)));
        QCOMPARE(warm(R"({"cachePoint":{"type":"default","ttl":"5m"}})"),
                 std::optional(sent.addDuration(5min)));
        QCOMPARE(warm(R"({"cachePoint":{"type":"default","ttl":"1h"}})"),
                 std::optional(sent.addDuration(1h)));
    }

    void whatIsWrittenIsWarmAsWhatIsRead()
    {
        QCOMPARE(warm(R"({"cachePoint":{}})", CacheState::Write), warm(R"({"cachePoint":{}})"));
    }

    void nothingIsSaidOfWhatIsNotKnown()
    {
        QVERIFY(!warm(R"({"cachePoint":{}})", CacheState::None));
        QVERIFY(!warm(R"({"cachePoint":{"ttl":"2d"}})"));
        QVERIFY(!warm(R"({"text":"x"})"));
        QVERIFY(!run::warmUntil(json::parse(R"({"cachePoint":{}})").value(), CacheState::Read, std::nullopt));
    }

    void aCacheIsOfOneModelAndOneConnection()
    {
        conversation::AnswerFacts facts;
        facts.modelId = QStringLiteral("m");
        facts.connectionName = QStringLiteral("here");
        facts.sentUtc = sent;
        conversation::Conversation conversation;
        conversation.modelId = facts.modelId;
        conversation.connectionName = facts.connectionName;
        QCOMPARE(run::sentToItsCache(facts, conversation), std::optional(sent));
        conversation.connectionName = QStringLiteral("there");
        QVERIFY(!run::sentToItsCache(facts, conversation));
        conversation.connectionName = facts.connectionName;
        conversation.modelId = QStringLiteral("n");
        QVERIFY(!run::sentToItsCache(facts, conversation));
        conversation.modelId = facts.modelId;
        conversation.connectionName.clear();
        facts.connectionName.clear(); // an older file does not say it
        QVERIFY(!run::sentToItsCache(facts, conversation));
    }
};

QTEST_APPLESS_MAIN(TestCacheWarmth)
#include "tst_cachewarmth.moc"
