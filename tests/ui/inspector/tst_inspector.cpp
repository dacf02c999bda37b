// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/frameencoder.h"
#include "core/history/exchange.h"
#include "ui/inspector/exchangetext.h"
#include "ui/inspector/framepane.h"
#include "ui/inspector/inspector.h"
#include "ui/models/eventrows.h"
#include "ui/widgets/jsonview.h"
#include "ui/widgets/pill.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/tabstrip.h"
#include "ui/widgets/theme.h"

#include <QAbstractItemView>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTableView>
#include <QTest>
#include <QToolButton>

#include <map>

// Its headers need the keywords this project does without.
#define signals Q_SIGNALS
#define slots Q_SLOTS
#include <Qsci/qsciscintilla.h>
#undef signals
#undef slots

using namespace outcrop;
using namespace outcrop::ui;
using namespace std::chrono_literals;

namespace
{

class FakeSource final : public models::ExchangeSource
{
public:
    Load loading(qint64 id) const override
    {
        using Loaded = base::Result<history::Exchange>;
        const auto found = exchanges.find(id);
        const auto loaded = found == exchanges.end()
                                ? Loaded(base::makeError(base::ErrorKind::NotFound,
                                                         QStringLiteral("That exchange is not kept.")))
                                : Loaded(found->second);
        return [loaded] { return loaded; };
    }

    std::map<qint64, history::Exchange> exchanges;
};

QByteArray delta(const QByteArray &text)
{
    return eventstream::encodeFrame({eventstream::stringHeader(":event-type", "contentBlockDelta"),
                                     eventstream::stringHeader(":content-type", "application/json"),
                                     eventstream::stringHeader(":message-type", "event")},
                                    "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"" + text + "\"}}");
}

const QByteArray requestBody("{\"system\":[],\"inferenceConfig\":{\"temperature\":1.0}}");

history::Exchange exchange(const QByteArray &responseBody, const QByteArray &contentType, int status)
{
    history::Exchange result;
    result.summary.method = "POST";
    result.summary.url = QUrl(QStringLiteral("http://127.0.0.1:4000/model/m%3A1/converse-stream"));
    result.summary.status = status;
    result.summary.outcome = QStringLiteral("complete");
    result.summary.connectionName = QStringLiteral("Simulator");
    result.requestHeaders = {{"Authorization", "[redacted]"}, {"Content-Type", "application/json"}};
    result.requestBody = requestBody;
    result.responseHeaders = {{"Content-Type", contentType}, {"x-amzn-RequestId", "abc-1"}};
    result.chunks = {{responseBody, 120ms}};
    return result;
}

const QByteArray streamType("application/vnd.amazon.eventstream");

template <typename T>
T *named(QWidget &window, const QString &accessibleName)
{
    for (T *widget : window.findChildren<T *>()) {
        if (widget->accessibleName() == accessibleName)
            return widget;
    }
    return nullptr;
}

QString visibleText(const QWidget &window)
{
    QStringList texts;
    for (const QLabel *label : window.findChildren<QLabel *>()) {
        if (label->isVisible())
            texts.append(label->text());
    }
    return texts.join(u'\n');
}

widgets::JsonView *shownView(const QWidget &window)
{
    const auto views = window.findChildren<widgets::JsonView *>();
    const auto shown = std::find_if(views.begin(), views.end(), [](auto *view) { return view->isVisible(); });
    return shown == views.end() ? nullptr : *shown;
}

} // namespace

class TestInspector : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(widgets::ThemeChoice::Light); }
    void cleanupTestCase() { m_theme.reset(); }
    void saysWhatToDoWhileThereIsNothing();
    void showsTheRequestPrettyAndAsTheExactBytes();
    void followsARunningStream();
    void followsARecordThatComesLater();
    void showsWhatStandsForAnAttachment();
    void showsAFrameThatIsRecordedLater();
    void showsTheChosenFrame();
    void marksTheBytesThatWereFoundOfSeveralEqualOnes_data();
    void marksTheBytesThatWereFoundOfSeveralEqualOnes();
    void marksWhatWasFound_data();
    void marksWhatWasFound();
    void filtersEvents();
    void showsAPlainErrorAnswer();
    void saysWhenAnExchangeIsNotKept();
    void writesHexDumpsLikeHexdump();
    void saysDurations();

