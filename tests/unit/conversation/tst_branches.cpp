// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/conversation/conversationdocument.h"
#include "core/conversation/fileformat.h"
#include "tests/support/cputimer.h"

#include <QRandomGenerator>
#include <QTest>

using namespace outcrop;
using namespace outcrop::conversation;
using namespace Qt::StringLiterals;

class TestBranches : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void siblingTakesOverAndTheOtherIsKept();
    void siblingIsChosenWithWhatFollowedIt();
    void switchingGoesRowByRowFromTheFork();
    void anAnswerMayArriveBesideTheBranch();
    void removingATurnLiftsWhatFollowsIt();
    void removingABranchTakesAllOfItAndComesBack();
    void insertingBetweenKeepsTheSiblings();
    void mainLineIsFoundAgain();
    void forksSurviveTheFile();
    void aSwitchIsOneLineInTheFile();
    void aNewBranchOnlyAddsLines();
    void aParentThatIsNotThereIsRefused();
    void mutedIsInTheFileButNotInTheRequest();
    void mutedToolsAreNotSent();
    void anyRowOfStepsIsAnnouncedUndoneAndSaved();
    void aLongConversationIsChangedAtOnce();
};

namespace
{

Turn turnOf(const QString &id, const QString &role)
{
    Turn turn = makeTurn(role, {textBlock(id)});
    turn.id = id;
    return turn;
}

Turn user(const QString &id)
{
    return turnOf(id, u"user"_s);
}

Turn answer(const QString &id)
{
    return turnOf(id, u"assistant"_s);
}

Conversation fourTurns()
{
    Conversation conversation = newConversation();
    conversation.turns = {user(u"q1"_s), answer(u"a1"_s), user(u"q2"_s), answer(u"a2"_s)};
    return conversation;
}

QString branch(const ConversationDocument &document)
{
    QStringList ids;
    for (const Turn &turn : document.conversation().turns)
        ids.append(turn.id);
    return ids.join(u' ');
}

Conversation reread(const Conversation &conversation)
{
    auto read = decodeConversation(encodeConversation(conversation), u"f"_s);
    return read.ok() ? std::move(read).value().conversation : Conversation();
}

/// Follows the row signals as a view does.
class Mirror : public QObject
{
public:
    explicit Mirror(const ConversationDocument &document) : m_document(document)
    {
        for (const Turn &turn : document.conversation().turns)
            m_ids.append(turn.id);
        connect(&document, &ConversationDocument::turnInserted, this, [this](int row) {
            m_ids.insert(row, m_document.conversation().turns.at(static_cast<size_t>(row)).id);
            log.append(u"+%1"_s.arg(row));
        });
        connect(&document, &ConversationDocument::turnRemoved, this, [this](int row) {
            m_ids.removeAt(row);
            log.append(u"-%1"_s.arg(row));
        });
        connect(&document, &ConversationDocument::turnChanged, this,
                [this](int row) { log.append(u"~%1"_s.arg(row)); });
    }
    QString ids() const { return m_ids.join(u' '); }
    QStringList log;

private:
    const ConversationDocument &m_document;
    QStringList m_ids;
};

QSet<QByteArray> linesOf(const Conversation &conversation)
{
    const QList<QByteArray> lines = encodeConversation(conversation).split('\n');
    return {lines.begin(), lines.end()};
}

} // namespace

void TestBranches::siblingTakesOverAndTheOtherIsKept()
{
    ConversationDocument document(fourTurns());
    QCOMPARE(document.addSibling(u"q2"_s, user(u"q2b"_s)), u"q2b"_s);
    QCOMPARE(branch(document), u"q1 a1 q2b"_s);
    QCOMPARE(document.conversation().siblingsOf(u"q2b"_s), (std::vector<QString>{u"q2"_s, u"q2b"_s}));
    QCOMPARE(document.conversation().findTurn(u"a2"_s)->content.front().value, textBlock(u"a2"_s).value);
    QVERIFY(!document.requestBody().contains("a2"));
    document.undoStack().undo();
    QCOMPARE(branch(document), u"q1 a1 q2 a2"_s);
    QVERIFY(document.conversation().tree.aside().isEmpty());
}

