// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/shelf.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

class TestShelf : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void everyKindComesBackAsItWasSaved();
    void barePiecesOfRequestsAreItemsToo();
    void aTakenNameIsAskedFor();
    void whatAFileHasBesidesIsKept();
    void brokenFilesAreListedWithTheirPlace_data();
    void brokenFilesAreListedWithTheirPlace();
    void insertingIsOneStepOfUndo();
    void aToolOfTheSameNameIsReplacedOrKeptBeside();
    void namesThatAreNoFileNamesAreFine();

private:
    QString library() const { return m_folder->filePath(u"library"_s); }
    QString put(const QString &name, const QByteArray &bytes) const
    {
        const QString path = library() + u'/' + name;
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (file.open(QIODevice::WriteOnly))
            file.write(bytes);
        return path;
    }
    static Json parse(const char *text) { return json::parse(text).value(); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestShelf::everyKindComesBackAsItWasSaved()
{
    Conversation made = newConversation();
    made.system = {textBlock(u"Be brief."_s), cachePointBlock()};
    made.system[0].muted = true;
    made.toolConfig =
        parse(R"({"tools":[{"cachePoint":{"type":"default"}},{"toolSpec":{"name":"top","unknown":1.0}}]})");
    made.inference = parse(R"({"maxTokens":7,"temperature":0.20})");
    made.otherMembers = parse(R"({"serviceTier":{"type":"flex"}})");
    for (const ShelfKind kind : {ShelfKind::Prompts, ShelfKind::Tools, ShelfKind::Presets}) {
        const Json content = shelfContent(made, kind, 1);
        const auto path = saveToShelf(library(), kind, u"mine"_s, content, NameClash::Refuse);
        QVERIFY(path.ok());
        const std::vector<ShelfItem> items = listShelf(library(), kind);
        QCOMPARE(items.size(), 1U);
        QCOMPARE(items[0].name, u"mine"_s);
        QCOMPARE(items[0].path, *path);
        QVERIFY(items[0].content == content);
        QFile file(*path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().endsWith("}\n"));
    }
}

void TestShelf::barePiecesOfRequestsAreItemsToo()
{
    QCOMPARE(readShelfItem(put(u"a.json"_s, R"({"toolSpec":{"name":"n"}})"))->kind, ShelfKind::Tools);
    QCOMPARE(readShelfItem(put(u"b.json"_s, R"([{"text":"t"}])"))->kind, ShelfKind::Prompts);
    QCOMPARE(readShelfItem(put(u"c.json"_s, R"({"inferenceConfig":{"topP":1}})"))->kind, ShelfKind::Presets);
    QVERIFY(!readShelfItem(put(u"d.json"_s, R"({"messages":[]})")).ok());
}

void TestShelf::aTakenNameIsAskedFor()
{
    const Json one = parse(R"([{"text":"one"}])");
    const Json two = parse(R"([{"text":"two"}])");
    QVERIFY(saveToShelf(library(), ShelfKind::Prompts, u"p"_s, one, NameClash::Refuse).ok());
    const auto refused = saveToShelf(library(), ShelfKind::Prompts, u"p"_s, two, NameClash::Refuse);
    QVERIFY(!refused.ok());
    QCOMPARE(refused.error().code, QString(nameTakenCode));
    QVERIFY(saveToShelf(library(), ShelfKind::Prompts, u"p"_s, two, NameClash::KeepBoth).ok());
    std::vector<ShelfItem> items = listShelf(library(), ShelfKind::Prompts);
    QCOMPARE(items.size(), 2U);
    QCOMPARE(items[0].name, u"p 2"_s);
    QVERIFY(items[1].content == one);
    QVERIFY(saveToShelf(library(), ShelfKind::Prompts, u"p"_s, two, NameClash::Replace).ok());
    items = listShelf(library(), ShelfKind::Prompts);
    QVERIFY(items[1].content == two);
    QVERIFY(!saveToShelf(library(), ShelfKind::Prompts, u"  "_s, two, NameClash::Refuse).ok());
}

void TestShelf::whatAFileHasBesidesIsKept()
{
    const QString path =
        put(u"tools/t.json"_s,
            R"({"format":"outcrop-tool","author":"me","version":1,"tool":{"toolSpec":{"name":"a"}}})");
    const Json tool = parse(R"({"toolSpec":{"name":"b"}})");
    QVERIFY(saveToShelf(library(), ShelfKind::Tools, u"t"_s, tool, NameClash::Replace).ok());
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const Json root = json::parse(file.readAll()).value();
    QCOMPARE(root.keyAt(1), u"author"_s);
    QVERIFY(root.value("tool"_L1) == tool);

    const QString foreign = put(u"tools/foreign.json"_s, "not ours");
    QVERIFY(saveToShelf(library(), ShelfKind::Tools, u"foreign"_s, tool, NameClash::Replace).ok());
    QFile kept(foreign + u".bak"_s);
    QVERIFY(kept.open(QIODevice::ReadOnly));
    QCOMPARE(kept.readAll(), QByteArray("not ours"));
}

void TestShelf::brokenFilesAreListedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("place");
    QTest::newRow("no JSON") << QByteArray("{\n  \"format\": }") << u"line 2"_s;
    QTest::newRow("another format") << QByteArray(R"({"format":"other"})") << u"/format"_s;
    QTest::newRow("a prompt") << QByteArray(R"({"format":"outcrop-prompt","system":[]})") << u"/format"_s;
    QTest::newRow("no tool") << QByteArray(R"({"format":"outcrop-tool","tool":7})") << u"/tool"_s;
}

