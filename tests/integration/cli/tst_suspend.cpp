// SPDX-License-Identifier: GPL-3.0-or-later
// The program sleeps in mid-stream (reliability.md, fault 41): stopped by SIGSTOP, while the server does
// something; then it is woken.
#include "tests/integration/cli/outcropprocess.h"
#include "tests/support/clientrig.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <csignal>

using namespace outcrop;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testsupport::FaultConnection;
using testsupport::FaultServer;
namespace script = testsupport::script;

namespace
{

// Silence that is suffered, in seconds. The program is away for longer.
constexpr int idleSeconds = 1;
constexpr auto away = 2500ms;
constexpr auto mostAfterResume = 15s;
const QByteArray ask = R"({"modelId":"a.b-v1:0","messages":[{"role":"user","content":[{"text":"Hi"}]}]})";
const QString firstWords = u"Hello from the stream"_s;

/// Whether every thread of the process stands still.
bool isStopped(const QProcess &process)
{
    QFile file(u"/proc/%1/stat"_s.arg(process.processId()));
    if (!file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray line = file.readAll();
    return line.mid(line.lastIndexOf(')') + 2).startsWith('T');
}

/// A connection of the window that suffers little silence.
void writeConnection(const QString &folder, const QUrl &url)
{
    QFile file(folder + u"/connections.json"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"format":"outcrop-connections","version":1,"connections":[{"id":"a","name":"Here",)"
               R"("kind":"gateway","auth":{"kind":"none"},"endpoint":")" +
               url.toEncoded() + R"(","timeouts":{"idleSeconds":)" + QByteArray::number(idleSeconds) +
               "}}]}");
}

} // namespace

class TestSuspend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whoSleepsWhileThePeerGoesHasWhatCame_data();
    void whoSleepsWhileThePeerGoesHasWhatCame();
    void whatArrivedWhileAsleepIsRead();

private:
    /// Runs the program, stops it after the first words, lets @p meanwhile happen at the server, wakes it up.
    /// @p meanwhile says whether the connection is left as it is then; it is closed otherwise.
    Outcome sleepThrough(const std::function<bool(FaultConnection &)> &meanwhile);

    int m_requests = 0;
    std::chrono::milliseconds m_afterResume{0};
};

Outcome TestSuspend::sleepThrough(const std::function<bool(FaultConnection &)> &meanwhile)
{
    std::atomic<bool> sleeps{false};
    std::atomic<bool> done{false};
    FaultServer server([&](FaultConnection &connection) {
        connection.send("HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\n\r\n" +
                        testsupport::unfinishedStream());
        while (!sleeps && connection.wait(10ms)) {
        }
        connection.wait(away);
        const bool stays = meanwhile(connection);
        done = true;
        if (stays)
            connection.waitForPeer();
    });
    const QTemporaryDir folder;
    writeConnection(folder.path(), server.url(""));
    QProcess process;
    process.setProcessEnvironment(plainEnvironment());
    process.start(outcropBinary(), {u"--data-dir"_s, folder.path(), u"run"_s, u"-"_s, u"--json"_s,
                                    u"--connection"_s, u"Here"_s});
    process.write(ask);
    process.closeWriteChannel();
    Outcome outcome;
    [&] {
        QTRY_VERIFY_WITH_TIMEOUT((outcome.output += process.readAllStandardOutput()).contains("stream"),
                                 20'000);
        sendSignal(process, SIGSTOP);
        QTRY_VERIFY(isStopped(process));
        sleeps = true;
        QTRY_VERIFY_WITH_TIMEOUT(done.load(), 10'000);
    }();
    QElapsedTimer timer;
    timer.start();
    sendSignal(process, SIGCONT);
    if (process.waitForFinished(30'000) && process.exitStatus() == QProcess::NormalExit)
        outcome.exitCode = process.exitCode();
    m_afterResume = std::chrono::milliseconds(timer.elapsed());
    outcome.output += process.readAllStandardOutput();
    outcome.errors = process.readAllStandardError();
    m_requests = server.requests();
    return outcome;
}

void TestSuspend::whoSleepsWhileThePeerGoesHasWhatCame_data()
{
    QTest::addColumn<int>("how");
    QTest::newRow("reset") << 0;
    QTest::newRow("closed") << 1;
    QTest::newRow("silent, the connection half open") << 2;
}

void TestSuspend::whoSleepsWhileThePeerGoesHasWhatCame()
{
    QFETCH(int, how);
    const Outcome outcome = sleepThrough([how](FaultConnection &connection) {
        if (how == 0)
            connection.reset();
        return how == 2;
    });
    QCOMPARE(m_requests, 1);
    QVERIFY2(m_afterResume < mostAfterResume, qPrintable(QString::number(m_afterResume.count())));
    QVERIFY2(outcome.exitCode == 5 || outcome.exitCode == 6, outcome.errors.constData());
    const json::Json result = outcome.lines().back().value(u"result");
    QCOMPARE(result.value(u"outcome").toString(), u"incomplete"_s);
    QCOMPARE(result.value(u"message").value(u"content").at(0).value(u"text").toString(), firstWords);
    QVERIFY2(!outcome.errors.isEmpty(), outcome.output.constData());
}

/// The clock says that it was silent for too long, but the answer is there.
void TestSuspend::whatArrivedWhileAsleepIsRead()
{
    const QByteArray rest =
        testsupport::textStream().mid(testsupport::unfinishedStream().size()); // to the end of the answer
    const Outcome outcome = sleepThrough([&rest](FaultConnection &connection) {
        connection.send(rest);
        return false;
    });
    QCOMPARE(m_requests, 1);
    QVERIFY2(outcome.exitCode == 0, outcome.errors.constData());
    QCOMPARE(outcome.lines().back().value(u"result").value(u"outcome").toString(), u"complete"_s);
}

QTEST_GUILESS_MAIN(TestSuspend)
#include "tst_suspend.moc"