void TestBranches::siblingIsChosenWithWhatFollowedIt()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"q1"_s, user(u"other"_s));
    QCOMPARE(branch(document), u"other"_s);
    QVERIFY(!document.chooseSibling(u"other"_s, 1));
    QVERIFY(document.chooseSibling(u"other"_s, -1));
    QCOMPARE(branch(document), u"q1 a1 q2 a2"_s);
    QVERIFY(!document.chooseSibling(u"q1"_s, -1));
    QVERIFY(!document.chooseTurn(u"unknown"_s));
    const int steps = document.undoStack().count();
    QVERIFY(document.chooseTurn(u"a2"_s)); // it is there
    QCOMPARE(document.undoStack().count(), steps);
}

void TestBranches::switchingGoesRowByRowFromTheFork()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"a1"_s, answer(u"a1b"_s));
    Mirror mirror(document);
    document.chooseSibling(u"a1b"_s, -1);
    QCOMPARE(mirror.log.join(u' '), u"-1 +1 +2 +3"_s);
    document.chooseSibling(u"a1"_s, 1);
    QCOMPARE(mirror.log.join(u' '), u"-1 +1 +2 +3 -3 -2 -1 +1"_s);
    QCOMPARE(mirror.ids(), branch(document));
    mirror.log.clear();
    document.removeBranch(u"a1"_s); // its number of siblings changed
    QCOMPARE(mirror.log.join(u' '), u"~1"_s);
}

void TestBranches::anAnswerMayArriveBesideTheBranch()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"q1"_s, user(u"other"_s));
    Mirror mirror(document);
    document.addChild(u"q2"_s, answer(u"a2b"_s));
    QCOMPARE(branch(document), u"other"_s);
    QVERIFY(mirror.log.isEmpty());
    document.chooseSibling(u"other"_s, -1);
    QCOMPARE(branch(document), u"q1 a1 q2 a2b"_s);
    QCOMPARE(document.addChild(u"unknown"_s, answer(u"x"_s)), QString());
}

void TestBranches::removingATurnLiftsWhatFollowsIt()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"a1"_s, answer(u"a1b"_s));
    document.addSibling(u"a1b"_s, answer(u"a1c"_s));
    document.chooseTurn(u"a2"_s);
    document.removeTurn(u"a1"_s);
    QCOMPARE(branch(document), u"q1 q2 a2"_s);
    QCOMPARE(document.conversation().siblingsOf(u"q2"_s),
             (std::vector<QString>{u"q2"_s, u"a1b"_s, u"a1c"_s}));
    document.removeTurn(u"q1"_s);
    QCOMPARE(branch(document), u"q2 a2"_s);
    document.removeTurn(u"a2"_s);
    document.removeTurn(u"q2"_s); // a sibling comes instead
    QCOMPARE(branch(document), u"a1b"_s);
    document.removeTurn(u"a1c"_s); // beside the branch
    document.removeTurn(u"a1b"_s);
    QCOMPARE(branch(document), QString());
    while (document.undoStack().canUndo())
        document.undoStack().undo();
    QCOMPARE(branch(document), u"q1 a1 q2 a2"_s);
}

void TestBranches::removingABranchTakesAllOfItAndComesBack()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"q2"_s, user(u"q2b"_s));
    document.addChild(u"q2b"_s, answer(u"a2b"_s));
    document.removeBranch(u"a1"_s);
    QCOMPARE(branch(document), u"q1"_s);
    QVERIFY(document.conversation().tree.aside().isEmpty());
    document.undoStack().undo();
    QCOMPARE(branch(document), u"q1 a1 q2b a2b"_s);
    QCOMPARE(document.conversation().siblingsOf(u"q2b"_s).size(), 2U);
    document.removeBranch(u"q2b"_s); // the sibling is shown
    QCOMPARE(branch(document), u"q1 a1 q2 a2"_s);
}