void TestShelf::brokenFilesAreListedWithTheirPlace()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, place);
    const QString path = put(u"tools/broken.json"_s, bytes);
    const std::vector<ShelfItem> items = listShelf(library(), ShelfKind::Tools);
    QCOMPARE(items.size(), 1U);
    QVERIFY(items[0].problem);
    const QString said = items[0].problem->message + items[0].problem->detail;
    QVERIFY2(said.contains(path) && said.contains(place), qPrintable(said));
}

void TestShelf::insertingIsOneStepOfUndo()
{
    ConversationDocument document(newConversation());
    const QByteArray before = document.requestBody();
    const ShelfItem items[] = {
        {ShelfKind::Prompts, u"p"_s, {}, parse(R"([{"text":"a"},{"cachePoint":{"type":"default"}}])")},
        {ShelfKind::Tools, u"t"_s, {}, parse(R"({"toolSpec":{"name":"top"}})")},
        {ShelfKind::Presets,
         u"s"_s,
         {},
         parse(R"({"inferenceConfig":{"maxTokens":5,"topP":0.50},"otherMembers":{"x":{"y":1}}})")}};
    for (const ShelfItem &item : items) {
        insertFromShelf(document, item);
        QCOMPARE(document.undoStack().count(), 1);
        QVERIFY(document.undoStack().undoText().contains(item.name));
        const Json content = shelfContent(document.conversation(), item.kind);
        QVERIFY(content == item.content);
        document.undoStack().undo();
        QCOMPARE(document.requestBody(), before);
        document.undoStack().clear();
    }
    document.setInference(u"temperature"_s, Json(0.5));
    insertFromShelf(document, items[2]);
    QVERIFY(document.conversation().inference.contains("temperature"_L1)); // not named by the preset
}

void TestShelf::aToolOfTheSameNameIsReplacedOrKeptBeside()
{
    ConversationDocument document(newConversation());
    const ShelfItem old{ShelfKind::Tools, u"t"_s, {}, parse(R"({"toolSpec":{"name":"top"}})")};
    const ShelfItem fresh{
        ShelfKind::Tools, u"t"_s, {}, parse(R"({"toolSpec":{"name":"top","description":"d"}})")};
    insertFromShelf(document, old);
    QVERIFY(clashes(document.conversation(), fresh));
    insertFromShelf(document, fresh, NameClash::KeepBoth);
    QCOMPARE(document.conversation().tools().size(), 2);
    QCOMPARE(document.conversation().tools().at(1).value("toolSpec"_L1).value("name"_L1).toString(),
             u"top_2"_s);
    insertFromShelf(document, fresh, NameClash::Replace);
    QCOMPARE(document.conversation().tools().size(), 2);
    QVERIFY(document.conversation().tools().at(0) == fresh.content);
}

void TestShelf::namesThatAreNoFileNamesAreFine()
{
    const auto path =
        saveToShelf(library(), ShelfKind::Prompts, u"../up/and\\away"_s, parse("[]"), NameClash::Refuse);
    QVERIFY(path.ok());
    QCOMPARE(QFileInfo(*path).path(), library() + u"/prompts"_s);
}

QTEST_GUILESS_MAIN(TestShelf)
#include "tst_shelf.moc"
