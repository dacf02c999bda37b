// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/eventstream/frameencoder.h"
#include "core/history/exchange.h"
#include "ui/models/connectionsmodel.h"
#include "ui/models/eventrows.h"
#include "ui/models/eventsmodel.h"
#include "ui/models/headersmodel.h"

#include <QAbstractItemModelTester>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::ui::models;
using namespace std::chrono_literals;

class TestEventsModel : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void growsRowByRowWithoutReset();
    void replacesRowsWithoutReset();
    void showsUnknownTimesAsADash();
    void takesAHundredThousandRowsOneByOne();
    void readsRowsFromARecording();
    void endsARecordingInItsFault();
    void hasNoRowsForAPlainBody();
    void namesExceptionsByTheirType();
    void headersFollowWithoutReset();
    void connectionsChangeRowByRow();
};

namespace
{

QByteArray frame(const char *event, const QByteArray &payload, const char *messageType = "event")
{
    const bool exception = qstrcmp(messageType, "exception") == 0;
    return eventstream::encodeFrame(
        {eventstream::stringHeader(exception ? ":exception-type" : ":event-type", event),
         eventstream::stringHeader(":content-type", "application/json"),
         eventstream::stringHeader(":message-type", messageType)},
        payload);
}

history::Exchange recording(const std::vector<history::BodyChunk> &chunks, bool ended = true)
{
    history::Exchange exchange;
    exchange.responseHeaders = {{"Content-Type", "application/vnd.amazon.eventstream"}};
    exchange.chunks = chunks;
    if (ended)
        exchange.summary.outcome = QStringLiteral("complete");
    return exchange;
}

EventRow row(quint64 index)
{
    EventRow r;
    r.index = index;
    r.name = QStringLiteral("contentBlockDelta");
    r.bytes = 100;
    r.offset = index * 100;
    return r;
}

} // namespace

void TestEventsModel::growsRowByRowWithoutReset()
{
    EventsModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
    model.append({row(0)});
    model.append({row(1), row(2)});
    model.append({});
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(inserts.size(), 2);
    QCOMPARE(inserts.at(1).at(1).toInt(), 1);
    QCOMPARE(inserts.at(1).at(2).toInt(), 2);
    QCOMPARE(model.index(2, EventsModel::Index).data().toString(), QStringLiteral("2"));
    QCOMPARE(resets.size(), 0);
}

void TestEventsModel::replacesRowsWithoutReset()
{
    EventsModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.append({row(0), row(1)});
    model.replaceAll({row(7)});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.row(0).index, 7ULL);
    model.clear();
    QCOMPARE(model.rowCount(), 0);
    QCOMPARE(resets.size(), 0);
}

void TestEventsModel::showsUnknownTimesAsADash()
{
    EventsModel model;
    EventRow known = row(0);
    known.sinceStart = 388400us;
    known.crcOk = false;
    known.detail = QStringLiteral("text");
    model.append({known, row(1)});
    QCOMPARE(model.index(0, EventsModel::Milliseconds).data().toString(), QStringLiteral("388"));
    QCOMPARE(model.index(1, EventsModel::Milliseconds).data().toString(), QStringLiteral("-"));
    QCOMPARE(model.index(0, EventsModel::Crc).data().toString(), QStringLiteral("bad"));
    QCOMPARE(model.index(1, EventsModel::Crc).data().toString(), QStringLiteral("ok"));
    QCOMPARE(model.index(0, EventsModel::Event).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("contentBlockDelta text"));
}

void TestEventsModel::takesAHundredThousandRowsOneByOne()
{
    EventsModel model;
    QElapsedTimer timer;
    timer.start();
    for (quint64 i = 0; i < 100000; ++i)
        model.append({row(i)});
    QCOMPARE(model.rowCount(), 100000);
    // Measured 0.03 s; the bound only catches work that grows with the rows there are.
    QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
}

