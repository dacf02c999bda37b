// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/painters/citeditem.h"
#include "ui/transcript/painters/guarditem.h"
#include "ui/transcript/selectiontext.h"
#include "ui/transcript/transcriptfind.h"
#include "ui/transcript/transcriptview.h"

#include <QAccessible>
#include <QApplication>
#include <QClipboard>
#include <QImage>
#include <QLineEdit>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::ui::models;
using namespace outcrop::ui::transcript;

namespace
{

TranscriptStyle style()
{
    return TranscriptStyle::from(QApplication::palette(), QApplication::font());
}

QString boxesOf(const BlockItem &item)
{
    QStringList lines;
    for (int i = 0; i < item.boxCount(); ++i)
        lines << item.box(i).box->text();
    return lines.join(u'\n');
}

} // namespace

/// Guarded content, search results and citations, as the transcript shows them.
class TestTranscriptSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void whatIsCitedStandsBelowTheText();
    void sourcesAreCountedThroughTheMessage();
    void marksStandBehindTheLastWord();
    void textThatStreamsOnMovesTheMarks();
    void aLongQuoteUnfolds();
    void anAddressIsALinkThatAsks();
    void everyPartIsFoundOnce_data();
    void everyPartIsFoundOnce();
    void aMatchInAFoldedQuoteComesBeforeOneBelow();
    void copyTakesTextMarksAndSources();
    void aReaderHearsWhatIsGuarded();
    void membersThatAreNotKnownStayVisible();
    void aGuardedImageIsShown();

private:
    void search(const QString &needle)
    {
        m_view->find().open();
        for (QLineEdit *edit : m_view->findChildren<QLineEdit *>()) {
            if (edit->accessibleName() == u"Find in the conversation"_s)
                edit->setText(needle);
        }
    }

    std::vector<TranscriptTurn> m_turns;
    std::unique_ptr<TranscriptModel> m_model;
    std::unique_ptr<TranscriptView> m_view;
};

void TestTranscriptSources::init()
{
    m_view.reset();
    m_turns = test::citingConversation();
    m_model = std::make_unique<TranscriptModel>();
    m_model->appendTurns(m_turns);
    m_view = std::make_unique<TranscriptView>();
    m_view->resize(700, 900);
    m_view->setModel(m_model.get());
    m_view->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
}

void TestTranscriptSources::whatIsCitedStandsBelowTheText()
{
    CitedItem item(m_turns[1].blocks[1], {}, style());
    item.layout(style(), 600);
    QVERIFY(boxesOf(item).startsWith(u"On Fridays the depot closes at 16:00.\n"
                                     "Opening hours of the depot\n"
                                     "search result 1, part 1 · https://example.org/depot/hours\n"
                                     "On Fridays it closes an hour earlier\n"
                                     "Handbook\n"
                                     "document 1, pages 3–4\n"_s));
    qreal below = -1;
    for (int i = 0; i < item.boxCount(); ++i) {
        QVERIFY(item.box(i).rect().top() > below);
        below = item.box(i).rect().top();
        QVERIFY(item.box(i).rect().bottom() <= item.height());
    }
}

void TestTranscriptSources::sourcesAreCountedThroughTheMessage()
{
    QCOMPARE(firstSourceOf(m_turns[1], 1), 1);
    QCOMPARE(firstSourceOf(m_turns[1], 2), 3);
    ItemContext context;
    context.firstSource = firstSourceOf(m_turns[1], 2);
    QCOMPARE(SourceList(m_turns[1].blocks[2], context, style()).numbers(), QStringList{u"3"_s});
}

void TestTranscriptSources::marksStandBehindTheLastWord()
{
    CitedItem item(m_turns[1].blocks[1], {}, style());
    item.layout(style(), 600);
    const PlacedBox text = item.box(0);
    const QRectF lastLetter = text.box->rectsOf({text.box->length() - 1, text.box->length()}).front();
    QVERIFY(item.endCaret().left() > lastLetter.right() + 30);
    QVERIFY(item.endCaret().center().y() < lastLetter.bottom());
    // In a column that the text fills they go to the next line and nothing overlaps.
    const qreal wide = item.height();
    item.layout(style(), text.box->usedWidth() + 2);
    QVERIFY(item.endCaret().top() >= lastLetter.bottom() - 1);
    QVERIFY(item.height() > wide);
    QVERIFY(item.box(1).rect().top() >= item.endCaret().bottom() - 4);
}

void TestTranscriptSources::textThatStreamsOnMovesTheMarks()
{
    ItemContext context;
    context.growing = true;
    CitedItem item(m_turns[1].blocks[2], context, style());
    item.layout(style(), 600);
    const QRectF before = item.endCaret();
    QVERIFY(item.appendText(u" Not at all."_s));
    QVERIFY(item.layout(style(), 600) < item.height());
    QVERIFY(item.endCaret().left() > before.left());
    QVERIFY(boxesOf(item).startsWith(u"That has not changed. Not at all.\n"_s));
}

void TestTranscriptSources::aLongQuoteUnfolds()
{
    std::vector<HotSpot> spots = m_view->hotSpots(1);
    const auto fold = std::ranges::find(spots, HotSpot::Kind::Fold, &HotSpot::kind);
    QVERIFY(fold != spots.end());
    QCOMPARE(fold->block, 1);
    const int before = m_view->rowRect(1).height();
    m_view->activate(1, *fold);
    m_view->flush();
    QVERIFY(m_view->rowRect(1).height() > before);
    spots = m_view->hotSpots(1);
    QCOMPARE(std::ranges::find(spots, HotSpot::Kind::Fold, &HotSpot::kind)->name, u"Show less"_s);
}

