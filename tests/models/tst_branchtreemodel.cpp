// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/branchtreemodel.h"

#include "tests/support/cputimer.h"

#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;
using ui::models::BranchTreeModel;

namespace
{

Turn turnOf(const QString &id, const QString &role)
{
    Turn turn = makeTurn(role, {textBlock(u"words of "_s + id)});
    turn.id = id;
    return turn;
}

Conversation fourTurns()
{
    Conversation conversation = newConversation();
    conversation.turns = {turnOf(u"q1"_s, u"user"_s), turnOf(u"a1"_s, u"assistant"_s),
                          turnOf(u"q2"_s, u"user"_s), turnOf(u"a2"_s, u"assistant"_s)};
    return conversation;
}

/// "q1 a1 .q2 .a2 .q3*": a dot a fork, a star for what is not on the branch.
QString rows(BranchTreeModel &model)
{
    model.flush();
    QStringList all;
    for (int row = 0; row < model.rowCount(); ++row) {
        const QModelIndex index = model.index(row);
        all.append(QString(index.data(BranchTreeModel::DepthRole).toInt(), u'.') +
                   index.data(BranchTreeModel::TurnIdRole).toString() +
                   (index.data(BranchTreeModel::ChosenRole).toBool() ? QString() : u"*"_s));
    }
    return all.join(u' ');
}

class Rig
{
public:
    Rig()
        : document(fourTurns())
        , model(&document)
        , tester(&model)
        , resets(&model, &QAbstractItemModel::modelReset)
    {
    }

    ConversationDocument document;
    BranchTreeModel model;
    QAbstractItemModelTester tester;
    QSignalSpy resets;
};

} // namespace

class TestBranchTreeModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aLineIsFlat();
    void forksAreDeeper();
    void goesWithTheBranch();
    void removedBranchesComeBack();
    void mainLineAndNotesAreShown();
    void wordsComeFromWhatSaysMost();
    void changesAreAnnouncedRowByRow();
    void anyStepsEndInTheTree();
    void deepAndWideTreesAreQuick();
};

void TestBranchTreeModel::aLineIsFlat()
{
    Rig rig;
    QCOMPARE(rows(rig.model), u"q1 a1 q2 a2"_s);
    const QModelIndex first = rig.model.index(0);
    QCOMPARE(first.data().toString(), u"words of q1"_s);
    QCOMPARE(first.data(BranchTreeModel::RoleRole).toString(), u"user"_s);
    QCOMPARE(first.data(BranchTreeModel::SiblingsRole).toInt(), 1);
    QCOMPARE(first.data(Qt::AccessibleTextRole).toString(), u"user, words of q1"_s);
}

void TestBranchTreeModel::forksAreDeeper()
{
    Rig rig;
    rig.document.addSibling(u"q2"_s, turnOf(u"q3"_s, u"user"_s));
    rig.document.addChild(u"q3"_s, turnOf(u"a3"_s, u"assistant"_s));
    rig.document.addSibling(u"a3"_s, turnOf(u"a4"_s, u"assistant"_s));
    QCOMPARE(rows(rig.model), u"q1 a1 .q2* .a2* .q3 ..a3* ..a4"_s);
    const QModelIndex last = rig.model.index(6);
    QCOMPARE(last.data(BranchTreeModel::SiblingRole).toInt(), 2);
    QCOMPARE(last.data(BranchTreeModel::SiblingsRole).toInt(), 2);
    QVERIFY(last.data(Qt::AccessibleTextRole).toString().contains(u"2/2"_s));
    QCOMPARE(rig.resets.count(), 0);
}

