// SPDX-License-Identifier: GPL-3.0-or-later
#include "appfixture.h"

#include "core/conversation/fileformat.h"
#include "ui/models/searchresultsmodel.h"
#include "ui/shell/frame.h"
#include "ui/transcript/transcriptfind.h"
#include "ui/transcript/transcriptview.h"

#include <QApplication>
#include <QFile>
#include <QLabel>
#include <QListView>
#include <QTest>

using namespace outcrop;
using namespace Qt::StringLiterals;
using json::Json;
using testsupport::AppFixture;
using ui::models::SearchResultsModel;

class TestSearch : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aResultOnASideBranchOfAClosedConversationIsShown();
    void whatIsOfNoMessageLeadsToItsPlace();
    void whatWasSentIsFoundInItsBytes();
    void ctrlFFindsInTheConversation();
    void enterInTheFieldGoesToTheFirstPlace();
    void belowTheTitlesStandsWhatIsInTheTexts();
    void nothingFoundIsSaid();

private:
    static void write(const AppFixture &fixture, const QString &name, const conversation::Conversation &made)
    {
        QFile file(fixture.paths().conversationsDir + u'/' + name + u".outcrop.json"_s);
        if (file.open(QIODevice::WriteOnly))
            file.write(conversation::encodeConversation(made));
    }
    static QListView *search(AppFixture &fixture, const QString &typed)
    {
        QTest::keyClick(fixture.widget(), Qt::Key_F, Qt::ControlModifier | Qt::ShiftModifier);
        QWidget *field = nullptr;
        [&] { QTRY_VERIFY(field = fixture.control(u"Search everything"_s)); }();
        [&] { QTRY_COMPARE(QApplication::focusWidget(), field); }();
        QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(field, typed);
        return qobject_cast<QListView *>(fixture.control(u"Conversations"_s));
    }
    /// The row of the place of this kind, when there is one.
    static QModelIndex placeIn(const QListView &list, search::PassageKind kind)
    {
        for (int row = 0; row < list.model()->rowCount(); ++row) {
            const QModelIndex index = list.model()->index(row, 0);
            const QVariant place = index.data(SearchResultsModel::PlaceRole);
            if (place.isValid() && place.value<ui::models::FoundPlace>().kind == kind)
                return index;
        }
        return {};
    }
};

namespace
{

conversation::Turn resultTurn(const QString &text)
{
    const Json result =
        Json::object({{"toolUseId"_L1, Json(u"call1"_s)},
                      {"content"_L1, Json::array({Json::object({{"text"_L1, Json(text)}})})}});
    return conversation::makeTurn(u"user"_s,
                                  {conversation::makeBlock(Json::object({{"toolResult"_L1, result}}))});
}

/// A call with two results, the second one on a side branch.
conversation::Conversation branched(QString *sideId)
{
    conversation::Conversation made = conversation::newConversation();
    made.title = u"Closed one"_s;
    const Json call = Json::object(
        {{"toolUseId"_L1, Json(u"call1"_s)}, {"name"_L1, Json(u"top_song"_s)}, {"input"_L1, Json::object()}});
    made.turns = {conversation::userTurn(u"Ask"_s),
                  conversation::makeTurn(u"assistant"_s,
                                         {conversation::makeBlock(Json::object({{"toolUse"_L1, call}}))}),
                  resultTurn(u"an ordinary result"_s)};
    made.linkTurns();
    const conversation::Turn side = resultTurn(u"the zebraquagga result"_s);
    *sideId = side.id;
    const QString parent = made.turns[1].id;
    conversation::TurnTree::Children children = made.tree.children(parent);
    children.ids.push_back(side.id);
    made.tree.setChildren(parent, children);
    made.tree.putAside(side);
    return made;
}

} // namespace

void TestSearch::aResultOnASideBranchOfAClosedConversationIsShown()
{
    AppFixture fixture;
    fixture.start();
    QString side;
    write(fixture, u"Closed one"_s, branched(&side));
    QTRY_COMPARE(fixture.app().sessions().model().rowCount(), 2);
    QTRY_VERIFY(fixture.app().search().isUpToDate());
    QListView *list = search(fixture, u"zebraquagga"_s);
    QVERIFY(list);
    QTRY_VERIFY(placeIn(*list, search::PassageKind::ToolResult).isValid());
    // Down to the place, past the row of its conversation.
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QTRY_COMPARE(QApplication::focusWidget(), list);
    QTest::keyClick(list, Qt::Key_Down);
    QCOMPARE(list->currentIndex(), placeIn(*list, search::PassageKind::ToolResult));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(fixture.conversation().title, u"Closed one"_s);
    QVERIFY(fixture.conversation().indexOfTurn(side).has_value());
    QTRY_COMPARE(fixture.app().transcriptView().selectedText(), u"zebraquagga"_s);
    QVERIFY(fixture.app().transcriptView().hasFocus());
}

