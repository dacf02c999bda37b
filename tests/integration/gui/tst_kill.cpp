// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/processguard.h"
#include "tests/integration/gui/appfixture.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QProcess>
#include <QRandomGenerator>
#include <QTest>

#include <cstdio>

using namespace outcrop;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using testsupport::AppFixture;
using ui::models::TurnState;

namespace
{

// What a kill may cost. product: at most what arrived in the last 250 ms is lost.
constexpr qint64 mayBeLostMs = 250;
// How old the word of a process about itself may be when it is read here.
constexpr qint64 reportMs = 100;

QString textOf(const ui::models::TranscriptTurn &turn)
{
    QString text;
    for (const ui::models::TranscriptBlock &block : turn.blocks)
        text += block.text;
    return text;
}

// The program that will be killed: sends, and says every few moments how many characters it shows.
int streamForEver(const QString &dataDir)
{
    AppFixture fixture(dataDir, 2ms);
    fixture.start();
    fixture.type(u"/long 20000"_s);
    fixture.pressRun();
    QTimer report;
    QObject::connect(&report, &QTimer::timeout, [&fixture] {
        if (fixture.app().run().isRunning())
            std::printf("%lld\n", static_cast<long long>(textOf(fixture.row(fixture.rows() - 1)).size()));
        std::fflush(stdout);
    });
    report.start(20ms);
    return QApplication::exec();
}

struct Report {
    qint64 at;
    qint64 length;
};

} // namespace

class TestKill : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledStreamIsBackAtTheNextStart()
    {
        bool given = false;
        const int wanted = qEnvironmentVariableIntValue("OUTCROP_KILL_ROUNDS", &given);
        const int rounds = given ? wanted : 4;
        const QTemporaryDir folder;
        const QString dataDir = folder.filePath(u"data"_s);
        for (int round = 0; round < rounds; ++round) {
            const qint64 shown = killInMidStream(dataDir);
            if (QTest::currentTestFailed())
                return;
            AppFixture fixture(dataDir, 0ms);
            fixture.start();
            QVERIFY(fixture.app().exchanges());
            QVERIFY(!fixture.app().exchanges()->notice());
            QCOMPARE(fixture.rows(), 2 * (round + 1));
            const auto &turn = fixture.row(fixture.rows() - 1);
            QVERIFY(turn.state == TurnState::Incomplete);
            QVERIFY2(textOf(turn).size() >= shown,
                     qPrintable(u"%1 characters were shown in time, %2 are back"_s.arg(shown).arg(
                         textOf(turn).size())));
            QVERIFY(!fixture.app().run().isRunning());
        }
    }

private:
    // The characters that were shown long enough before the kill that they must not be lost.
    static qint64 killInMidStream(const QString &dataDir)
    {
        QProcess program;
        program.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        program.start(QCoreApplication::applicationFilePath(), {u"--stream-for-ever"_s, dataDir});
        if (!program.waitForStarted())
            QTest::qFail("the program does not start", __FILE__, __LINE__);
        QElapsedTimer clock;
        clock.start();
        std::vector<Report> reports;
        std::optional<qint64> killAt;
        while (clock.elapsed() < 60'000 && (!killAt || clock.elapsed() < *killAt)) {
            program.waitForReadyRead(10);
            while (program.canReadLine()) {
                const qint64 length = program.readLine().trimmed().toLongLong();
                reports.push_back({clock.elapsed(), length});
                if (length > 0 && !killAt)
                    killAt = clock.elapsed() + QRandomGenerator::global()->bounded(20, 1200);
            }
        }
        const qint64 killed = clock.elapsed();
        program.kill();
        program.waitForFinished();
        if (!killAt)
            QTest::qFail("nothing was streamed", __FILE__, __LINE__);
        qint64 length = 0;
        for (const Report &report : reports) {
            if (report.at <= killed - mayBeLostMs - reportMs)
                length = report.length;
        }
        return length;
    }
};

int main(int argc, char **argv)
{
    app::hardenProcess();
    QApplication application(argc, argv);
    const QStringList arguments = QApplication::arguments();
    if (arguments.size() == 3 && arguments[1] == "--stream-for-ever"_L1)
        return streamForEver(arguments[2]);
    TestKill test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_kill.moc"