void TestBranches::insertingBetweenKeepsTheSiblings()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"q2"_s, user(u"q2b"_s));
    document.insertTurn(2, user(u"between"_s));
    QCOMPARE(branch(document), u"q1 a1 between q2b"_s);
    QCOMPARE(document.conversation().siblingsOf(u"between"_s), (std::vector<QString>{u"q2"_s, u"between"_s}));
    document.insertTurn(0, user(u"first"_s));
    QCOMPARE(branch(document), u"first q1 a1 between q2b"_s);
}

void TestBranches::mainLineIsFoundAgain()
{
    ConversationDocument document(fourTurns());
    QVERIFY(document.pinMainLine());
    document.addSibling(u"q1"_s, user(u"other"_s));
    document.addChild(u"a2"_s, user(u"q3"_s)); // the main line goes on
    QVERIFY(document.showMainLine());
    QCOMPARE(branch(document), u"q1 a1 q2 a2 q3"_s);
    QCOMPARE(reread(document.conversation()).mainLine, u"a2"_s);
    QVERIFY(document.unpinMainLine());
    QVERIFY(!document.showMainLine());
}

void TestBranches::forksSurviveTheFile()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"q1"_s, user(u"other"_s));
    document.chooseSibling(u"other"_s, -1);
    document.addSibling(u"a2"_s, answer(u"a2b"_s));
    document.setNote(u"q2"_s, u"remember"_s);
    document.setAwaited(AwaitedAnswer{u"w"_s, u"q2"_s});
    const Conversation read = reread(document.conversation());
    QVERIFY(read.equivalentTo(document.conversation()));
    QCOMPARE(read.turns.back().id, u"a2b"_s);
    QCOMPARE(read.turns[2].note, u"remember"_s);
    QCOMPARE(read.awaited->parentId, u"q2"_s);
    QCOMPARE(encodeConversation(read), encodeConversation(document.conversation()));
}

void TestBranches::aSwitchIsOneLineInTheFile()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"a1"_s, answer(u"a1b"_s));
    const QSet<QByteArray> before = linesOf(document.conversation());
    document.chooseSibling(u"a1b"_s, -1);
    QCOMPARE(linesOf(document.conversation()).subtract(before),
             (QSet<QByteArray>{"      \"chosen\": \"a1\","}));
}

void TestBranches::aNewBranchOnlyAddsLines()
{
    ConversationDocument document(fourTurns());
    document.addSibling(u"q2"_s, user(u"q2b"_s));
    const QSet<QByteArray> before = linesOf(document.conversation());
    document.addSibling(u"q2b"_s, user(u"q2c"_s));
    QVERIFY((QSet(before).subtract(linesOf(document.conversation()))).isEmpty());
}

void TestBranches::aParentThatIsNotThereIsRefused()
{
    const QByteArray file = R"({"format":"outcrop-conversation","version":2,"turns":[)"
                            R"({"id":"a","role":"user","parent":"b"},{"id":"b","role":"user"}]})";
    const auto read = decodeConversation(file, u"f"_s);
    QVERIFY(!read);
    QVERIFY2(read.error().message.contains(u"/turns/0/parent"_s), qPrintable(read.error().message));
    // What was chosen and is not there any more is no reason to refuse the file.
    const auto open =
        decodeConversation(QByteArray(file).replace("\"parent\":\"b\"", "\"chosen\":\"z\""), u"f"_s);
    QVERIFY(open.ok());
    QCOMPARE(open->conversation.turns.size(), 2U);
}