private:
    std::unique_ptr<widgets::Theme> m_theme;
};

void TestInspector::saysWhatToDoWhileThereIsNothing()
{
    FakeSource source;
    inspector::Inspector inspector(&source);
    inspector.show();
    QVERIFY(visibleText(inspector).contains(QStringLiteral("Ctrl+Enter")));
}

void TestInspector::showsTheRequestPrettyAndAsTheExactBytes()
{
    FakeSource source;
    source.exchanges.emplace(1, exchange(delta("a"), streamType, 200));
    inspector::Inspector inspector(&source);
    inspector.show();
    inspector.showExchange(1);
    QTRY_VERIFY(shownView(inspector));
    widgets::JsonView *view = shownView(inspector);
    QVERIFY(view->bytes().contains("\n"));
    QVERIFY(view->bytes().contains("1.0"));
    view->parentWidget()->findChild<widgets::Segments *>()->setCurrent(1);
    QCOMPARE(view->bytes(), requestBody);
    auto *headers = named<QAbstractItemView>(inspector, QStringLiteral("Request headers"));
    QVERIFY(headers);
    QCOMPARE(headers->model()->index(0, 1).data().toString(), QStringLiteral("[redacted]"));
}

void TestInspector::followsARunningStream()
{
    FakeSource source;
    inspector::Inspector inspector(&source);
    inspector.show();
    auto *tabs = inspector.findChild<widgets::TabStrip *>();
    history::Exchange running = exchange({}, streamType, 200);
    running.summary.status.reset();
    running.summary.outcome.reset();
    running.responseHeaders.clear();
    running.chunks.clear();
    source.exchanges[7] = running;
    Q_EMIT source.started(7);
    QCOMPARE(inspector.exchange(), 7);

    const QByteArray first = delta("one");
    const QByteArray second = delta("two");
    running = exchange(first, streamType, 200);
    running.summary.outcome.reset();
    source.exchanges[7] = running;
    Q_EMIT source.headArrived(7);
    auto rows = models::eventRowsOf(running);
    QCOMPARE(rows.size(), size_t(1));
    Q_EMIT source.frameArrived(7, rows[0]);
    Q_EMIT source.frameArrived(8, rows[0]); // another exchange's
    QTRY_COMPARE(tabs->badge(inspector::Inspector::Events), QStringLiteral("1"));

    source.exchanges[7] = exchange(first + second, streamType, 200);
    Q_EMIT source.ended(7);
    QTRY_COMPARE(tabs->badge(inspector::Inspector::Events), QStringLiteral("2"));
}

void TestInspector::followsARecordThatComesLater()
{
    FakeSource source;
    inspector::Inspector inspector(&source);
    inspector.show();
    auto *tabs = inspector.findChild<widgets::TabStrip *>();
    const QByteArray body = delta("one") + delta("two");
    const history::Exchange whole = exchange(body, streamType, 200);
    Q_EMIT source.started(7);
    QVERIFY(!visibleText(inspector).contains(QStringLiteral("Not kept")));
    history::Exchange begun = whole;
    begun.summary.outcome.reset();
    begun.summary.status.reset();
    begun.chunks.clear();
    source.exchanges[7] = begun;
    Q_EMIT source.written(7);
    QTRY_VERIFY(shownView(inspector));

    Q_EMIT source.headArrived(7);
    for (const models::EventRow &row : models::eventRowsOf(whole))
        Q_EMIT source.frameArrived(7, row);
    Q_EMIT source.ended(7);
    QTRY_COMPARE(tabs->badge(inspector::Inspector::Events), QStringLiteral("2")); // from the signals
    source.exchanges[7] = whole;
    Q_EMIT source.written(7);
    QCOMPARE(tabs->badge(inspector::Inspector::Events), QStringLiteral("2"));
    inspector.setCurrentTab(inspector::Inspector::Response);
    const auto statusIsShown = [&] {
        const auto pills = inspector.findChildren<widgets::Pill *>();
        return std::any_of(pills.begin(), pills.end(), [](const widgets::Pill *pill) {
            return pill->isVisible() && pill->text().contains(QStringLiteral("200"));
        });
    };
    QTRY_VERIFY(statusIsShown());
}