void TestBranchTreeModel::goesWithTheBranch()
{
    Rig rig;
    rig.document.addSibling(u"q2"_s, turnOf(u"q3"_s, u"user"_s));
    QCOMPARE(rows(rig.model), u"q1 a1 .q2* .a2* .q3"_s);
    QSignalSpy moved(&rig.model, &QAbstractItemModel::rowsMoved);
    QSignalSpy inserted(&rig.model, &QAbstractItemModel::rowsInserted);
    rig.document.chooseTurn(u"a2"_s);
    QCOMPARE(rows(rig.model), u"q1 a1 .q2 .a2 .q3*"_s);
    QCOMPARE(moved.count() + inserted.count(), 0);
    // Also beside the branch something may come.
    rig.document.addChild(u"q3"_s, turnOf(u"a3"_s, u"assistant"_s));
    QTRY_COMPARE(rig.model.rowCount(), 6);
}

void TestBranchTreeModel::removedBranchesComeBack()
{
    Rig rig;
    rig.document.addSibling(u"q2"_s, turnOf(u"q3"_s, u"user"_s));
    QSignalSpy removed(&rig.model, &QAbstractItemModel::rowsRemoved);
    rig.model.flush();
    rig.document.removeBranch(u"q2"_s);
    QCOMPARE(rows(rig.model), u"q1 a1 q3"_s);
    QCOMPARE(removed.count(), 1);
    rig.document.undoStack().undo();
    QCOMPARE(rows(rig.model), u"q1 a1 .q2* .a2* .q3"_s);
    rig.document.insertTurn(1, turnOf(u"x"_s, u"user"_s));
    QCOMPARE(rows(rig.model), u"q1 x a1 .q2* .a2* .q3"_s);
    rig.document.removeTurn(u"a1"_s);
    QCOMPARE(rows(rig.model), u"q1 x .q2* .a2* .q3"_s);
}

void TestBranchTreeModel::mainLineAndNotesAreShown()
{
    Rig rig;
    rig.document.pinMainLine();
    rig.document.setNote(u"a1"_s, u"good"_s);
    rig.document.addSibling(u"q2"_s, turnOf(u"q3"_s, u"user"_s));
    rig.model.flush();
    const auto onMain = [&](int row) {
        return rig.model.index(row).data(BranchTreeModel::MainLineRole).toBool();
    };
    QVERIFY(onMain(0) && onMain(3) && !onMain(4));
    QCOMPARE(rig.model.index(1).data(BranchTreeModel::NoteRole).toString(), u"good"_s);

    // Beside the branch too, where nobody looks at them otherwise.
    const QModelIndex aside = rig.model.index(rig.model.rowOf(u"a2"_s));
    QVERIFY(!aside.data(BranchTreeModel::ChosenRole).toBool());
    QVERIFY(rig.document.setNote(u"a2"_s, u"too long"_s));
    rig.model.flush();
    QCOMPARE(aside.data(BranchTreeModel::NoteRole).toString(), u"too long"_s);
    rig.document.undoStack().undo();
    rig.model.flush();
    QCOMPARE(aside.data(BranchTreeModel::NoteRole).toString(), QString());
    const conversation::Turn &shown = rig.document.conversation().turns[2];
    QVERIFY(rig.document.setBlockMuted(shown.content[0].id, true));
    QVERIFY(rig.document.chooseTurn(u"q2"_s));
    rig.model.flush();
    const QModelIndex muted = rig.model.index(rig.model.rowOf(u"q3"_s));
    QVERIFY(!muted.data(BranchTreeModel::ChosenRole).toBool());
    QCOMPARE(muted.data(BranchTreeModel::MutedRole).toInt(), 1);
    rig.document.unpinMainLine();
    rig.model.flush();
    QVERIFY(!onMain(0));
}

