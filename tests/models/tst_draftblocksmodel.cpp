// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "ui/models/draftblocksmodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using ui::models::DraftBlocksModel;

namespace
{

json::Json document(const QString &name)
{
    return json::parse(
               u"{\"document\":{\"format\":\"txt\",\"name\":\"%1\",\"source\":{\"bytes\":\"YQ==\"}}}"_s
                   .arg(name)
                   .toUtf8())
        .value();
}

QString rows(const DraftBlocksModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        rows << index.data().toString() +
                    (index.data(DraftBlocksModel::BehindRole).toBool() ? u"<"_s : u">"_s);
    }
    return rows.join(u' ');
}

} // namespace

class TestDraftBlocksModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsTheDraftRowByRow();
    void saysWhatABlockIs();
};

void TestDraftBlocksModel::followsTheDraftRowByRow()
{
    ConversationDocument conversation(newConversation());
    conversation.insertBlock(ConversationDocument::beforeDraft(), 0, document(u"a"_s));
    DraftBlocksModel model(&conversation);
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy reset(&model, &DraftBlocksModel::modelReset);
    QSignalSpy moved(&model, &DraftBlocksModel::rowsMoved);
    QSignalSpy changed(&model, &DraftBlocksModel::dataChanged);

    const QString behind =
        conversation.insertBlock(ConversationDocument::afterDraft(), 0, cachePointBlock().value);
    const QString b = conversation.insertBlock(ConversationDocument::beforeDraft(), 9, document(u"b"_s));
    conversation.insertBlock(ConversationDocument::afterDraft(), 1, document(u"c"_s));
    QCOMPARE(rows(model), u"a> b> cachePoint< c<"_s);
    QCOMPARE(model.textRow(), 2);
    QVERIFY(conversation.moveBlock(b, 0));
    QVERIFY(conversation.moveBlock(behind, 1));
    QCOMPARE(rows(model), u"b> a> c< cachePoint<"_s);
    QCOMPARE(moved.size(), 2);
    QVERIFY(conversation.stepDraftBlock(behind, -1));
    QVERIFY(conversation.stepDraftBlock(behind, -1));
    QCOMPARE(rows(model), u"b> a> cachePoint> c<"_s);
    conversation.changeBlock(b, document(u"d"_s));
    QCOMPARE(changed.size(), 1);
    conversation.setDraft(u"words"_s);
    conversation.appendDraft();
    QCOMPARE(rows(model), QString());
    conversation.undoStack().undo();
    QCOMPARE(rows(model), u"d> a> cachePoint> c<"_s);
    while (conversation.undoStack().canUndo())
        conversation.undoStack().undo();
    QCOMPARE(rows(model), QString());
    while (conversation.undoStack().canRedo())
        conversation.undoStack().redo();
    QCOMPARE(rows(model), QString());
    QCOMPARE(reset.size(), 0);
}

void TestDraftBlocksModel::saysWhatABlockIs()
{
    ConversationDocument conversation(newConversation());
    conversation.insertBlock(ConversationDocument::beforeDraft(), 0,
                             cachePointBlock(CacheTtl::OneHour).value);
    conversation.insertBlock(ConversationDocument::beforeDraft(), 0,
                             json::parse(R"({"novelty":{}})").value());
    const json::Json image = json::parse(R"({"image":{"format":"png","source":{"bytes":"YQ=="}}})").value();
    conversation.insertBlock(ConversationDocument::beforeDraft(), 0, image, u"cover.png"_s);
    const DraftBlocksModel model(&conversation);
    using Kind = DraftBlocksModel::Kind;
    const auto kind = [&](int row) {
        return Kind(model.index(row).data(DraftBlocksModel::KindRole).toInt());
    };
    QCOMPARE(kind(0), Kind::Attachment);
    QCOMPARE(model.index(0).data().toString(), u"cover.png"_s);
    QCOMPARE(kind(1), Kind::Other);
    QCOMPARE(kind(2), Kind::CachePoint);
    QCOMPARE(model.index(2).data(DraftBlocksModel::TtlRole).toInt(), int(CacheTtl::OneHour));
}

QTEST_GUILESS_MAIN(TestDraftBlocksModel)
#include "tst_draftblocksmodel.moc"
