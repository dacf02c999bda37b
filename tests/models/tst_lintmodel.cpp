// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "tests/support/guigaptimer.h"
#include "ui/models/lintmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::ui::models;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;

class TestLintModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheDocumentRowByRow()
    {
        ConversationDocument document(conversation::newConversation());
        document.appendTurn(conversation::makeTurn(
            u"user"_s, {conversation::textBlock(u"a"_s), conversation::textBlock(u" "_s)}));
        LintModel model(&document);
        QAbstractItemModelTester tester(&model);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
        QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.problems(), 1);
        QCOMPARE(model.index(0).data(LintModel::RuleRole).toString(), u"blank-text"_s);
        QCOMPARE(model.index(0).data(LintModel::PathRole).toString(), u"messages.0.content.1"_s);
        QVERIFY(!model.index(0).data(LintModel::FixRole).toString().isEmpty());

        document.setInference(u"temperature"_s, json::Json(1));
        document.setInference(u"topP"_s, json::Json(1));
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.warnings(), 1);
        QCOMPARE(inserted.size(), 2);
        QCOMPARE(removed.size(), 0);

        QVERIFY(model.fix(0));
        QTRY_COMPARE(model.rowCount(), 1);
        QCOMPARE(model.problems(), 0);
        QCOMPARE(model.index(0).data(LintModel::RuleRole).toString(), u"temperature-and-top-p"_s);
        document.undoStack().undo();
        QTRY_COMPARE(model.rowCount(), 2);
        QCOMPARE(model.index(0).data(LintModel::RuleRole).toString(), u"blank-text"_s);
        QCOMPARE(reset.size(), 0);
    }

    void asksForFactsWhenTheModelIsAnother()
    {
        ConversationDocument document(conversation::newConversation());
        document.setInference(u"temperature"_s, json::Json(1));
        document.setInference(u"topP"_s, json::Json(1));
        const auto facts = [](const QString &, const QString &modelId) {
            converse::LintFacts known;
            known.model = modelId;
            known.capabilities =
                json::Json::object({{"temperatureWithTopP"_L1, json::Json(modelId == u"both"_s)}});
            return known;
        };
        LintModel model(&document, facts);
        QTRY_COMPARE(model.rowCount(), 1);
        document.setModelId(u"both"_s);
        QTRY_COMPARE(model.rowCount(), 0);
    }

    void looksAFewTimesASecondHoweverOftenThingsChange()
    {
        ConversationDocument document(conversation::newConversation());
        LintModel model(&document);
        QTRY_VERIFY(model.isCurrent());
        QSignalSpy checked(&model, &LintModel::checked);
        for (int i = 0; i < 200; ++i)
            document.setDraft(QString(i + 1, u'a'));
        QTRY_VERIFY(model.isCurrent() && !checked.isEmpty());
        QVERIFY(checked.size() <= 2);
        QVERIFY(model.tokens() > 0);
    }

    // Of the GUI thread's own time: the lint is elsewhere, and nobody waits for it.
    void aLongConversationDoesNotHoldTheWindowUp()
    {
        conversation::Conversation conversation = conversation::newConversation();
        for (int i = 0; i < 500; ++i)
            conversation.turns.push_back(conversation::makeTurn(
                i % 2 ? u"assistant"_s : u"user"_s, {conversation::textBlock(QString(2000, u'w'))}));
        conversation.linkTurns();
        ConversationDocument document(conversation);
        LintModel model(&document);
        QTRY_VERIFY(model.isCurrent());
        testsupport::GuiGapTimer gaps;
        gaps.start();
        for (int round = 0; round < 5; ++round) {
            document.setDraft(QString(round + 1, u'a'));
            QTRY_VERIFY(model.isCurrent());
        }
        gaps.stop();
        qInfo().noquote() << gaps.summary();
        QVERIFY2(gaps.busiest() < 8, qPrintable(gaps.summary()));
        QVERIFY(model.tokens() > 100'000);
    }
};

QTEST_GUILESS_MAIN(TestLintModel)
#include "tst_lintmodel.moc"