void TestInspector::showsWhatStandsForAnAttachment()
{
    FakeSource source;
    history::Exchange sent = exchange(delta("a"), streamType, 200);
    const QByteArray base64(4'000'000, 'A');
    sent.requestBody =
        R"({"messages":[{"role":"user","content":[{"image":{"format":"png","source":{"bytes":")" + base64 +
        R"("}}}]}]})";
    source.exchanges.emplace(1, sent);
    inspector::Inspector inspector(&source);
    inspector.show();
    inspector.showExchange(1);
    QTRY_VERIFY(shownView(inspector));
    QVERIFY(shownView(inspector)->bytes().contains("4.0 MB base64"));
    QVERIFY(shownView(inspector)->bytes().size() < 1000);
    QVERIFY(visibleText(inspector).contains(inspector::bytesText(sent.requestBody.size())));
}

void TestInspector::showsAFrameThatIsRecordedLater()
{
    FakeSource source;
    inspector::Inspector inspector(&source);
    inspector.show();
    inspector.setCurrentTab(inspector::Inspector::Events);
    const QByteArray body = delta("one");
    const history::Exchange whole = exchange(body, streamType, 200);
    history::Exchange begun = whole;
    begun.summary.outcome.reset();
    begun.chunks.clear();
    source.exchanges[7] = begun;
    Q_EMIT source.started(7);
    Q_EMIT source.headArrived(7);
    Q_EMIT source.frameArrived(7, models::eventRowsOf(whole).front());
    auto *table = named<QAbstractItemView>(inspector, QStringLiteral("Events"));
    QTRY_COMPARE(table->model()->rowCount(), 1);
    table->setCurrentIndex(table->model()->index(0, 0));
    QVERIFY(!visibleText(inspector).contains(inspector::hexBytes(body.first(8))));
    source.exchanges[7] = whole;
    // Told until it was seen: the first one may come while the frame is looked for.
    const auto isShown = [&] {
        Q_EMIT source.written(7);
        return visibleText(inspector).contains(inspector::hexBytes(body.first(8)));
    };
    QTRY_VERIFY(isShown());
}

void TestInspector::showsTheChosenFrame()
{
    FakeSource source;
    const QByteArray first = delta("one");
    const QByteArray second = delta("two");
    source.exchanges.emplace(1, exchange(first + second, streamType, 200));
    inspector::Inspector inspector(&source);
    inspector.show();
    inspector.showExchange(1);
    inspector.setCurrentTab(inspector::Inspector::Events);
    auto *table = named<QAbstractItemView>(inspector, QStringLiteral("Events"));
    QVERIFY(table);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTest::keyClick(table, Qt::Key_Down);
    QTRY_COMPARE(table->currentIndex().row(), 1);
    QTRY_VERIFY(visibleText(inspector).contains(inspector::hexBytes(second.first(8))));
    const QString text = visibleText(inspector);
    QVERIFY2(text.contains(QStringLiteral("OFFSET %1").arg(first.size())), qPrintable(text));
    QVERIFY(text.contains(inspector::hexBytes(second.sliced(8, 4))));
    QVERIFY(text.contains(inspector::hexBytes(second.last(4))));
    QVERIFY(text.contains(QStringLiteral(":message-type")));
    auto views = inspector.findChildren<widgets::JsonView *>();
    QVERIFY(std::any_of(views.begin(), views.end(), [](auto *view) {
        return view->isVisible() && view->bytes().contains("\"text\": \"two\"");
    }));
}