void TestEventsModel::readsRowsFromARecording()
{
    const QByteArray start = frame("messageStart", "{\"role\":\"assistant\"}");
    const QByteArray delta =
        frame("contentBlockDelta", "{\"contentBlockIndex\":0,\"delta\":{\"text\":\"a\"}}");
    const QByteArray stop = frame("messageStop", "{\"stopReason\":\"end_turn\"}");
    const QByteArray body = start + delta + stop;
    const qsizetype cut = start.size() + 10;
    const auto rows = eventRowsOf(recording({{body.first(cut), 100ms}, {body.sliced(cut), 250ms}}));
    QCOMPARE(rows.size(), size_t(3));
    QCOMPARE(rows[0].name, QStringLiteral("messageStart"));
    QCOMPARE(rows[0].sinceStart, std::optional<std::chrono::nanoseconds>(100ms));
    QCOMPARE(rows[1].name, QStringLiteral("contentBlockDelta"));
    QCOMPARE(rows[1].detail, QStringLiteral("text"));
    QCOMPARE(rows[1].offset, quint64(start.size()));
    QCOMPARE(rows[1].bytes, quint64(delta.size()));
    QCOMPARE(rows[1].sinceStart, std::optional<std::chrono::nanoseconds>(250ms));
    QCOMPARE(rows[2].detail, QStringLiteral("end_turn"));
    QVERIFY(rows[2].crcOk && !rows[2].isProblem);
}

void TestEventsModel::endsARecordingInItsFault()
{
    const QByteArray good = frame("messageStart", "{}");
    QByteArray bad = frame("contentBlockDelta", "{\"delta\":{\"text\":\"a\"}}");
    bad[bad.size() - 6] = char(bad[bad.size() - 6] ^ 1);
    auto rows = eventRowsOf(recording({{good + bad, 5ms}}));
    QCOMPARE(rows.size(), size_t(2));
    QCOMPARE(rows[1].name, QStringLiteral("fault"));
    QCOMPARE(rows[1].detail, QStringLiteral("message-crc"));
    QVERIFY(rows[1].isProblem && !rows[1].crcOk);
    QCOMPARE(rows[1].offset, quint64(good.size()));

    const std::vector<history::BodyChunk> half{{good + good.first(20), 5ms}};
    rows = eventRowsOf(recording(half));
    QCOMPARE(rows.size(), size_t(2));
    QCOMPARE(rows[1].detail, QStringLiteral("truncated"));
    // While it runs, half a frame is simply not there yet.
    QCOMPARE(eventRowsOf(recording(half, false)).size(), size_t(1));
}

void TestEventsModel::hasNoRowsForAPlainBody()
{
    history::Exchange exchange = recording({{frame("messageStart", "{}"), 5ms}});
    exchange.responseHeaders = {{"content-type", "application/json"}};
    QVERIFY(eventRowsOf(exchange).empty());
}

void TestEventsModel::namesExceptionsByTheirType()
{
    const auto rows =
        eventRowsOf(recording({{frame("throttlingException", "{\"message\":\"slow\"}", "exception"), 1ms}}));
    QCOMPARE(rows.at(0).name, QStringLiteral("throttlingException"));
    QVERIFY(rows.at(0).isProblem);
}

void TestEventsModel::headersFollowWithoutReset()
{
    HeadersModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setHeaders({{"X-B", "2"}, {"x-a", "\xe4"}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, HeadersModel::Name).data().toString(), QStringLiteral("X-B"));
    QCOMPARE(model.index(1, HeadersModel::Value).data().toString(), QStringLiteral("\u00e4"));
    model.setHeaders({{"h", "<b>"}});
    QCOMPARE(model.rowCount(), 1);
    QCOMPARE(model.index(0, HeadersModel::Value).data(Qt::ToolTipRole).toString(),
             QStringLiteral("&lt;b&gt;"));
    QCOMPARE(resets.size(), 0);
}

void TestEventsModel::connectionsChangeRowByRow()
{
    ConnectionsModel model;
    QAbstractItemModelTester tester(&model);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    ConnectionRow simulator;
    simulator.name = QStringLiteral("Simulator");
    simulator.state = ConnectionRow::State::Starting;
    model.put(simulator);
    ConnectionRow environment;
    environment.name = QStringLiteral("Environment");
    model.put(environment);
    QCOMPARE(model.rowCount(), 2);
    simulator.state = ConnectionRow::State::Ready;
    model.put(simulator);
    model.put(simulator);
    QCOMPARE(changes.size(), 1);
    QCOMPARE(model.index(0).data(ConnectionsModel::StateRole).toInt(), int(ConnectionRow::State::Ready));
    model.remove(simulator.name);
    model.remove(simulator.name);
    QCOMPARE(model.rowOf(environment.name), 0);
    QCOMPARE(resets.size(), 0);
}

QTEST_GUILESS_MAIN(TestEventsModel)
#include "tst_eventsmodel.moc"
