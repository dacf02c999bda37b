// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/transcriptmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop::ui::models;

namespace
{

TranscriptBlock textBlock(const QString &text)
{
    TranscriptBlock block;
    block.text = text;
    return block;
}

TranscriptTurn turnOf(const QString &id, const QString &role, const QString &text)
{
    TranscriptTurn turn;
    turn.id = id;
    turn.role = role;
    turn.blocks.push_back(textBlock(text));
    return turn;
}

} // namespace

class TestTranscriptModel : public QObject
{
    Q_OBJECT

private:
    TranscriptModel *m_model = nullptr;
    QSignalSpy *m_resets = nullptr;
    QSignalSpy *m_changes = nullptr;

private Q_SLOTS:
    void init()
    {
        m_model = new TranscriptModel(this);
        new QAbstractItemModelTester(m_model, QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_model);
        m_resets = new QSignalSpy(m_model, &QAbstractItemModel::modelReset);
        m_changes = new QSignalSpy(m_model, &QAbstractItemModel::dataChanged);
        m_resets->setParent(m_model);
        m_changes->setParent(m_model);
    }

    void cleanup()
    {
        QCOMPARE(m_resets->count(), 0);
        delete m_model;
    }

    void insertsAndRemovesExactlyTheRowsNamed()
    {
        QSignalSpy inserted(m_model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(m_model, &QAbstractItemModel::rowsRemoved);
        m_model->appendTurn(turnOf(u"a"_s, u"user"_s, u"one"_s));
        m_model->appendTurn(turnOf(u"c"_s, u"user"_s, u"three"_s));
        m_model->insertTurn(1, turnOf(u"b"_s, u"assistant"_s, u"two"_s));
        QCOMPARE(inserted.count(), 3);
        QCOMPARE(inserted.at(2).at(1).toInt(), 1);
        QCOMPARE(inserted.at(2).at(2).toInt(), 1);
        QCOMPARE(m_model->rowOf(u"b"), 1);
        QCOMPARE(m_model->data(m_model->index(1), TranscriptModel::MessageRole).toString(), u"assistant"_s);
        m_model->removeTurn(0);
        QCOMPARE(removed.count(), 1);
        QCOMPARE(m_model->rowOf(u"a"), -1);
        QCOMPARE(m_model->rowOf(u"c"), 1);
        m_model->removeAllTurns();
        QCOMPARE(removed.count(), 2);
        QCOMPARE(m_model->rowCount(), 0);
    }

    void appendsManyTurnsWithOneAnnouncement()
    {
        QSignalSpy inserted(m_model, &QAbstractItemModel::rowsInserted);
        m_model->appendTurns({});
        QCOMPARE(inserted.count(), 0);
        m_model->appendTurns({turnOf(u"a"_s, u"user"_s, u"1"_s), turnOf(u"b"_s, u"assistant"_s, u"2"_s)});
        QCOMPARE(inserted.count(), 1);
        QCOMPARE(inserted.at(0).at(2).toInt(), 1);
    }

    void appendedTextIsAnnouncedByItsLength()
    {
        m_model->appendTurn(turnOf(u"a"_s, u"assistant"_s, u"Hel"_s));
        QSignalSpy appended(m_model, &TranscriptModel::textAppended);
        m_model->appendText(0, 0, u"lo");
        m_model->appendText(0, 0, u"");
        QCOMPARE(appended.count(), 1);
        QCOMPARE(appended.at(0), (QList<QVariant>{0, 0, QVariant::fromValue(qsizetype(2))}));
        QCOMPARE(m_changes->count(), 1);
        QVERIFY(m_changes->at(0).at(2).value<QList<int>>().contains(int(TranscriptModel::ReadableTextRole)));
        QCOMPARE(m_model->turn(0).blocks.front().text, u"Hello"_s);
    }

    void sayingTheSameAgainAnnouncesNothing()
    {
        const TranscriptTurn turn = turnOf(u"a"_s, u"assistant"_s, u"x"_s);
        m_model->appendTurn(turn);
        m_model->replaceTurn(0, turn);
        m_model->setState(0, TurnState::Complete);
        m_model->setFooter(0, {});
        m_model->setError(0, std::nullopt);
        m_model->replaceBlock(0, 0, turn.blocks.front());
        m_model->closeBlock(0, 0);
        QCOMPARE(m_changes->count(), 0);
    }

    void finishingIsToldOnceHoweverItEnds_data()
    {
        QTest::addColumn<TurnState>("end");
        QTest::newRow("complete") << TurnState::Complete;
        QTest::newRow("stopped") << TurnState::Stopped;
        QTest::newRow("incomplete") << TurnState::Incomplete;
        QTest::newRow("failed") << TurnState::Failed;
    }
    void finishingIsToldOnceHoweverItEnds()
    {
        QFETCH(TurnState, end);
        QSignalSpy finished(m_model, &TranscriptModel::turnFinished);
        TranscriptTurn turn = turnOf(u"a"_s, u"assistant"_s, u"x"_s);
        turn.state = TurnState::Waiting;
        m_model->appendTurn(turn);
        m_model->setState(0, TurnState::Streaming);
        QCOMPARE(finished.count(), 0);
        m_model->setState(0, end);
        m_model->setState(0, end);
        QCOMPARE(finished.count(), 1);
    }

    void replacingAGrowingTurnByItsFinalFormFinishesIt()
    {
        QSignalSpy finished(m_model, &TranscriptModel::turnFinished);
        QSignalSpy replaced(m_model, &TranscriptModel::turnReplaced);
        TranscriptTurn turn = turnOf(u"a"_s, u"assistant"_s, u"x"_s);
        turn.state = TurnState::Streaming;
        m_model->appendTurn(turn);
        turn.state = TurnState::Complete;
        turn.footer.stopReason = u"end_turn"_s;
        m_model->replaceTurn(0, turn);
        QCOMPARE(replaced.count(), 1);
        QCOMPARE(finished.count(), 1);
        QCOMPARE(m_model->turn(0).footer.stopReason, u"end_turn"_s);
    }

    void blocksGrowOneByOne()
    {
        QSignalSpy changed(m_model, &TranscriptModel::blockChanged);
        m_model->appendTurn(turnOf(u"a"_s, u"assistant"_s, u"x"_s));
        TranscriptBlock tool;
        tool.kind = TranscriptBlock::Kind::ToolUse;
        tool.name = u"top_song"_s;
        tool.open = true;
        m_model->appendBlock(0, tool);
        m_model->appendText(0, 1, u"{\"sign\":");
        m_model->appendText(0, 1, u" \"WZPZ\"}");
        m_model->closeBlock(0, 1);
        QCOMPARE(changed.count(), 2);
        QCOMPARE(changed.at(0), (QList<QVariant>{0, 1}));
        QVERIFY(!m_model->turn(0).blocks.at(1).open);
        QCOMPARE(m_model->data(m_model->index(0)).toString(), u"x\ntop_song {\"sign\": \"WZPZ\"}"_s);
    }

    void readableTextEndsWithTheError()
    {
        TranscriptTurn turn = turnOf(u"a"_s, u"assistant"_s, u"partial"_s);
        turn.error = outcrop::base::makeError(outcrop::base::ErrorKind::Throttled, u"Too many requests."_s,
                                              u"Wait and retry."_s);
        turn.error->serviceMessage = u"Rate exceeded"_s;
        QCOMPARE(readableText(turn), u"partial\nToo many requests.\nRate exceeded\nWait and retry."_s);
    }
};

QTEST_GUILESS_MAIN(TestTranscriptModel)
#include "tst_transcriptmodel.moc"