void TestInspector::marksTheBytesThatWereFoundOfSeveralEqualOnes_data()
{
    QTest::addColumn<QByteArray>("payload"); // what is to be marked stands in angles
    QTest::addColumn<QByteArray>("shown");   // what is shown before and in the selection
    QTest::addColumn<QByteArray>("marked");
    QTest::newRow("a word that is a key, too") << QByteArray(R"({"text":"a <text>"})")
                                               << QByteArray("{\n  \"text\": \"a text") << QByteArray("text");
    QTest::newRow("the second of two") << QByteArray(R"({"text":"one two <one>"})")
                                       << QByteArray("{\n  \"text\": \"one two one") << QByteArray("one");
    QTest::newRow("the first of two") << QByteArray(R"({"text":"<one> two one"})")
                                      << QByteArray("{\n  \"text\": \"one") << QByteArray("one");
    QTest::newRow("laid out otherwise")
        << QByteArray("{ \"a\" :\"  a\" ,\n\"b\":\"<  a>\"}")
        << QByteArray("{\n  \"a\": \"  a\",\n  \"b\": \"  a") << QByteArray("  a");
    QTest::newRow("over a colon") << QByteArray(R"({"a":1,<"a":2>})")
                                  << QByteArray("{\n  \"a\": 1,\n  \"a\": 2") << QByteArray("\"a\": 2");
    QTest::newRow("past the end") << QByteArray(R"({"text":"a"<}     )") + '>'
                                  << QByteArray("{\n  \"text\": \"a\"\n}") << QByteArray("}");
    QTest::newRow("no JSON") << QByteArray("text <text>") << QByteArray("text text") << QByteArray("text");
    QTest::newRow("nothing") << QByteArray(R"({"text":"a"}<>)") << QByteArray() << QByteArray();
}

void TestInspector::marksTheBytesThatWereFoundOfSeveralEqualOnes()
{
    QFETCH(QByteArray, payload);
    QFETCH(QByteArray, shown);
    QFETCH(QByteArray, marked);
    const qsizetype offset = payload.indexOf('<');
    const qsizetype length = payload.indexOf('>') - offset - 1;
    payload.replace("<", "").replace(">", "");
    const QByteArray frame = eventstream::encodeFrame(
        {eventstream::stringHeader(":event-type", "contentBlockDelta")}, payload.trimmed());
    inspector::FramePane pane;
    pane.resize(400, 700);
    pane.show();
    pane.showFrame(models::eventRowsOf(exchange(frame, streamType, 200)).front(), frame);
    pane.mark(offset, length);
    auto *view = pane.findChild<widgets::JsonView *>();
    auto *editor = qobject_cast<QsciScintillaBase *>(view->focusProxy());
    QVERIFY(editor);
    const long from = editor->SendScintilla(QsciScintillaBase::SCI_GETSELECTIONSTART);
    const long to = editor->SendScintilla(QsciScintillaBase::SCI_GETSELECTIONEND);
    QCOMPARE(view->bytes().left(to), shown);
    QCOMPARE(view->bytes().mid(from, to - from), marked);
}

void TestInspector::marksWhatWasFound_data()
{
    QTest::addColumn<QString>("word");
    QTest::addColumn<int>("tab");
    QTest::addColumn<QString>("marked");
    using inspector::Inspector;
    QTest::newRow("request") << QStringLiteral("TEMPERATURE") << int(Inspector::Request)
                             << QStringLiteral("temperature");
    QTest::newRow("request header") << QStringLiteral("redacted") << int(Inspector::Request)
                                    << QStringLiteral("Authorization");
    QTest::newRow("response header") << QStringLiteral("abc-1") << int(Inspector::Response)
                                     << QStringLiteral("x-amzn-RequestId");
    QTest::newRow("frame") << QStringLiteral("two") << int(Inspector::Events) << QStringLiteral("two");
}

