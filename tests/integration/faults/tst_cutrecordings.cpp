// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/framedecoder.h"
#include "core/stream/recording.h"
#include "tests/support/clientrig.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <cstdio>

using namespace outcrop;
using namespace outcrop::client;
using namespace outcrop::testsupport;
using stream::Outcome;

namespace
{

/// Enough for every shape of answer; the large ones say nothing new here.
constexpr qint64 largestRecording = 64 * 1024;

/// A whole answer and its borders.
struct Recording {
    QString name;
    QByteArray body;
    qsizetype stopEnd = 0;          ///< where the messageStop frame ends
    std::vector<qsizetype> borders; ///< ends of all frames from messageStop on
    qsizetype metadataEnd = 0;
};

Recording readRecording(const QString &path)
{
    Recording recording;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return recording;
    recording.name = QFileInfo(path).fileName();
    recording.body = file.readAll();
    eventstream::FrameDecoder decoder;
    decoder.feed(recording.body);
    while (const auto frame = decoder.takeFrame()) {
        const auto end = static_cast<qsizetype>(frame->offset + frame->length);
        const QByteArray type = frame->string(":event-type");
        if (type == "messageStop")
            recording.stopEnd = end;
        if (type == "metadata")
            recording.metadataEnd = end;
        if (recording.stopEnd > 0)
            recording.borders.push_back(end);
    }
    return recording;
}

/// The recordings of whole answers.
std::vector<Recording> wholeRecordings()
{
    std::vector<Recording> recordings;
    const QDir folder(qEnvironmentVariable("OUTCROP_VECTORS") + QStringLiteral("/converse-stream"));
    for (const QFileInfo &file : folder.entryInfoList({QStringLiteral("*.bin")}, QDir::Files, QDir::Name)) {
        if (file.size() > largestRecording)
            continue;
        const Recording recording = readRecording(file.filePath());
        if (recording.stopEnd > 0 && stream::foldRecording(recording.body).outcome == Outcome::Complete)
            recordings.push_back(recording);
    }
    return recordings;
}

/// The first @p at bytes of @p body, ended in one of four ways.
FaultScript cut(const QByteArray &body, qsizetype at, int way)
{
    const QByteArray part = body.left(at);
    const QByteArray unfinishedChunk =
        script::eventStreamHead() + QByteArray::number(body.size() + 1, 16) + "\r\n" + part;
    switch (way % 4) {
    case 0:
        return script::raw(unfinishedChunk);
    case 1:
        return script::raw(script::eventStreamHead() + script::chunked(part));
    case 2:
        return script::raw(
            "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.amazon.eventstream\r\nContent-Length: " +
            QByteArray::number(body.size() + 1) + "\r\n\r\n" + part);
    default:
        return script::rawThenReset(unfinishedChunk);
    }
}

} // namespace

class TestCutRecordings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase() { m_rig.reset(); }
    void cutAnywhereIsCompleteOnlyAfterMessageStop();
    void withoutMetadataTheAnswerIsWholeAndItsUsageUnknown();

private:
    ConverseResult answerOf(const FaultScript &script)
    {
        FaultServer server(script);
        const ConverseResult result = m_rig->run(m_rig->call(server.url("")))->result();
        [&] { QCOMPARE(server.requests(), 1); }();
        return result;
    }

    std::vector<Recording> m_recordings;
    std::unique_ptr<ClientRig> m_rig;
};

void TestCutRecordings::initTestCase()
{
    m_rig = std::make_unique<ClientRig>();
    m_recordings = wholeRecordings();
    if (m_recordings.empty()) {
        std::printf("SKIPPED: the recordings are not there (OUTCROP_VECTORS/converse-stream)\n");
        QSKIP("no recordings");
    }
    QVERIFY(m_recordings.size() >= 15);
}

void TestCutRecordings::cutAnywhereIsCompleteOnlyAfterMessageStop()
{
    constexpr size_t cuts = 50;
    for (size_t i = 0; i < cuts; ++i) {
        const Recording &recording = m_recordings.at(i % m_recordings.size());
        const qsizetype at = recording.body.size() * static_cast<qsizetype>(i) / static_cast<qsizetype>(cuts);
        const ConverseResult result = answerOf(cut(recording.body, at, static_cast<int>(i)));
        const bool onBorder =
            std::find(recording.borders.begin(), recording.borders.end(), at) != recording.borders.end();
        const bool isComplete = result.folded.outcome == Outcome::Complete;
        QVERIFY2(isComplete == onBorder, qPrintable(QStringLiteral("%1 cut at %2 of %3: %4")
                                                        .arg(recording.name)
                                                        .arg(at)
                                                        .arg(recording.body.size())
                                                        .arg(stream::outcomeName(result.folded.outcome))));
        QCOMPARE(result.error.has_value(), !isComplete);
    }
}

void TestCutRecordings::withoutMetadataTheAnswerIsWholeAndItsUsageUnknown()
{
    for (size_t i = 0; i < m_recordings.size(); ++i) {
        const Recording &recording = m_recordings.at(i);
        const ConverseResult result = answerOf(cut(recording.body, recording.stopEnd, static_cast<int>(i)));
        QVERIFY2(result.folded.outcome == Outcome::Complete && !result.error, qPrintable(recording.name));
        if (recording.metadataEnd > recording.stopEnd)
            QVERIFY2(result.folded.usage.isNull(), qPrintable(recording.name));
        const ConverseResult byteLess =
            answerOf(cut(recording.body, recording.stopEnd - 1, static_cast<int>(i)));
        QVERIFY2(byteLess.folded.outcome != Outcome::Complete, qPrintable(recording.name));
    }
}

QTEST_GUILESS_MAIN(TestCutRecordings)
#include "tst_cutrecordings.moc"