void TestSearch::whatIsOfNoMessageLeadsToItsPlace()
{
    AppFixture fixture;
    fixture.start();
    conversation::Conversation made = conversation::newConversation();
    made.title = u"With a prompt"_s;
    made.system = {conversation::textBlock(u"systemquagga"_s)};
    write(fixture, u"With a prompt"_s, made);
    QTRY_COMPARE(fixture.app().sessions().model().rowCount(), 2);
    QTRY_VERIFY(fixture.app().search().isUpToDate());
    QListView *list = search(fixture, u"systemquagga"_s);
    QTRY_VERIFY(placeIn(*list, search::PassageKind::System).isValid());
    list->setCurrentIndex(placeIn(*list, search::PassageKind::System));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_COMPARE(fixture.conversation().title, u"With a prompt"_s);
    QVERIFY(list->currentIndex().data(Qt::AccessibleTextRole).toString().startsWith(u"System: "_s));
}

void TestSearch::whatWasSentIsFoundInItsBytes()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"Say something about mountains"_s));
    QTRY_VERIFY_WITH_TIMEOUT(fixture.app().search().isUpToDate(), 10'000);
    QListView *list = search(fixture, u"x-amz-date"_s);
    QTRY_VERIFY(placeIn(*list, search::PassageKind::Raw).isValid());
    list->setCurrentIndex(placeIn(*list, search::PassageKind::Raw));
    QTest::keyClick(list, Qt::Key_Return); // the exchange, beside its message
    QTRY_VERIFY(fixture.app().transcriptView().hasFocus());
    QVERIFY(fixture.app().transcriptView().currentRow() >= 0);
}

void TestSearch::ctrlFFindsInTheConversation()
{
    AppFixture fixture;
    fixture.start();
    QVERIFY(fixture.ask(u"Say something about mountains"_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F, Qt::ControlModifier);
    QTRY_VERIFY(fixture.control(u"Find in the conversation"_s));
    QTest::keyClicks(QApplication::focusWidget(), u"about mountains"_s);
    ui::transcript::TranscriptFind &find = fixture.app().transcriptView().find();
    QTRY_VERIFY(find.current());
    QCOMPARE(fixture.app().transcriptView().selectedText(), u"about mountains"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F3);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F3, Qt::ShiftModifier);
    QVERIFY(find.current());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!find.isOpen());
    QVERIFY(fixture.app().transcriptView().hasFocus());
}

void TestSearch::enterInTheFieldGoesToTheFirstPlace()
{
    AppFixture fixture;
    fixture.start();
    QString side;
    write(fixture, u"Closed one"_s, branched(&side));
    QTRY_COMPARE(fixture.app().sessions().model().rowCount(), 2);
    QTRY_VERIFY(fixture.app().search().isUpToDate());
    QListView *list = search(fixture, u"zebraquagga"_s);
    QTRY_VERIFY(placeIn(*list, search::PassageKind::ToolResult).isValid());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE(fixture.app().transcriptView().selectedText(), u"zebraquagga"_s);
}

void TestSearch::belowTheTitlesStandsWhatIsInTheTexts()
{
    AppFixture fixture;
    fixture.start();
    conversation::Conversation titled = conversation::newConversation();
    titled.title = u"About a zebraquagga"_s;
    write(fixture, u"titled"_s, titled);
    QString side;
    write(fixture, u"Closed one"_s, branched(&side));
    QTRY_COMPARE(fixture.app().sessions().model().rowCount(), 3);
    QTRY_VERIFY(fixture.app().search().isUpToDate());
    QListView *list = search(fixture, u"zebraquagga result"_s);
    QTRY_VERIFY(placeIn(*list, search::PassageKind::ToolResult).isValid());
    QCOMPARE(list->model()->rowCount(), 2); // no title has both words
    search(fixture, u"zebraquagga"_s);
    QCOMPARE(list->model()->index(0, 0).data().toString(), titled.title); // at once
    QTRY_VERIFY(fixture.control(u"One place in the texts"_s));
    QTest::mouseClick(fixture.control(u"One place in the texts"_s), Qt::LeftButton);
    QCOMPARE(list->currentIndex().row(), 1);
    QVERIFY(list->hasFocus());
}

void TestSearch::nothingFoundIsSaid()
{
    AppFixture fixture;
    fixture.start();
    QTRY_VERIFY(fixture.app().search().isUpToDate());
    QListView *list = search(fixture, u"quaggazebra"_s);
    QTRY_COMPARE(list->model()->rowCount(), 0);
    const auto said = [&] {
        for (const QLabel *label : fixture.window().findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().startsWith(u"Nothing found"_s))
                return true;
        }
        return false;
    };
    QTRY_VERIFY(said());
}

QTEST_MAIN(TestSearch)
#include "tst_search.moc"
