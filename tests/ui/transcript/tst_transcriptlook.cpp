// SPDX-License-Identifier: GPL-3.0-or-later
#include "sampleturns.h"

#include "ui/models/transcriptmodel.h"
#include "ui/transcript/transcriptview.h"
#include "ui/widgets/theme.h"

#include <QBuffer>
#include <QDir>
#include <QImage>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace outcrop;
using namespace outcrop::ui::models;
using ui::transcript::TranscriptView;

namespace
{

std::vector<TranscriptBlock> blocksOfOtherKinds()
{
    QImage pixels(240, 90, QImage::Format_RGB32);
    pixels.fill(QColor(42, 157, 143));
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    pixels.save(&buffer, "PNG");
    const TranscriptBlock image = test::fileBlock("image"_L1, u"chart.png"_s, u"png"_s, buffer.data());
    TranscriptBlock document = test::fileBlock("document"_L1, u"Station rules"_s, u"pdf"_s, "%PDF-1.7");
    TranscriptBlock broken = test::fileBlock("document"_L1, u"Rules.2026"_s, u"txt"_s, buffer.data());
    TranscriptBlock point;
    point.kind = TranscriptBlock::Kind::CachePoint;
    point.name = u"5m"_s;
    point.strata = Strata::Write;
    point.warmUntil = QDateTime::currentDateTimeUtc().addSecs(272);
    TranscriptBlock unknown;
    unknown.kind = TranscriptBlock::Kind::Unknown;
    unknown.name = u"holoContent"_s;
    unknown.json = "{\"holoContent\":{\"depth\":3,\"source\":{\"bytes\":\"AAAA\"}}}";
    return {image, document, broken,
            point, unknown,  test::textBlock(u"After the cache point."_s, Strata::Write)};
}

std::vector<TranscriptTurn> toolTurns()
{
    std::vector<TranscriptTurn> turns = {
        test::textTurn(u"1"_s, u"user"_s, u"Compare the weather in three places."_s)};
    turns.push_back(test::turnOf(
        u"2"_s, u"assistant"_s,
        {test::textBlock(u"I will ask for all three at once."_s, Strata::Output),
         test::toolUse(u"get_weather"_s, u"tooluse_a"_s, u"{\"place\":\"Reykjavík\",\"unit\":\"celsius\"}"_s),
         test::toolUse(u"get_weather"_s, u"tooluse_b"_s, u"{\"place\":\"Nairobi\"}"_s),
         test::toolUse(u"get_forecast_for_many_days"_s, u"tooluse_c"_s,
                       u"{\"place\":{\"lat\":47.37,\"lon\":8.54},\"days\":[1,2,3],\"hourly\":true}"_s)}));
    for (TranscriptBlock &block : turns.back().blocks)
        block.strata = Strata::Output;
    turns.back().footer.stopReason = u"tool_use"_s;
    turns.push_back(test::turnOf(
        u"3"_s, u"user"_s,
        {test::toolResult(u"tooluse_a"_s, u"{\"temperature\":-3.50,\"wind\":{\"speed\":12,\"gusts\":null}}"_s,
                          ToolState::Ok),
         test::toolResult(u"tooluse_b"_s, u"The station did not answer within 5 s."_s, ToolState::Error)}));
    turns.push_back(
        test::turnOf(u"4"_s, u"user"_s, {test::toolResult(u"tooluse_lost"_s, {}, ToolState::Empty)}));
    turns.push_back(test::turnOf(u"5"_s, u"user"_s, blocksOfOtherKinds()));
    return turns;
}

std::vector<TranscriptTurn> endings()
{
    std::vector<TranscriptTurn> turns = {test::textTurn(u"1"_s, u"user"_s, u"Tell me everything."_s),
                                         test::failedTurn()};
    TranscriptTurn cut =
        test::turnOf(u"s"_s, u"assistant"_s, {test::textBlock(u"This one was stop"_s, Strata::Output)});
    cut.state = TurnState::Stopped;
    turns.push_back(cut);
    cut.id = u"i"_s;
    cut.state = TurnState::Incomplete;
    turns.push_back(cut);
    TranscriptTurn waiting = test::turnOf(u"w"_s, u"assistant"_s, {});
    waiting.state = TurnState::Waiting;
    turns.push_back(waiting);
    return turns;
}

} // namespace

/// Paints the states of the transcript in both themes into <build>/screenshots, for people to look at, and
/// checks what a program can: that the colours of the target pictures are where they belong.
class TestTranscriptLook : public QObject
{
    Q_OBJECT

private:
    ui::widgets::Theme *m_theme = nullptr;

    void save(const QString &name, TranscriptView &view)
    {
        const QDir folder(QCoreApplication::applicationDirPath() + u"/../screenshots"_s);
        QVERIFY(folder.mkpath(u"."_s));
        view.flush();
        QVERIFY(view.grab().save(folder.filePath(u"transcript-%1.png"_s.arg(name))));
    }

private Q_SLOTS:
    void initTestCase() { m_theme = new ui::widgets::Theme(ui::widgets::ThemeChoice::Light, this); }

    void paintsEveryState_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }
    void paintsEveryState()
    {
        QFETCH(bool, dark);
        m_theme->setChoice(dark ? ui::widgets::ThemeChoice::Dark : ui::widgets::ThemeChoice::Light);
        const QString suffix = dark ? u"dark"_s : u"light"_s;
        TranscriptModel model;
        TranscriptView view;
        view.resize(596, 440);
        view.setModel(&model);
        view.setEmptyState(u"Nothing here yet"_s,
                           u"Write a message below and run it. The answer appears here as it arrives."_s,
                           u"Run the example"_s);
        view.show();
        save(u"empty-"_s + suffix, view);

        model.appendTurns(test::radioConversation());
        save(u"streaming-"_s + suffix, view);
        const QImage image = view.grab().toImage();
        const ui::widgets::Tokens &tokens = dark ? ui::widgets::darkTokens() : ui::widgets::lightTokens();
        QCOMPARE(image.pixelColor(300, 430), tokens.canvas);
        QCOMPARE(image.pixelColor(24, 40), tokens.teal);
        QCOMPARE(image.pixelColor(24, 120), tokens.amber);
        QCOMPARE(image.pixelColor(24, 290), tokens.violet);

        model.removeAllTurns();
        view.resize(596, 1000);
        model.appendTurns(toolTurns());
        save(u"tools-"_s + suffix, view);

        model.removeAllTurns();
        model.appendTurns(test::citingConversation());
        view.resize(596, 1000);
        QTRY_VERIFY(!view.hotSpots(0).empty());
        save(u"sources-"_s + suffix, view);
        view.resize(320, 1400);
        save(u"sources-narrow-"_s + suffix, view);

        model.removeAllTurns();
        model.appendTurns(endings());
        view.resize(596, 620);
        save(u"error-"_s + suffix, view);

        model.removeAllTurns();
        model.appendTurn(
            test::turnOf(u"l"_s, u"assistant"_s, {test::textBlock(test::longAnswer(), Strata::Output)}));
        view.resize(596, 1150);
        save(u"long-"_s + suffix, view);
        view.selectAll();
        view.resize(420, 1150);
        save(u"narrow-"_s + suffix, view);
    }
};

QTEST_MAIN(TestTranscriptLook)
#include "tst_transcriptlook.moc"
