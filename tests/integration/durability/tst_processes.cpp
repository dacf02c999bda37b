// SPDX-License-Identifier: GPL-3.0-or-later
// What a program loses that is killed (-9) while an answer arrives or somebody types (reliability.md, P3).
#include "core/conversation/conversationdocument.h"
#include "core/conversation/exampleconversation.h"
#include "core/history/exchangestore.h"
#include "victims.h"

#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace std::chrono_literals;

namespace
{

/// A step is timed after it was told, and the kill before it happens; between them lie two scheduling delays.
constexpr auto measurementSlack = 50ms;

std::chrono::milliseconds randomUpTo(int milliseconds)
{
    return std::chrono::milliseconds(QRandomGenerator::global()->bounded(milliseconds));
}

qint64 toMilliseconds(std::chrono::nanoseconds time)
{
    return std::chrono::duration_cast<std::chrono::milliseconds>(time).count();
}

} // namespace

class TestProcesses : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void killedStreamKeepsAllButTheLastQuarterSecond();
    void killedTypingKeepsAllButTheLastSecond();
};

void TestProcesses::killedStreamKeepsAllButTheLastQuarterSecond()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("exchanges.db"));
    const int kills = countFromEnvironment("OUTCROP_STREAM_KILLS", 50);
    std::chrono::nanoseconds oldestLost{0};
    for (int i = 0; i < kills; ++i) {
        const LastWords words = killAfter({QStringLiteral("stream"), path}, randomUpTo(700));
        QVERIFY(!words.diedByItself);

        auto store = history::ExchangeStore::open(path);
        QVERIFY(store.ok());
        QVERIFY(!(*store)->notice());
        const std::vector<history::ExchangeId> recovered = (*store)->recoverInterrupted();
        QCOMPARE(recovered.size(), 1U);
        QVERIFY((*store)->recoverInterrupted().empty());
        const auto exchange = (*store)->load(recovered.front());
        QVERIFY(exchange.ok());
        QCOMPARE(*exchange->summary.outcome, QString(history::interruptedOutcome));
        QCOMPARE(exchange->requestBody, QByteArrayLiteral("{}"));

        // The chunks are a prefix of what was told, whole and in order.
        QByteArray expected;
        for (qint64 number = 1; number <= static_cast<qint64>(exchange->chunks.size()); ++number)
            expected += QByteArray::number(number) + ' ';
        QCOMPARE(exchange->responseBody(), expected);
        QCOMPARE(exchange->summary.responseBytes, expected.size());

        const auto kept = static_cast<qint64>(exchange->chunks.size());
        oldestLost = std::max(oldestLost, words.ageOf(kept + 1));
        QVERIFY2(kept >= words.lastBefore(250ms + measurementSlack),
                 qPrintable(QStringLiteral("kept %1, lost one %2 ms old")
                                .arg(kept)
                                .arg(toMilliseconds(words.ageOf(kept + 1)))));
    }
    qInfo("%d kills: the oldest lost chunk was %lld ms old", kills, toMilliseconds(oldestLost));
}

void TestProcesses::killedTypingKeepsAllButTheLastSecond()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("c.outcrop.json"));
    const int kills = countFromEnvironment("OUTCROP_TYPING_KILLS", 20);
    std::chrono::nanoseconds oldestLost{0};
    for (int i = 0; i < kills; ++i) {
        {
            conversation::ConversationDocument fresh(conversation::exampleConversation({}, {}));
            fresh.setDraft({});
            QVERIFY(fresh.saver().saveAs(path).ok());
        }
        const LastWords words = killAfter({QStringLiteral("type"), path}, randomUpTo(1800));
        QVERIFY(!words.diedByItself);
        const auto document = conversation::ConversationDocument::open(path);
        QVERIFY2(document.ok(), document ? "" : qPrintable(document.error().message));
        const QString draft = (*document)->conversation().draft;
        QCOMPARE(draft, QString(draft.size(), u'x'));
        oldestLost = std::max(oldestLost, words.ageOf(draft.size() + 1));
        QVERIFY2(draft.size() >= words.lastBefore(1s),
                 qPrintable(QStringLiteral("lost a letter %1 ms old")
                                .arg(toMilliseconds(words.ageOf(draft.size() + 1)))));
    }
    qInfo("%d kills: the oldest lost letter was %lld ms old", kills, toMilliseconds(oldestLost));
}

QTEST_GUILESS_MAIN(TestProcesses)
#include "tst_processes.moc"