void TestInspector::marksWhatWasFound()
{
    QFETCH(QString, word);
    QFETCH(int, tab);
    QFETCH(QString, marked);
    FakeSource source;
    source.exchanges.emplace(1, exchange(delta("one") + delta("two") + delta("three"), streamType, 200));
    inspector::Inspector inspector(&source);
    inspector.resize(400, 700);
    inspector.show();
    inspector.showExchange(1);
    auto *filter = named<QLineEdit>(inspector, QStringLiteral("Filter events"));
    filter->setText(QStringLiteral("nothing is called that"));
    models::FoundPlace place;
    place.kind = search::PassageKind::Raw;
    place.exchangeId = 1;
    place.terms = {word};
    inspector.showFound(place);
    auto *tabs = named<widgets::TabStrip>(inspector, QStringLiteral("Inspector"));
    QTRY_COMPARE(tabs->currentIndex(), tab);
    const auto shown = [&] {
        if (!shownView(inspector))
            return QString();
        QGuiApplication::clipboard()->clear();
        QTest::keyClick(shownView(inspector)->focusProxy(), Qt::Key_C, Qt::ControlModifier);
        QStringList found{QGuiApplication::clipboard()->text()};
        for (auto *table : inspector.findChildren<QTableView *>()) {
            if (table->isVisible() && table->currentIndex().isValid() && tab != inspector::Inspector::Events)
                found += table->currentIndex().siblingAtColumn(0).data().toString();
        }
        return found.join(QString());
    };
    QTRY_COMPARE(shown(), marked);
    if (tab == inspector::Inspector::Events)
        QCOMPARE(named<QAbstractItemView>(inspector, QStringLiteral("Events"))->currentIndex().row(), 1);
}

void TestInspector::filtersEvents()
{
    FakeSource source;
    const QByteArray stop = eventstream::encodeFrame({eventstream::stringHeader(":event-type", "messageStop"),
                                                      eventstream::stringHeader(":message-type", "event")},
                                                     "{\"stopReason\":\"end_turn\"}");
    source.exchanges.emplace(1, exchange(delta("a") + delta("b") + stop, streamType, 200));
    inspector::Inspector inspector(&source);
    inspector.show();
    inspector.showExchange(1);
    inspector.setCurrentTab(inspector::Inspector::Events);
    auto *table = named<QAbstractItemView>(inspector, QStringLiteral("Events"));
    auto *filter = named<QLineEdit>(inspector, QStringLiteral("Filter events"));
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QTest::keyClicks(filter, QStringLiteral("END_"));
    QCOMPARE(table->model()->rowCount(), 1);
    filter->clear();
    QCOMPARE(table->model()->rowCount(), 3);
}

void TestInspector::showsAPlainErrorAnswer()
{
    FakeSource source;
    history::Exchange refused = exchange("{\"message\":\"no\"}", "application/json", 400);
    refused.summary.error =
        base::makeError(base::ErrorKind::Validation, QStringLiteral("The service refused."));
    source.exchanges.emplace(1, refused);
    inspector::Inspector inspector(&source);
    inspector.show();
    inspector.showExchange(1);
    inspector.setCurrentTab(inspector::Inspector::Response);
    QTRY_VERIFY(visibleText(inspector).contains(QStringLiteral("The service refused.")));
    QVERIFY(visibleText(inspector).contains(QStringLiteral("abc-1")));
    inspector.setCurrentTab(inspector::Inspector::Events);
    QVERIFY(visibleText(inspector).contains(QStringLiteral("not a stream")));
}

void TestInspector::saysWhenAnExchangeIsNotKept()
{
    FakeSource source;
    inspector::Inspector inspector(&source);
    inspector.show();
    inspector.showExchange(99);
    QTRY_VERIFY(visibleText(inspector).contains(QStringLiteral("That exchange is not kept.")));
}

void TestInspector::writesHexDumpsLikeHexdump()
{
    QCOMPARE(inspector::hexDump("0123456789abcdefX\n"),
             QByteArray("00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
                        "00000010  58 0a                                             |X.|\n"));
    QCOMPARE(inspector::hexDump({}), QByteArray());
}

void TestInspector::saysDurations()
{
    QCOMPARE(inspector::durationText(std::nullopt), QStringLiteral("-"));
    QCOMPARE(inspector::durationText(388ms), QStringLiteral("388 ms"));
    QCOMPARE(inspector::durationText(1940ms), QStringLiteral("1.9 s"));
    QCOMPARE(inspector::durationText(125s), QStringLiteral("2 min 5 s"));
}

QTEST_MAIN(TestInspector)
#include "tst_inspector.moc"
