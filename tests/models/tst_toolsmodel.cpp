// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "ui/models/toolschema.h"
#include "ui/models/toolsmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::ui::models;
using conversation::ConversationDocument;
using json::Json;
using Choice = ToolsModel::Choice;

namespace
{

Json parsed(const QByteArray &text)
{
    const auto value = json::parse(text);
    return value ? *value : Json();
}

const QByteArray threeTools =
    R"([{"toolSpec":{"name":"a","x":1,"inputSchema":{"json":{"type":"object","zz":[1.0]}}}},)"
    R"({"cachePoint":{"type":"default"}},{"systemTool":{"name":"web"}}])";

QByteArray text(const Json &value)
{
    return json::write(value);
}

} // namespace

class TestToolsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_document = std::make_unique<ConversationDocument>(conversation::newConversation());
        m_document->setTools(parsed(threeTools));
        m_model = std::make_unique<ToolsModel>(m_document.get());
        m_tester = std::make_unique<QAbstractItemModelTester>(m_model.get());
        m_reset = std::make_unique<QSignalSpy>(m_model.get(), &QAbstractItemModel::modelReset);
    }
    void cleanup()
    {
        QCOMPARE(m_reset->size(), 0);
        m_reset.reset();
        m_tester.reset();
        m_model.reset();
        m_document.reset();
    }

    void tellsWhatARowIs()
    {
        QCOMPARE(m_model->rowCount(), 3);
        QCOMPARE(kind(0), ToolsModel::Kind::Spec);
        QCOMPARE(kind(1), ToolsModel::Kind::CachePoint);
        QCOMPARE(kind(2), ToolsModel::Kind::SystemTool);
        QCOMPARE(m_model->index(0).data().toString(), QStringLiteral("a"));
        QCOMPARE(m_model->index(2).data().toString(), QStringLiteral("web"));
        QCOMPARE(m_model->countSent(), 2);
        QVERIFY(m_model->index(0).data(ToolsModel::TokensRole).toLongLong() > 0);
    }

    void switchingOffKeepsTheToolAndSendsItNot()
    {
        const QSignalSpy changes(m_model.get(), &QAbstractItemModel::dataChanged);
        m_model->setOn(0, false);
        QVERIFY(!changes.isEmpty());
        QVERIFY(!m_model->isOn(0));
        QVERIFY(!m_document->requestBody().contains("toolSpec"));
        QCOMPARE(m_model->index(0).data().toString(), QStringLiteral("a"));
        m_model->setMember(0, QStringLiteral("description"), Json(QStringLiteral("later")));
        QVERIFY(!m_model->isOn(0));
        m_model->setOn(0, true);
        QVERIFY(m_document->requestBody().contains(R"("zz":[1.0])"));
        QVERIFY(m_document->requestBody().contains(R"("description":"later")"));
        while (m_document->undoStack().canUndo())
            m_document->undoStack().undo();
        QCOMPARE(m_model->rowCount(), 0);
    }

    void aMoveIsAMove()
    {
        const QSignalSpy moves(m_model.get(), &QAbstractItemModel::rowsMoved);
        m_model->move(0, 2);
        QCOMPARE(moves.size(), 1);
        QCOMPARE(m_model->index(2).data().toString(), QStringLiteral("a"));
        m_model->move(2, 0);
        QCOMPARE(moves.size(), 2);
        m_document->undoStack().undo();
        QCOMPARE(moves.size(), 3);
        QCOMPARE(text(m_document->conversation().tools()).left(16), QByteArray(R"([{"cachePoint":{)"));
    }

    void rowsComeAndGoOneByOne()
    {
        const QSignalSpy inserts(m_model.get(), &QAbstractItemModel::rowsInserted);
        const QSignalSpy removals(m_model.get(), &QAbstractItemModel::rowsRemoved);
        QCOMPARE(m_model->addSpec(), 3);
        QCOMPARE(m_model->addSpec(), 4);
        QCOMPARE(m_model->index(4).data().toString(), QStringLiteral("new_tool_2"));
        m_model->addCachePoint();
        m_model->remove(1);
        QCOMPARE(inserts.size(), 3);
        QCOMPARE(removals.size(), 1);
        QCOMPARE(removals.first().at(1).toInt(), 1);
    }

    void choiceIsSentAndFollowsTheName()
    {
        const QSignalSpy changes(m_model.get(), &ToolsModel::choiceChanged);
        m_model->setChoice({Choice::Kind::Tool, QStringLiteral("a")});
        QVERIFY(m_document->requestBody().contains(R"("toolChoice":{"tool":{"name":"a"}})"));
        m_model->setMember(0, QStringLiteral("name"), Json(QStringLiteral("b")));
        QVERIFY(m_document->requestBody().contains(R"("toolChoice":{"tool":{"name":"b"}})"));
        m_document->undoStack().undo();
        QVERIFY(m_document->requestBody().contains(R"("toolChoice":{"tool":{"name":"a"}})"));
        m_model->setChoice({});
        QVERIFY(!m_document->requestBody().contains("toolChoice"));
        QVERIFY(changes.size() >= 4);
    }

    void namesAreChecked()
    {
        QVERIFY(m_model->problemOfName(0, QStringLiteral("top_song-2")).isEmpty());
        for (const QString &bad : {QString(), QStringLiteral("with space"), QStringLiteral("straße"),
                                   QString(65, u'a'), QStringLiteral("web")})
            QVERIFY2(!m_model->problemOfName(0, bad).isEmpty(), qPrintable(bad));
    }

    void theFormLeavesWhatItDoesNotKnow()
    {
        Json schema =
            parsed(R"({"$id":"x","type":"object","properties":{"sign":{"type":"string","examples":)"
                   R"(["W"],"maxLength":4.0},"b":{"anyOf":[]}},"required":["sign"],"examples":[1e2]})");
        QCOMPARE(keptKeywords(schema), (QStringList{QStringLiteral("$id"), QStringLiteral("examples")}));
        const auto properties = propertiesOf(schema);
        QCOMPARE(properties.size(), size_t(2));
        QVERIFY(properties[0].required && !properties[1].required);
        QCOMPARE(properties[0].kept, (QStringList{QStringLiteral("examples"), QStringLiteral("maxLength")}));
        QCOMPARE(properties[1].type, QString());

        const QString sign = QStringLiteral("sign");
        const QString call = QStringLiteral("call_sign");
        schema = withPropertyRenamed(schema, sign, call);
        schema = withPropertyType(schema, call, QStringLiteral("integer"));
        schema = withPropertyDescription(schema, call, QStringLiteral("d"));
        schema = withPropertyRequired(schema, QStringLiteral("b"), true);
        schema = withPropertyRequired(schema, call, false);
        schema = withProperty(schema, unusedPropertyName(schema));
        QCOMPARE(text(schema),
                 QByteArray(R"({"$id":"x","type":"object","properties":{"call_sign":{"type":"integer",)"
                            R"("examples":["W"],"maxLength":4.0,"description":"d"},"b":{"anyOf":[]},)"
                            R"("property":{"type":"string"}},"required":["b"],"examples":[1e2]})"));
        schema = withoutProperty(schema, QStringLiteral("b"));
        QVERIFY(!schema.contains("required"));
        QCOMPARE(text(withPropertyRenamed(schema, call, QStringLiteral("property"))), text(schema));
    }

private:
    ToolsModel::Kind kind(int row) const
    {
        return ToolsModel::Kind(m_model->index(row).data(ToolsModel::KindRole).toInt());
    }

    std::unique_ptr<ConversationDocument> m_document;
    std::unique_ptr<ToolsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
    std::unique_ptr<QSignalSpy> m_reset;
};

QTEST_GUILESS_MAIN(TestToolsModel)
#include "tst_toolsmodel.moc"
