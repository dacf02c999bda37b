// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "ui/models/turnblocksmodel.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace outcrop;
using namespace outcrop::ui::models;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;

class TestTurnBlocksModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsEachEditAsWhatItIs();
    void oneBlockThatMovesIsOneMove_data();
    void oneBlockThatMovesIsOneMove();
    void followsAnyRowOfEdits();
    void keepsItsRowsWhenTheTurnLeavesTheBranch();
    void knowsTheKindsOfBlocks_data();
    void knowsTheKindsOfBlocks();
    void listsToolsAndTheCallsBefore();
};

namespace
{

conversation::Block blockOf(const QByteArray &text)
{
    return conversation::makeBlock(*json::parse(text));
}

conversation::Conversation talk(int blocks = 4)
{
    conversation::Conversation conversation = conversation::newConversation();
    conversation::Turn call = conversation::makeTurn(
        u"assistant"_s, {blockOf(R"({"toolUse":{"toolUseId":"t1","name":"top_song","input":{}}})")});
    conversation::Turn edited = conversation::makeTurn(u"user"_s, {});
    edited.id = u"edited"_s;
    for (int i = 0; i < blocks; ++i)
        edited.content.push_back(conversation::textBlock(QString::number(i)));
    conversation.turns = {conversation::userTurn(u"Hi"_s), call, edited};
    conversation.toolConfig =
        *json::parse(R"({"tools":[{"toolSpec":{"name":"top_song","inputSchema":{"json":{"type":"object"}}}},)"
                     R"({"cachePoint":{"type":"default"}}]})");
    return conversation;
}

QStringList texts(const TurnBlocksModel &model)
{
    QStringList texts;
    for (int row = 0; row < model.rowCount(); ++row)
        texts << model.index(row).data().toString();
    return texts;
}

} // namespace

void TestTurnBlocksModel::tellsEachEditAsWhatItIs()
{
    ConversationDocument document(talk(2));
    TurnBlocksModel model(&document, u"edited"_s);
    QAbstractItemModelTester tester(&model);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy removed(&model, &QAbstractItemModel::rowsRemoved);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QSignalSpy role(&model, &TurnBlocksModel::roleChanged);

    const QString id = document.insertBlock({u"edited"_s}, 1, conversation::cachePointBlock().value);
    QCOMPARE(inserted.size(), 1);
    QCOMPARE(inserted.last().at(1).toInt(), 1);
    QCOMPARE(model.index(1).data(BlockKindRole).toInt(), int(BlockKind::CachePoint));
    document.setBlockMuted(id, true);
    QCOMPARE(changed.size(), 1);
    QVERIFY(model.index(1).data(BlockMutedRole).toBool());
    document.removeBlock(id);
    QCOMPARE(removed.size(), 1);
    document.undoStack().undo();
    QCOMPARE(inserted.size(), 2);
    conversation::Turn other = document.conversation().turns[2];
    other.role = u"system"_s;
    document.replaceTurn(u"edited"_s, other);
    QCOMPARE(role.size(), 1);
    QCOMPARE(model.role(), u"system"_s);
    document.setBlockMuted(document.conversation().turns[0].content[0].id, true); // of another turn
    QCOMPARE(changed.size(), 1);
    QCOMPARE(reset.size(), 0);
}

void TestTurnBlocksModel::oneBlockThatMovesIsOneMove_data()
{
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("to");
    for (int from = 0; from < 4; ++from) {
        for (int to = 0; to < 4; ++to) {
            if (from != to)
                QTest::addRow("%d to %d", from, to) << from << to;
        }
    }
}

void TestTurnBlocksModel::oneBlockThatMovesIsOneMove()
{
    QFETCH(int, from);
    QFETCH(int, to);
    ConversationDocument document(talk(4));
    TurnBlocksModel model(&document, u"edited"_s);
    QAbstractItemModelTester tester(&model);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    QStringList expected = texts(model);
    expected.move(from, to);
    document.moveBlock(model.block(from).id, to);
    QCOMPARE(texts(model), expected);
    QCOMPARE(moved.size(), 1);
}

