// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/integration/gui/appfixture.h"
#include "tests/support/clientrig.h"
#include "tests/support/guigaptimer.h"

#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testsupport::AppFixture;

namespace
{

// The figures of reliability.md, P32: 10 000 deltas in 60 s into an answer of 1 MB.
constexpr double longestGapMs = 100;
constexpr double p99GapMs = 50;

struct Load {
    int deltas;
    std::chrono::milliseconds pause; // after each
};

// The short load shows the shape of it; OUTCROP_FULL=1 asks for the whole figure.
Load load()
{
    return qEnvironmentVariableIsSet("OUTCROP_FULL") ? Load{10'000, 5ms} : Load{1'200, 4ms};
}

// About 105 characters of Markdown each, with lists, tables and code among the paragraphs.
QByteArray markdownPiece(int i)
{
    const QByteArray n = QByteArray::number(i);
    const QByteArray words = "basalt, gabbro and diorite are told apart by what is between the dark minerals";
    switch (i / 12 % 5) {
    case 0:
        return "\\n\\n## Part " + n + "\\n\\nA paragraph about **" + words + "**, with `code` inside. ";
    case 1:
        return "\\n- item " + n + ": " + words + " *again*";
    case 2:
        return (i % 12 == 0 ? QByteArray("\\n\\n| what | value |\\n| --- | --- |") : QByteArray()) +
               "\\n| row " + n + " | " + words + " |";
    case 3:
        return (i % 12 == 0 ? QByteArray("\\n\\n```cpp\\n") : QByteArray()) + "int line" + n + " = 0; // " +
               words + "\\n" + (i % 12 == 11 ? QByteArray("```\\n") : QByteArray());
    default:
        return words + " (" + n + "), and a little more text follows here. ";
    }
}

QByteArray deltaFrame(int i)
{
    return testsupport::eventFrame("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":")" +
                                                            markdownPiece(i) + R"("}})");
}

void answerSlowly(testsupport::FaultConnection &connection)
{
    const Load wanted = load();
    if (!connection.send(testsupport::script::eventStreamHead()))
        return;
    const auto chunk = [&connection](const QByteArray &frame) {
        return connection.send(QByteArray::number(frame.size(), 16) + "\r\n" + frame + "\r\n");
    };
    chunk(testsupport::eventFrame("messageStart", R"({"role":"assistant"})"));
    for (int i = 0; i < wanted.deltas; ++i) {
        if (!chunk(deltaFrame(i)) || !connection.wait(wanted.pause))
            return;
    }
    chunk(testsupport::eventFrame("contentBlockStop", R"({"contentBlockIndex":0})"));
    chunk(testsupport::eventFrame("messageStop", R"({"stopReason":"end_turn"})"));
    connection.send("0\r\n\r\n");
}

QProcessEnvironment environmentOf(const testsupport::FaultServer &server)
{
    QProcessEnvironment environment;
    environment.insert(u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, server.url("").toString());
    environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDEXAMPLE"_s);
    environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"secret-of-the-example"_s);
    environment.insert(u"AWS_REGION"_s, u"us-east-1"_s);
    return environment;
}

// The largest frame there is, one delta with @p unit again and again.
QByteArray largestDelta(const QByteArray &unit)
{
    const qsizetype most = 24 * 1024 * 1024 - 500;
    return testsupport::eventFrame("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":")" +
                                                            unit.repeated(most / unit.size()) + R"("}})");
}

void answerAtOnce(testsupport::FaultConnection &connection, const QByteArray &unit)
{
    const QByteArray body = testsupport::eventFrame("messageStart", R"({"role":"assistant"})") +
                            largestDelta(unit) +
                            testsupport::eventFrame("contentBlockStop", R"({"contentBlockIndex":0})") +
                            testsupport::eventFrame("messageStop", R"({"stopReason":"end_turn"})");
    connection.send(testsupport::script::eventStreamHead() + testsupport::script::chunked(body));
    connection.keepOpen();
}

} // namespace

class TestGuiGap : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theWindowStaysAliveWhileALongAnswerArrives()
    {
        testsupport::FaultServer server(&answerSlowly);
        AppFixture fixture;
        fixture.start(environmentOf(server));
        fixture.app().document().setConnectionName(app::environmentConnectionName());
        fixture.type(u"A long answer, please"_s);
        fixture.pressRun();
        QTRY_COMPARE(fixture.rows(), 2);

        testsupport::GuiGapTimer gaps;
        gaps.start();
        QVERIFY(fixture.waitUntilIdle(120s));
        gaps.stop();
        const auto &turn = fixture.row(1);
        QVERIFY(turn.state == ui::models::TurnState::Complete);
        qInfo("%d deltas, %lld characters: %s", load().deltas,
              static_cast<long long>(turn.blocks.front().text.size()), qPrintable(gaps.summary()));
        QVERIFY(turn.blocks.front().text.size() > load().deltas * 80);
        QVERIFY2(gaps.max() <= longestGapMs, qPrintable(gaps.summary()));
        QVERIFY2(gaps.p99() <= p99GapMs, qPrintable(gaps.summary()));
    }

    // Fault 14.
    void oneHugeDeltaDoesNotHoldTheWindow_data()
    {
        QTest::addColumn<QByteArray>("unit");
        QTest::newRow("one line") << QByteArray("y");
        QTest::newRow("many lines") << QByteArray("- a **word** of some `code`, and more of it\\n");
    }

    void oneHugeDeltaDoesNotHoldTheWindow()
    {
        QFETCH(QByteArray, unit);
        testsupport::FaultServer server(
            [unit](testsupport::FaultConnection &connection) { answerAtOnce(connection, unit); });
        AppFixture fixture;
        fixture.start(environmentOf(server));
        fixture.app().document().setConnectionName(app::environmentConnectionName());
        fixture.type(u"The largest delta, please"_s);
        testsupport::GuiGapTimer gaps;
        gaps.start();
        fixture.pressRun();
        QVERIFY(fixture.waitUntilIdle(60s));
        const qsizetype before = gaps.count();
        QTRY_VERIFY(gaps.count() > before + 100); // what comes after the answer counts too
        gaps.stop();
        qInfo("%s", qPrintable(gaps.summary()));
        QVERIFY(fixture.row(1).state == ui::models::TurnState::Complete);
        QVERIFY2(gaps.busiest() <= longestGapMs, qPrintable(gaps.summary()));
    }
};

QTEST_MAIN(TestGuiGap)
#include "tst_guigap.moc"