void TestBranchTreeModel::wordsComeFromWhatSaysMost()
{
    Rig rig;
    const auto wordsOf = [&](const QByteArray &content) {
        Turn turn = makeTurn(u"user"_s, blocksFromJson(json::parse(content).valueOr({})));
        const QString id = rig.document.appendTurn(turn);
        rig.model.flush();
        return rig.model.index(rig.model.rowOf(id)).data().toString();
    };
    QCOMPARE(wordsOf(R"([{"image":{"format":"png"}},{"text":"  In\n the   picture "}])"),
             u"In the picture"_s);
    QCOMPARE(wordsOf(R"([{"toolUse":{"name":"weather","input":{}}}])"), u"toolUse weather"_s);
    QCOMPARE(wordsOf(R"([{"image":{"format":"png"}}])"), u"image"_s);
    QCOMPARE(wordsOf("[]"), QString());
    QVERIFY(wordsOf("[{\"text\":\"" + QByteArray(100'000, 'x') + "\"}]").size() < 200);
}

void TestBranchTreeModel::changesAreAnnouncedRowByRow()
{
    Rig rig;
    QSignalSpy changed(&rig.model, &QAbstractItemModel::dataChanged);
    rig.document.changeBlock(rig.document.conversation().turns[2].content[0].id,
                             json::Json::object({{"text"_L1, json::Json("new"_L1)}}));
    rig.model.flush();
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 2);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 2);
    QCOMPARE(rig.model.index(2).data().toString(), u"new"_s);
    rig.document.setTitle(u"Other"_s);
    rig.model.flush();
    QCOMPARE(changed.count(), 1);
}

void TestBranchTreeModel::anyStepsEndInTheTree()
{
    Rig rig;
    QRandomGenerator random(3);
    for (int i = 0; i < 300; ++i) {
        const std::vector<QString> all = rig.document.conversation().tree.subtree({});
        const QString any = all.empty() ? QString() : all[size_t(random.bounded(int(all.size())))];
        switch (random.bounded(8)) {
        case 0:
            rig.document.addSibling(any, turnOf(u"s%1"_s.arg(i), u"user"_s));
            break;
        case 1:
            rig.document.addChild(any, turnOf(u"c%1"_s.arg(i), u"user"_s), random.bounded(2) == 0);
            break;
        case 2:
            rig.document.removeTurn(any);
            break;
        case 3:
            if (all.size() > 10)
                rig.document.removeBranch(any);
            break;
        case 4:
            rig.document.chooseTurn(any);
            break;
        case 5:
            rig.document.insertTurn(random.bounded(4), turnOf(u"i%1"_s.arg(i), u"user"_s));
            break;
        case 6:
            rig.document.undoStack().undo();
            break;
        default:
            rig.document.undoStack().redo();
        }
        if (random.bounded(3) != 0)
            continue; // several at once
        rig.model.flush();
        BranchTreeModel fresh(&rig.document);
        QCOMPARE(rows(rig.model), rows(fresh));
    }
    QCOMPARE(rig.resets.count(), 0);
}

void TestBranchTreeModel::deepAndWideTreesAreQuick()
{
    Conversation conversation = newConversation();
    for (int i = 0; i < 1000; ++i)
        conversation.turns.push_back(turnOf(u"t%1"_s.arg(i), i % 2 == 0 ? u"user"_s : u"assistant"_s));
    ConversationDocument document(conversation);
    for (int i = 0; i < 1000; ++i)
        document.addChild(u"t500"_s, turnOf(u"w%1"_s.arg(i), u"assistant"_s), false);
    BranchTreeModel model(&document);
    QCOMPARE(model.rowCount(), 2000);
    testsupport::CpuTimer baseline;
    for (int i = 0; i < 10; ++i)
        QCOMPARE(document.conversation().tree.subtree({}).size(), size_t(2000));
    const qint64 walk = std::max<qint64>(baseline.nsecsElapsed() / 10, 50'000);
    testsupport::CpuTimer timer;
    for (int i = 0; i < 10; ++i) {
        document.setNote(u"t%1"_s.arg(i), u"note"_s);
        model.flush();
    }
    QVERIFY2(timer.nsecsElapsed() / 10 < 40 * walk,
             qPrintable(u"%1 ns, a walk %2 ns"_s.arg(timer.nsecsElapsed() / 10).arg(walk)));
}

QTEST_GUILESS_MAIN(TestBranchTreeModel)
#include "tst_branchtreemodel.moc"