void TestTurnBlocksModel::followsAnyRowOfEdits()
{
    ConversationDocument document(talk(3));
    TurnBlocksModel model(&document, u"edited"_s);
    QAbstractItemModelTester tester(&model);
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
    QRandomGenerator random(7);
    for (int step = 0; step < 300; ++step) {
        const int count = model.rowCount();
        const int row = count > 0 ? int(random.bounded(count)) : 0;
        switch (random.bounded(6)) {
        case 0:
            document.insertBlock({u"edited"_s}, row, conversation::textBlock(QString::number(step)).value);
            break;
        case 1:
            if (count > 0)
                document.removeBlock(model.block(row).id);
            break;
        case 2:
            if (count > 0)
                document.moveBlock(model.block(row).id, int(random.bounded(count)));
            break;
        case 3:
            if (count > 0)
                document.changeBlock(model.block(row).id, conversation::textBlock(u"x%1"_s.arg(step)).value);
            break;
        case 4:
            document.undoStack().undo();
            break;
        default: {
            conversation::Turn turn = document.conversation().turns[2];
            std::shuffle(turn.content.begin(), turn.content.end(), random);
            document.replaceTurn(u"edited"_s, turn);
        }
        }
        const auto &now = document.conversation().turns[2].content;
        QCOMPARE(model.rowCount(), int(now.size()));
        for (int i = 0; i < model.rowCount(); ++i)
            QVERIFY(model.block(i) == now[size_t(i)]);
    }
    QCOMPARE(reset.size(), 0);
}

void TestTurnBlocksModel::keepsItsRowsWhenTheTurnLeavesTheBranch()
{
    ConversationDocument document(talk(2));
    TurnBlocksModel model(&document, u"edited"_s);
    QAbstractItemModelTester tester(&model);
    document.removeTurn(u"edited"_s);
    QCOMPARE(texts(model), QStringList({u"0"_s, u"1"_s}));
    document.undoStack().undo();
    QCOMPARE(texts(model), QStringList({u"0"_s, u"1"_s}));
}

void TestTurnBlocksModel::knowsTheKindsOfBlocks_data()
{
    QTest::addColumn<QByteArray>("block");
    QTest::addColumn<BlockKind>("kind");
    const auto row = [](const char *block, BlockKind kind) {
        QTest::newRow(block) << QByteArray(block) << kind;
    };
    row(R"({"text":""})", BlockKind::Text);
    row(R"({"text":"a","new":1})", BlockKind::Other); // a form would not show the second member
    row(R"({"image":{"format":"png"}})", BlockKind::Media);
    row(R"({"document":{}})", BlockKind::Media);
    row(R"({"video":{}})", BlockKind::Media);
    row(R"({"audio":{}})", BlockKind::Media);
    row(R"({"toolUse":{}})", BlockKind::ToolUse);
    row(R"({"toolResult":{}})", BlockKind::ToolResult);
    row(R"({"guardContent":{"text":{"text":""}}})", BlockKind::Guard);
    row(R"({"guardContent":{"image":{}}})", BlockKind::GuardedImage);
    row(R"({"cachePoint":{"type":"default","ttl":"1h"}})", BlockKind::CachePoint);
    row(R"({"reasoningContent":{"redactedContent":"AA=="}})", BlockKind::Reasoning);
    row(R"({"searchResult":{}})", BlockKind::SearchResult);
    row(R"({"citationsContent":{}})", BlockKind::Citations);
    row(R"({"hologram":{}})", BlockKind::Other);
    row(R"([])", BlockKind::Other);
    row(R"({"toolUse":1})", BlockKind::Other);
}

void TestTurnBlocksModel::knowsTheKindsOfBlocks()
{
    QFETCH(QByteArray, block);
    QFETCH(BlockKind, kind);
    QCOMPARE(kindOfBlock(*json::parse(block)), kind);
}

void TestTurnBlocksModel::listsToolsAndTheCallsBefore()
{
    ConversationDocument document(talk());
    TurnBlocksModel model(&document, u"edited"_s);
    QCOMPARE(model.toolNames(), QStringList(u"top_song"_s));
    QVERIFY(model.schemaOf(u"top_song"_s));
    QVERIFY(!model.schemaOf(u"nothing"_s));
    QVERIFY(!model.schemaOf(QString()));
    const auto calls = model.calls();
    QCOMPARE(calls.size(), size_t(1));
    QCOMPARE(calls[0].id, u"t1"_s);
    QCOMPARE(calls[0].name, u"top_song"_s);
}

QTEST_GUILESS_MAIN(TestTurnBlocksModel)
#include "tst_turnblocksmodel.moc"
