// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "ui/models/inferencemodel.h"
#include "ui/models/systemblocksmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <QUndoStack>

using namespace outcrop;
using namespace outcrop::ui::models;
using conversation::ConversationDocument;

class TestRequestModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsEveryEditOfTheSystemPromptRowByRow();
    void showsUnknownBlocksAsJson();
    void forgetsTheCacheFromTheFirstEditOn();
    void aCachePointSaysHowLongItIsWarmUntilSomethingAboveIsEdited();
    void oneRowSaysWhatTheNextCallKeeps();
    void unsetIsUnset();
    void keepsTheSpellingOfNumbers();
    void refusesWhatTheServiceWould_data();
    void refusesWhatTheServiceWould();
    void listsStopSequences();
};

namespace
{

conversation::Conversation withSystem(std::vector<conversation::Block> system)
{
    conversation::Conversation conversation = conversation::newConversation();
    conversation.system = std::move(system);
    return conversation;
}

QStringList texts(const SystemBlocksModel &model)
{
    QStringList list;
    for (int row = 0; row < model.rowCount(); ++row)
        list.append(model.index(row).data().toString());
    return list;
}

} // namespace

void TestRequestModels::followsEveryEditOfTheSystemPromptRowByRow()
{
    ConversationDocument document(
        withSystem({conversation::textBlock(QStringLiteral("a")), conversation::cachePointBlock()}));
    SystemBlocksModel model(&document);
    QAbstractItemModelTester tester(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
    QCOMPARE(model.rowCount(), 2);
    document.insertBlock({}, 1, conversation::textBlock(QStringLiteral("b")).value);
    QCOMPARE(texts(model), QStringList({QStringLiteral("a"), QStringLiteral("b"), QString()}));
    const QString b = model.index(1).data(BlockIdRole).toString();
    document.moveBlock(b, 2);
    QCOMPARE(texts(model).at(2), QStringLiteral("b"));
    document.moveBlock(b, 0);
    QCOMPARE(texts(model).at(0), QStringLiteral("b"));
    QCOMPARE(moves.size(), 2);
    document.changeBlock(b, conversation::textBlock(QStringLiteral("bb")).value);
    QCOMPARE(texts(model).at(0), QStringLiteral("bb"));
    document.removeBlock(b);
    QCOMPARE(model.rowCount(), 2);
    for (int i = 0; i < 5; ++i)
        document.undoStack().undo();
    QCOMPARE(texts(model), QStringList({QStringLiteral("a"), QString()}));
    for (int i = 0; i < 5; ++i)
        document.undoStack().redo();
    QCOMPARE(texts(model), QStringList({QStringLiteral("a"), QString()}));
    QCOMPARE(resets.size(), 0);
}

void TestRequestModels::showsUnknownBlocksAsJson()
{
    const json::Json odd = *json::parse(QByteArray("{\"futureContent\":{\"text\":{\"text\":\"x\"}}}"));
    const json::Json guarded = *json::parse(QByteArray("{\"guardContent\":{\"text\":{\"text\":\"x\"}}}"));
    ConversationDocument document(withSystem({conversation::makeBlock(odd),
                                              conversation::cachePointBlock(conversation::CacheTtl::OneHour),
                                              conversation::makeBlock(guarded)}));
    SystemBlocksModel model(&document);
    QCOMPARE(model.index(0).data(BlockKindRole).toInt(), int(BlockKind::Other));
    QCOMPARE(model.index(0).data().toString(),
             QStringLiteral("{\"futureContent\":{\"text\":{\"text\":\"x\"}}}"));
    QCOMPARE(model.index(2).data(BlockKindRole).toInt(), int(BlockKind::Guard));
    QCOMPARE(model.index(1).data(BlockTtlRole).toInt(), int(conversation::CacheTtl::OneHour));
}

void TestRequestModels::forgetsTheCacheFromTheFirstEditOn()
{
    ConversationDocument document(withSystem({conversation::textBlock(QStringLiteral("a")),
                                              conversation::textBlock(QStringLiteral("b")),
                                              conversation::textBlock(QStringLiteral("c"))}));
    SystemBlocksModel model(&document);
    std::vector<SentItem> sent;
    for (const auto &block : document.conversation().system)
        sent.push_back({block.value, sent.size() < 2 ? Strata::Read : Strata::Write, std::nullopt});
    model.setSent(sent);
    const auto strata = [&](int row) { return Strata(model.index(row).data(BlockStrataRole).toInt()); };
    QCOMPARE(strata(0), Strata::Read);
    QCOMPARE(strata(2), Strata::Write);
    document.changeBlock(model.block(1).id, conversation::textBlock(QStringLiteral("B")).value);
    QCOMPARE(strata(0), Strata::Read);
    QCOMPARE(strata(1), Strata::None);
    QCOMPARE(strata(2), Strata::None);
    document.undoStack().undo();
    QCOMPARE(strata(1), Strata::Read);
    QCOMPARE(strata(2), Strata::Write);
}

void TestRequestModels::aCachePointSaysHowLongItIsWarmUntilSomethingAboveIsEdited()
{
    ConversationDocument document(
        withSystem({conversation::textBlock(QStringLiteral("a")), conversation::cachePointBlock()}));
    SystemBlocksModel model(&document);
    const QDateTime until = QDateTime::currentDateTimeUtc().addSecs(300);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setSent(
        {{model.block(0).value, Strata::Write, std::nullopt}, {model.block(1).value, Strata::Write, until}});
    QVERIFY(changed.last().at(2).value<QList<int>>().contains(BlockWarmUntilRole));
    QVERIFY(!model.index(0).data(BlockWarmUntilRole).isValid());
    QCOMPARE(model.index(1).data(BlockWarmUntilRole).toDateTime(), until);
    document.changeBlock(model.block(0).id, conversation::textBlock(QStringLiteral("A")).value);
    QVERIFY(!model.index(1).data(BlockWarmUntilRole).isValid());
    document.undoStack().undo();
    QCOMPARE(model.index(1).data(BlockWarmUntilRole).toDateTime(), until);
}

void TestRequestModels::oneRowSaysWhatTheNextCallKeeps()
{
    ConversationDocument document(withSystem(
        {conversation::textBlock(QStringLiteral("{{a}}")), conversation::cachePointBlock(),
         conversation::textBlock(QStringLiteral("b")), conversation::textBlock(QStringLiteral("c"))}));
    document.setVariable(QStringLiteral("a"), QStringLiteral("one"));
    SystemBlocksModel model(&document);
    // Values stand for the names in what was sent.
    model.setSent({{conversation::textBlock(QStringLiteral("one")).value, Strata::Read, std::nullopt}});
    QCOMPARE(Strata(model.index(0).data(BlockStrataRole).toInt()), Strata::Read);

    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    const auto keptRows = [&] {
        QList<int> rows;
        for (int row = 0; row < model.rowCount(); ++row) {
            if (model.index(row).data(BlockKeptRole).isValid())
                rows << row;
        }
        return rows;
    };
    QCOMPARE(keptRows(), QList<int>());
    model.setKept(KeptPrefix{2, 40, 100});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(keptRows(), QList<int>{2});
    QCOMPARE(model.index(2).data(BlockKeptRole).toLongLong(), 40);
    QCOMPARE(model.index(2).data(BlockCachedRole).toLongLong(), 100);
    model.setKept(KeptPrefix{1, 40, 100}); // a cache point has no room: the text above it says it
    QCOMPARE(keptRows(), QList<int>{0});
    model.setKept(KeptPrefix{4, 40, 100}); // something is missing at the end
    QCOMPARE(keptRows(), QList<int>{3});
    document.setBlockMuted(model.block(2).id, true);
    model.setKept(KeptPrefix{2, 40, 100}); // muted ones are not sent
    QCOMPARE(keptRows(), QList<int>{3});
    model.setKept(std::nullopt);
    QCOMPARE(keptRows(), QList<int>());
}

void TestRequestModels::unsetIsUnset()
{
    ConversationDocument document(conversation::newConversation());
    InferenceModel model(&document);
    QAbstractItemModelTester tester(&model);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QVERIFY(!model.isSet(InferenceModel::Temperature));
    QCOMPARE(model.text(InferenceModel::Temperature), QString());
    QVERIFY(model.setNumber(InferenceModel::Temperature, QStringLiteral("0")));
    QVERIFY(model.isSet(InferenceModel::Temperature));
    QVERIFY(document.requestBody().contains("\"temperature\":0"));
    QVERIFY(model.setNumber(InferenceModel::Temperature, QString()));
    QVERIFY(!model.isSet(InferenceModel::Temperature));
    QVERIFY(!document.requestBody().contains("temperature"));
    QCOMPARE(changes.size(), 2);
    document.undoStack().undo();
    QVERIFY(model.isSet(InferenceModel::Temperature));
}

void TestRequestModels::keepsTheSpellingOfNumbers()
{
    ConversationDocument document(conversation::newConversation());
    InferenceModel model(&document);
    QVERIFY(model.setNumber(InferenceModel::TopP, QStringLiteral("0.50")));
    QVERIFY(document.requestBody().contains("\"topP\":0.50"));
    QCOMPARE(model.text(InferenceModel::TopP), QStringLiteral("0.50"));
    QVERIFY(model.setNumber(InferenceModel::TopP, QStringLiteral(".5")));
    QVERIFY(document.requestBody().contains("\"topP\":0.5"));
}

void TestRequestModels::refusesWhatTheServiceWould_data()
{
    QTest::addColumn<int>("row");
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("problem");
    const auto add = [](const char *name, InferenceModel::Row row, const char *text,
                        InferenceModel::Problem problem) {
        QTest::newRow(name) << int(row) << QString::fromLatin1(text) << int(problem);
    };
    using Problem = InferenceModel::Problem;
    add("one token", InferenceModel::MaxTokens, "1", Problem::None);
    add("no token", InferenceModel::MaxTokens, "0", Problem::OutOfRange);
    add("most tokens", InferenceModel::MaxTokens, "2147483647", Problem::None);
    add("more than an integer", InferenceModel::MaxTokens, "2147483648", Problem::OutOfRange);
    add("half a token", InferenceModel::MaxTokens, "1.5", Problem::NotWhole);
    add("tokens with an exponent", InferenceModel::MaxTokens, "1e3", Problem::NotWhole);
    add("tokens in words", InferenceModel::MaxTokens, "many", Problem::NotANumber);
    add("coldest", InferenceModel::Temperature, "0", Problem::None);
    add("hottest", InferenceModel::Temperature, "1", Problem::None);
    add("too hot", InferenceModel::Temperature, "1.01", Problem::OutOfRange);
    add("below nothing", InferenceModel::TopP, "-0.1", Problem::OutOfRange);
    add("comma", InferenceModel::TopP, "0,5", Problem::NotANumber);
}

void TestRequestModels::refusesWhatTheServiceWould()
{
    QFETCH(int, row);
    QFETCH(QString, text);
    QFETCH(int, problem);
    ConversationDocument document(conversation::newConversation());
    InferenceModel model(&document);
    QCOMPARE(int(InferenceModel::check(InferenceModel::Row(row), text)), problem);
    const bool accepted = problem == int(InferenceModel::Problem::None);
    QCOMPARE(model.setNumber(InferenceModel::Row(row), text), accepted);
    QCOMPARE(model.isSet(InferenceModel::Row(row)), accepted);
}

void TestRequestModels::listsStopSequences()
{
    ConversationDocument document(conversation::newConversation());
    InferenceModel model(&document);
    model.setStopSequences({QStringLiteral("\n\nUSER:"), QStringLiteral("END")});
    QCOMPARE(model.stopSequences(), QStringList({QStringLiteral("\n\nUSER:"), QStringLiteral("END")}));
    QVERIFY(document.requestBody().contains("\"stopSequences\":[\"\\n\\nUSER:\",\"END\"]"));
    model.setStopSequences({});
    QVERIFY(!document.requestBody().contains("stopSequences"));
}

QTEST_MAIN(TestRequestModels)
#include "tst_requestmodels.moc"
