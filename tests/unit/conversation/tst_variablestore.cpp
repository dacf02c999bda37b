// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/variables.h"
#include "core/conversation/variablestore.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using json::Json;

class TestVariableStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aConversationsOwnValueGoesFirst()
    {
        Conversation conversation = newConversation();
        conversation.system = {textBlock(u"{{city}} {{station}} {{city}} {{gone}}"_s)};
        conversation.draft = u"{{station}}"_s;
        conversation.variables = Json::object({{"city"_L1, Json("Rome"_L1)}, {"spare"_L1, Json("x"_L1)}});
        conversation.libraryVariables =
            Json::object({{"city"_L1, Json("Oslo"_L1)}, {"station"_L1, Json("WZPZ"_L1)}});
        const std::vector<VariableEntry> entries = variableEntries(conversation);
        const std::vector<VariableEntry> expected{
            {u"city"_s, VariableScope::Conversation, u"Rome"_s, u"Oslo"_s, 2},
            {u"station"_s, VariableScope::Library, u"WZPZ"_s, {}, 2},
            {u"gone"_s, VariableScope::Unset, {}, {}, 1},
            {u"spare"_s, VariableScope::Conversation, u"x"_s, {}, 0}};
        QVERIFY(entries == expected);
        QCOMPARE(toConverseBody(conversation).value(u"system").at(0).value(u"text").toString(),
                 u"Rome WZPZ Rome {{gone}}"_s);
        const std::vector<UnsetVariable> unset = unsetVariables(conversation);
        QCOMPARE(unset.size(), 1U);
        QCOMPARE(unset.front().name, u"gone"_s);
    }

    void whatIsSharedIsNotSavedWithAConversation()
    {
        ConversationDocument document(newConversation());
        QSignalSpy variable(&document, &ConversationDocument::variableChanged);
        QSignalSpy changed(&document, &ConversationDocument::changed);
        document.setLibraryVariables(Json::object({{"city"_L1, Json("Oslo"_L1)}}));
        QCOMPARE(variable.size(), 1);
        QCOMPARE(changed.size(), 0);
        QCOMPARE(document.undoStack().count(), 0);
    }

    void valuesAreKeptInAPlainFile()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"variables.json"_s);
        {
            VariableStore store(path);
            QSignalSpy changed(&store, &VariableStore::changed);
            store.set(u"city"_s, u"Oslo"_s);
            store.set(u"city"_s, u"Oslo"_s);
            store.set(u"other"_s, u"x"_s);
            store.set(u"other"_s, std::nullopt);
            QCOMPARE(changed.size(), 3);
        }
        VariableStore again(path);
        QCOMPARE(again.values(), Json::object({{"city"_L1, Json("Oslo"_L1)}}));
        // What another program wrote meanwhile stays.
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
        file.write(R"({"theirs":"1"})");
        file.close();
        again.set(u"mine"_s, u"2"_s);
        QVERIFY(again.save().ok());
        QCOMPARE(again.values(), Json::object({{"theirs"_L1, Json("1"_L1)}, {"mine"_L1, Json("2"_L1)}}));
    }

    void aFileThatHoldsSomethingElseIsLeftAlone()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"variables.json"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(R"({"a":3})");
        file.close();
        {
            VariableStore store(path);
            QCOMPARE(store.values(), Json::object());
            QSignalSpy failed(&store, &VariableStore::failed);
            store.set(u"b"_s, u"c"_s);
            QTRY_COMPARE(failed.size(), 1);
            QVERIFY(!store.save().ok());
        }
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray(R"({"a":3})"));
    }
};

QTEST_GUILESS_MAIN(TestVariableStore)
#include "tst_variablestore.moc"