void TestBranches::mutedIsInTheFileButNotInTheRequest()
{
    Conversation conversation = fourTurns();
    conversation.system = {textBlock(u"s1"_s), textBlock(u"s2"_s)};
    ConversationDocument document(conversation);
    const QByteArray whole = document.requestBody();
    document.setBlockMuted(document.conversation().system[1].id, true);
    document.setBlockMuted(document.conversation().turns[2].content[0].id, true);
    const QByteArray body = document.requestBody();
    QVERIFY(!body.contains("s2") && !body.contains("q2") && body.contains("s1") && !body.contains("Muted"));
    const Conversation read = reread(document.conversation());
    QVERIFY(read.system[1].muted);
    QCOMPARE(read.system[1].value, textBlock(u"s2"_s).value);
    QCOMPARE(json::write(toConverseBody(read)), body);
    document.setBlockMuted(document.conversation().system[1].id, false);
    document.setBlockMuted(document.conversation().turns[2].content[0].id, false);
    QCOMPARE(document.requestBody(), whole);
}

void TestBranches::mutedToolsAreNotSent()
{
    Conversation conversation = fourTurns();
    conversation.toolConfig =
        json::parse(
            R"({"tools":[{"toolSpec":{"name":"a"}},{"outcropMuted":{"toolSpec":{"name":"b"}}}],"toolChoice":{"auto":{}}})")
            .value();
    QCOMPARE(json::write(toConverseBody(conversation).value(u"toolConfig"_s)),
             QByteArrayLiteral(R"({"tools":[{"toolSpec":{"name":"a"}}],"toolChoice":{"auto":{}}})"));
    conversation.toolConfig =
        json::parse(
            R"({"tools":[{"outcropMuted":{"toolSpec":{"name":"b"}}},{"cachePoint":{"type":"default"}}]})")
            .value();
    QVERIFY(!toConverseBody(conversation).contains(u"toolConfig"_s));
}

void TestBranches::anyRowOfStepsIsAnnouncedUndoneAndSaved()
{
    for (quint32 seed = 1; seed <= 40; ++seed) {
        QRandomGenerator random(seed);
        ConversationDocument document(fourTurns());
        const Conversation before = document.conversation();
        Mirror mirror(document);
        const auto any = [&] {
            const std::vector<QString> all = document.conversation().tree.subtree({});
            return all.empty() ? QString() : all[random.bounded(static_cast<quint32>(all.size()))];
        };
        for (int step = 0; step < 40; ++step) {
            const QString name = u"t%1"_s.arg(step);
            switch (random.bounded(7)) {
            case 0:
                document.addSibling(any(), user(name));
                break;
            case 1:
                document.addChild(any(), answer(name), random.bounded(2) == 0);
                break;
            case 2:
                document.chooseTurn(any());
                break;
            case 3:
                document.insertTurn(random.bounded(9), user(name));
                break;
            case 4:
                document.removeTurn(any());
                break;
            case 5:
                if (random.bounded(3) == 0)
                    document.removeBranch(any());
                break;
            case 6:
                document.undoStack().setIndex(document.undoStack().index() - random.bounded(3));
                break;
            }
            QCOMPARE(mirror.ids(), branch(document));
            QVERIFY(reread(document.conversation()).equivalentTo(document.conversation()));
        }
        const Conversation after = document.conversation();
        const int index = document.undoStack().index();
        document.undoStack().setIndex(0);
        QVERIFY2(document.conversation().equivalentTo(before), qPrintable(u"seed %1"_s.arg(seed)));
        QCOMPARE(mirror.ids(), branch(document));
        document.undoStack().setIndex(index);
        QVERIFY(document.conversation().equivalentTo(after));
    }
}

void TestBranches::aLongConversationIsChangedAtOnce()
{
    Conversation conversation = newConversation();
    for (int i = 0; i < 10'000; ++i)
        conversation.turns.push_back(i % 2 == 0 ? user(QString::number(i)) : answer(QString::number(i)));
    ConversationDocument document(conversation);
    testsupport::CpuTimer timer;
    document.addSibling(u"9000"_s, user(u"other"_s));
    document.chooseTurn(u"9999"_s);
    QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(document.conversation().turns.size(), 10'000U);
}

QTEST_GUILESS_MAIN(TestBranches)
#include "tst_branches.moc"