void TestTranscriptSources::anAddressIsALinkThatAsks()
{
    QStringList targets;
    for (const int row : {0, 1}) {
        for (const HotSpot &spot : m_view->hotSpots(row)) {
            if (spot.kind == HotSpot::Kind::Link)
                targets << spot.target;
        }
    }
    QCOMPARE(targets, QStringList({u"https://example.org/depot/hours"_s, u"https://example.org/depot/hours"_s,
                                   u"https://example.com/news"_s}));
    QSignalSpy asked(m_view.get(), &TranscriptView::linkConfirmationRequested);
    QSignalSpy opened(m_view.get(), &TranscriptView::linkActivated);
    m_view->activate(0, m_view->hotSpots(0).front());
    QCOMPARE(asked.count(), 1);
    QCOMPARE(opened.count(), 0);
}

void TestTranscriptSources::everyPartIsFoundOnce_data()
{
    QTest::addColumn<QString>("needle");
    QTest::addColumn<int>("row");
    QTest::newRow("guarded text") << u"the depot close on"_s << 0;
    QTest::newRow("passage of a search result") << u"public holidays"_s << 0;
    QTest::newRow("title of a search result") << u"note without"_s << 0;
    QTest::newRow("source of a search result") << u"kb/depot"_s << 0;
    QTest::newRow("a member that is not known") << u"score"_s << 0;
    QTest::newRow("cited text") << u"closes at 16:00"_s << 1;
    QTest::newRow("place of a source") << u"pages 3–4"_s << 1;
    QTest::newRow("address of a source") << u"example.com"_s << 1;
    QTest::newRow("a quote that is folded") << u"zebra"_s << 1;
}

void TestTranscriptSources::everyPartIsFoundOnce()
{
    QFETCH(QString, needle);
    QFETCH(int, row);
    search(needle);
    QTRY_VERIFY(m_view->find().current());
    QCOMPARE(m_view->find().current()->row, row);
    QCOMPARE(m_view->find().current()->ordinal, 0);
    QTRY_COMPARE(m_view->selectedText().toLower(), needle.toLower());
}

void TestTranscriptSources::aMatchInAFoldedQuoteComesBeforeOneBelow()
{
    TranscriptTurn turn = m_turns[1];
    SourceReference below;
    below.title = u"A zebra below"_s;
    turn.blocks[1].sources.push_back(below);
    m_model->replaceTurn(1, turn);
    m_view->flush();
    const int folded = m_view->rowRect(1).height();
    search(u"zebra"_s);
    QTRY_COMPARE(m_view->find().count(), 2);
    QTRY_COMPARE(m_view->selectedText().toLower(), u"zebra"_s);
    const auto selectedPlace = [&] { return m_view->selection().from; };
    const TextPosition first = selectedPlace();
    QVERIFY(m_view->rowRect(1).height() > folded);
    m_view->find().step(1);
    QCOMPARE(m_view->selectedText().toLower(), u"zebra"_s);
    QVERIFY(first < selectedPlace());
}

void TestTranscriptSources::copyTakesTextMarksAndSources()
{
    const SelectionText answer = messageText(m_turns[1]);
    QVERIFY(answer.plain.contains(u"closes at 16:00. [1][2]\n[1] Opening hours of the depot\n"_s));
    QVERIFY(answer.plain.contains(u"That has not changed. [3]\n[3] https://example.com/news\nNo change"_s));
    QVERIFY(answer.markdown.contains(u"closes at **16:00**. [1][2]"_s));
    QVERIFY(!answer.html.contains(u"<a "_s));
    const SelectionText question = messageText(m_turns[0]);
    QVERIFY(question.plain.contains(
        u"Search result\nOpening hours of the depot\nhttps://example.org/depot/hours\ncitations on\n\n"
        "The depot is open"_s));
    QVERIFY(question.plain.contains(u"\"score\": 0.87"_s));
    QVERIFY(messageJson(m_turns[0]).contains("{\"guardContent\":{\"image\":{\"format\""));
}

void TestTranscriptSources::aReaderHearsWhatIsGuarded()
{
    const QString said =
        QAccessible::queryAccessibleInterface(m_view.get())->child(0)->text(QAccessible::Value);
    QVERIFY(said.contains(u"Guarded · query\nWhen does the depot close on a Friday?"_s));
    QVERIFY(said.contains(u"Guarded · grounding source · guard content\nHours are"_s));
    QVERIFY(said.contains(u"Guarded\n[png]"_s));
}

void TestTranscriptSources::membersThatAreNotKnownStayVisible()
{
    TranscriptBlock block = m_turns[0].blocks[2];
    block.rest = u"{\n  \"weight\": 2\n}"_s;
    GuardItem item(block, {}, style());
    item.layout(style(), 600);
    QVERIFY(boxesOf(item).contains(u"\"weight\": 2"_s));
}

void TestTranscriptSources::aGuardedImageIsShown()
{
    GuardItem item(m_turns[0].blocks[4], {}, style());
    QTRY_VERIFY((item.layout(style(), 600), !item.hasMore()));
    QCOMPARE(item.boxCount(), 0);
    QImage shown(600, int(item.height()), QImage::Format_RGB32);
    shown.fill(Qt::white);
    QPainter painter(&shown);
    const TranscriptStyle look = style();
    item.paint({painter, QRectF(shown.rect()), look, {}}, {});
    int red = 0; // the picture is a lifebuoy, nothing else is red
    for (int y = 0; y < shown.height(); ++y) {
        for (int x = 0; x < 100; ++x)
            red += shown.pixelColor(x, y).red() > 200 && shown.pixelColor(x, y).green() < 100 ? 1 : 0;
    }
    QVERIFY(red > 20);
}

QTEST_MAIN(TestTranscriptSources)
#include "tst_transcriptsources.moc"
