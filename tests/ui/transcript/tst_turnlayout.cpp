// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/transcriptmodel.h"
#include "ui/transcript/painters/textitem.h"
#include "ui/transcript/painters/toolcarditem.h"
#include "ui/transcript/transcriptview.h"
#include "ui/transcript/turnlayout.h"

#include <QApplication>
#include <QTest>

using namespace outcrop::ui;
using namespace outcrop::ui::transcript;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using models::TranscriptBlock;
using models::TranscriptTurn;

namespace
{

TranscriptBlock textBlock(const QString &text)
{
    TranscriptBlock block;
    block.text = text;
    return block;
}

} // namespace

class TestTurnLayout : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void figuresGoOnInASecondRow();
    void pillsStandBelowANameThatFillsTheCard();
    void aLongTextIsLaidOutPartByPart();
    void theEndOfAHugeTextIsSaidNotShown();
    void aViewShowsAllOfALongTextInTheEnd();

private:
    static TranscriptStyle style()
    {
        return TranscriptStyle::from(QApplication::palette(), QApplication::font());
    }
};

void TestTurnLayout::figuresGoOnInASecondRow()
{
    TranscriptTurn turn;
    turn.role = u"assistant"_s;
    turn.blocks.push_back(textBlock(u"hi"_s));
    turn.footer.stopReason = u"end_turn"_s;
    turn.footer.inputTokens = 1'000;
    turn.footer.outputTokens = 1'000;
    turn.footer.firstToken = 300ms;
    turn.footer.total = 900ms;
    turn.footer.cacheReadTokens = 1'837;
    turn.footer.cacheWriteTokens = 0;
    TurnLayout layout;
    layout.update(turn, {}, style());
    layout.layout(style(), 900);
    const int wide = layout.height();
    layout.layout(style(), 280);
    QVERIFY(layout.height() >= wide + geometry::footerHeight);
    QVERIFY(layout.footerText().contains(u"write 0"_s));
}

void TestTurnLayout::pillsStandBelowANameThatFillsTheCard()
{
    TranscriptBlock call;
    call.kind = TranscriptBlock::Kind::ToolUse;
    call.name = u"get_the_status_of_an_order"_s;
    call.id = u"tooluse_1"_s;
    call.text = u"{}"_s;
    ToolCardItem card(&call, nullptr, {}, style());
    card.layout(style(), 700);
    const qreal wide = card.height();
    card.layout(style(), 250);
    QVERIFY(card.height() > wide + 15);
    QVERIFY(card.box(0).box->usedWidth() <= 250);
}

void TestTurnLayout::aLongTextIsLaidOutPartByPart()
{
    const QString text = u"A paragraph with some **words** in it.\n\n"_s.repeated(4'000);
    TextItem item(text, false);
    int parts = 0;
    qreal height = 0;
    do {
        item.layout(style(), 600);
        QVERIFY(item.height() > height);
        height = item.height();
    } while (item.hasMore() && ++parts < 100);
    QCOMPARE(parts, int((text.size() - 1) / TextItem::sliceChars));

    TextItem growing(u"short"_s, true);
    QVERIFY(growing.appendText(text));
    QVERIFY(growing.appendText(u"the end"_s));
    growing.finish();
    while (growing.hasMore())
        growing.layout(style(), 600);
    growing.layout(style(), 600);
    QVERIFY(growing.box(growing.boxCount() - 1).box->text().endsWith(u"the end"_s));
    QVERIFY(!growing.appendText(u"more"_s));
}

void TestTurnLayout::theEndOfAHugeTextIsSaidNotShown()
{
    const QString line = u"0123456789\n"_s;
    TextItem item(line.repeated(TextItem::mostShown / line.size() + 1'000), false);
    item.layout(style(), 600);
    const qreal first = item.height();
    QVERIFY(item.hasMore());
    qsizetype shown = 0;
    while (item.hasMore())
        item.layout(style(), 600);
    for (int box = 0; box < item.boxCount(); ++box)
        shown += item.box(box).box->length();
    QVERIFY(shown <= TextItem::mostShown);
    QVERIFY(item.height() > first * 50);
}

void TestTurnLayout::aViewShowsAllOfALongTextInTheEnd()
{
    models::TranscriptModel model;
    TranscriptView view;
    view.setModel(&model);
    view.resize(600, 400);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    TranscriptTurn turn;
    turn.id = u"t"_s;
    turn.role = u"assistant"_s;
    turn.blocks.push_back(textBlock(u"A paragraph.\n\n"_s.repeated(20'000) + u"The end."_s));
    model.appendTurn(turn);
    TurnContext first;
    first.first = true;
    TurnLayout whole;
    whole.update(turn, first, style());
    do {
        whole.layout(style(), view.viewport()->width());
    } while (whole.hasMore());
    QTRY_COMPARE(view.rowRect(0).height(), whole.height());
    QVERIFY(view.isFollowing());
}

QTEST_MAIN(TestTurnLayout)
#include "tst_turnlayout.moc"
