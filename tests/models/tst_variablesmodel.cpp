// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/variablestore.h"
#include "ui/models/variablesmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using conversation::ConversationDocument;
using conversation::VariableScope;
using conversation::VariableStore;
using ui::models::VariablesModel;

namespace
{

QString rowsOf(const VariablesModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        rows << u"%1=%2/%3/%4"_s
                    .arg(index.data().toString(), index.data(VariablesModel::ValueRole).toString())
                    .arg(index.data(VariablesModel::ScopeRole).toInt())
                    .arg(index.data(VariablesModel::UsesRole).toInt());
    }
    return rows.join(u", ");
}

} // namespace

class TestVariablesModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTextsAndValuesRowByRow()
    {
        QTemporaryDir folder;
        VariableStore store(folder.filePath(u"variables.json"_s));
        ConversationDocument document(conversation::newConversation());
        connect(&store, &VariableStore::changed, &document,
                [&] { document.setLibraryVariables(store.values()); });
        VariablesModel model(&document, &store);
        QAbstractItemModelTester tester(&model);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        const QString block = document.insertBlock({}, 0, conversation::textBlock(u"{{a}} {{b}}"_s).value);
        QTRY_COMPARE(rowsOf(model), u"a=/0/1, b=/0/1"_s);
        QCOMPARE(model.countUnset(), 2);
        model.setValue(u"b"_s, u"2"_s);
        QCOMPARE(rowsOf(model), u"a=/0/1, b=2/1/1"_s);
        QCOMPARE(document.undoStack().count(), 2);

        model.setScope(u"b"_s, VariableScope::Library);
        QCOMPARE(rowsOf(model), u"a=/0/1, b=2/2/1"_s);
        QVERIFY(document.conversation().variables.isEmpty());
        model.setValue(u"b"_s, u"3"_s); // where it is
        QCOMPARE(store.values().value(u"b").toString(), u"3"_s);
        model.setScope(u"b"_s, VariableScope::Conversation);
        model.setValue(u"b"_s, u"4"_s);
        QCOMPARE(rowsOf(model), u"a=/0/1, b=4/1/1"_s);
        QCOMPARE(model.index(1).data(VariablesModel::HiddenRole).toString(), u"3"_s);
        model.unset(u"b"_s);
        QCOMPARE(rowsOf(model), u"a=/0/1, b=3/2/1"_s);
        model.unset(u"b"_s);
        QCOMPARE(model.countUnset(), 2);

        QVERIFY(model.add(u"c"_s));
        QVERIFY(!model.add(u"c"_s));
        QVERIFY(!model.add(u"1c"_s));
        QCOMPARE(rowsOf(model), u"a=/0/1, b=/0/1, c=/1/0"_s);
        document.changeBlock(block, conversation::textBlock(u"{{c}} {{a}}"_s).value);
        QTRY_COMPARE(rowsOf(model), u"c=/1/1, a=/0/1"_s);
        QCOMPARE(reset.size(), 0);
    }
};

QTEST_GUILESS_MAIN(TestVariablesModel)
#include "tst_variablesmodel.moc"
