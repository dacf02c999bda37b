// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/runcontroller.h"

#include "core/conversation/requestedit.h"
#include "core/eventstream/frameencoder.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cstdlib>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

using namespace outcrop;
using namespace Qt::StringLiterals;
using conversation::TurnState;
using run::RunState;

namespace
{

QByteArray frame(const QByteArray &type, const QByteArray &payload)
{
    using eventstream::stringHeader;
    return eventstream::encodeFrame({stringHeader(":message-type", "event"),
                                     stringHeader(":event-type", type),
                                     stringHeader(":content-type", "application/json")},
                                    payload);
}

QByteArray textDelta(const QByteArray &text)
{
    return frame("contentBlockDelta", R"({"contentBlockIndex":0,"delta":{"text":")" + text + R"("}})");
}

// In plain spelling: moc loses its way in a raw string with an escaped quote.
const QByteArray halfAnInput = "{\"contentBlockIndex\":0,\"delta\":{\"toolUse\":{\"input\":\"{\\\"a\"}}}";

QByteArray ending()
{
    return frame("contentBlockStop", R"({"contentBlockIndex":0})") +
           frame("messageStop", R"({"stopReason":"end_turn"})") +
           frame("metadata",
                 R"({"usage":{"inputTokens":3,"outputTokens":2,"totalTokens":5},"metrics":{"latencyMs":9}})");
}

// The other end of one request, played by the test.
class ScriptedExchange final : public net::HttpExchange
{
public:
    void answer(int status, const QByteArray &body)
    {
        net::HttpResponseHead head;
        head.status = status;
        head.headers = {
            {"Content-Type", status == 200 ? "application/vnd.amazon.eventstream" : "application/json"}};
        Q_EMIT headReceived(head);
        send(body);
    }
    void send(const QByteArray &body) { Q_EMIT bodyReceived(body); }
    void finish() { finishLater(); }

    void abort() override
    {
        aborted = true;
        finishLater();
    }
    std::optional<base::Error> error() const override
    {
        return aborted ? std::optional(base::makeError(base::ErrorKind::Cancelled, u"aborted"_s))
                       : std::nullopt;
    }
    qint64 bodyBytes() const override { return 0; }
    bool requestMayHaveArrived() const override { return true; }

    bool aborted = false;
};

class ScriptedTransport final : public net::HttpTransport
{
public:
    std::unique_ptr<net::HttpExchange> open(const net::HttpRequest &request) override
    {
        requests.push_back(request);
        auto exchange = std::make_unique<ScriptedExchange>();
        last = exchange.get();
        return exchange;
    }

    std::vector<net::HttpRequest> requests;
    QPointer<ScriptedExchange> last;
};

conversation::Conversation question()
{
    conversation::Conversation conversation = conversation::newConversation();
    conversation.modelId = u"model"_s;
    conversation.draft = u"Hello"_s;
    return conversation;
}

} // namespace

class TestRunController : public QObject
{
    Q_OBJECT

private:
    struct Rig {
        base::SystemClock clock;
        ScriptedTransport transport;
        client::ConverseClient client{transport, nullptr, clock};
        std::unique_ptr<conversation::ConversationDocument> document =
            std::make_unique<conversation::ConversationDocument>(question());
        run::RunController controller{client, clock};

        Rig()
        {
            client::ConnectionTarget target;
            target.name = u"test"_s;
            target.endpoint = QUrl(u"http://127.0.0.1:9"_s);
            target.region = u"us-east-1"_s;
            target.auth = client::ConnectionTarget::Auth::None;
            controller.setTarget(target);
            controller.setDocument(document.get());
        }

        // Sends and waits until the request is at the other end.
        bool sent()
        {
            const size_t before = transport.requests.size();
            if (!controller.send().ok())
                return false;
            return QTest::qWaitFor([&] { return transport.requests.size() == before + 1 && transport.last; });
        }

        const conversation::Turn &turn(size_t row) const { return document->conversation().turns[row]; }
        QString text(size_t row) const
        {
            return turn(row).content.empty() ? QString()
                                             : turn(row).content.front().value.value("text"_L1).toString();
        }
        size_t turns() const { return document->conversation().turns.size(); }
    };

private Q_SLOTS:
    void bringsAWholeAnswerIntoTheConversation()
    {
        Rig rig;
        QSignalSpy finished(&rig.controller, &run::RunController::runFinished);
        QSignalSpy appended(&rig.controller, &run::RunController::liveTextAppended);
        QVERIFY(rig.sent());
        QCOMPARE(rig.turns(), size_t(1));
        QCOMPARE(rig.text(0), u"Hello"_s);
        QVERIFY(rig.document->conversation().draft.isEmpty());
        QCOMPARE(rig.controller.state(), RunState::Waiting);
        rig.transport.last->answer(200, frame("messageStart", R"({"role":"assistant"})") + textDelta("One "));
        rig.transport.last->send(textDelta("two"));
        QCOMPARE(rig.controller.state(), RunState::Streaming);
        QCOMPARE(rig.controller.liveBlocks().size(), size_t(1));
        QCOMPARE(appended.size(), 1); // the first text came with its block
        rig.transport.last->send(ending());
        rig.transport.last->finish();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(rig.turns(), size_t(2));
        QCOMPARE(rig.text(1), u"One two"_s);
        QVERIFY(rig.turn(1).state == TurnState::Complete);
        QCOMPARE(rig.turn(1).facts.stopReason, u"end_turn"_s);
        const auto sent = rig.turn(1).facts.sentUtc;
        QVERIFY(sent && std::abs(sent->secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QCOMPARE(rig.turn(1).facts.usage.value("outputTokens"_L1).toInt(), 2);
        QCOMPARE(rig.turn(1).id, finished.front().front().toString());
        QCOMPARE(rig.controller.state(), RunState::Idle);
        QVERIFY(!rig.controller.isRunning());
    }

    void neverWaitsForTheDiskAndSaysWhenItIsDone()
    {
        using State = conversation::DocumentSaver::State;
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"a.outcrop.json"_s);
        const auto onDisk = [&path](const QByteArray &text) {
            QFile file(path);
            return file.open(QIODevice::ReadOnly) && file.readAll().contains(text);
        };
        Rig rig;
        QVERIFY(rig.document->saver().saveAs(path));
        QVERIFY(rig.sent());
        QTRY_COMPARE(rig.document->saver().state(), State::Saved);
        QVERIFY(onDisk("Hello"));

        // Somebody else holds the folder: no save can come to its end.
        const int lock =
            ::open(QFile::encodeName(folder.path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        QCOMPARE(::flock(lock, LOCK_EX), 0);
        rig.transport.last->answer(200, textDelta("done") + ending());
        rig.transport.last->finish();
        QSignalSpy finished(&rig.controller, &run::RunController::runFinished);
        QSignalSpy saved(&rig.document->saver(), &conversation::DocumentSaver::saved);
        QVERIFY(finished.wait());
        QCOMPARE(rig.document->saver().state(), State::Saving);
        QVERIFY(!onDisk("done"));
        rig.document->setDraft(u"again"_s);
        QVERIFY(rig.sent());
        QCOMPARE(saved.size(), 0);
        QVERIFY(rig.document->saver().state() != State::Saved);
        ::close(lock);
        QTRY_COMPARE(rig.document->saver().state(), State::Saved);
        QVERIFY(onDisk("done") && onDisk("again"));
        rig.controller.stopNow();
    }

    void undoesTheAnswerAndThenTheQuestion()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(200, textDelta("x") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        rig.document->undoStack().undo();
        QCOMPARE(rig.turns(), size_t(1));
        rig.document->undoStack().undo();
        QCOMPARE(rig.turns(), size_t(0));
        rig.document->undoStack().redo();
        rig.document->undoStack().redo();
        QCOMPARE(rig.text(1), u"x"_s);
    }

    void oneClickIsOneRequest()
    {
        Rig rig;
        QVERIFY(rig.controller.send().ok());
        for (int i = 0; i < 20; ++i) {
            const auto again = rig.controller.send();
            QVERIFY(!again.ok());
            QCOMPARE(again.error().kind, base::ErrorKind::BadInput);
        }
        QTRY_COMPARE(rig.transport.requests.size(), size_t(1));
        rig.transport.last->answer(200, textDelta("x"));
        QVERIFY(!rig.controller.send().ok());
        rig.transport.last->send(ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        // The message is answered: a late click sends nothing either.
        QVERIFY(!rig.controller.send().ok());
        QCOMPARE(rig.transport.requests.size(), size_t(1));
    }

    void keepsAndMarksWhatHadArrivedWhenStopped()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(200, textDelta("partial"));
        rig.controller.stop();
        rig.controller.stop();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.text(1), u"partial"_s);
        QVERIFY(rig.turn(1).state == TurnState::Stopped);
        QVERIFY(!rig.turn(1).facts.error);
    }

    void stopsBeforeTheFirstByte()
    {
        Rig rig;
        QVERIFY(rig.controller.send().ok());
        rig.controller.stop();
        QTRY_VERIFY(!rig.controller.isRunning());
        QVERIFY(rig.turn(1).state == TurnState::Stopped);
        QVERIFY(rig.turn(1).content.empty());
    }

    void commitsAtOnceWhenTheProgramEnds()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(200, textDelta("partial"));
        rig.controller.stopNow();
        QVERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.text(1), u"partial"_s);
        QVERIFY(rig.turn(1).state == TurnState::Stopped);
    }

    void marksACutAnswerIncomplete()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(200, textDelta("cut"));
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.text(1), u"cut"_s);
        QVERIFY(rig.turn(1).state == TurnState::Incomplete);
        QCOMPARE(rig.turn(1).facts.error->kind, base::ErrorKind::StreamIncomplete);
    }

    void neverSendsACallOfACutAnswer()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(
            200, frame("contentBlockStart",
                       R"({"contentBlockIndex":0,"start":{"toolUse":{"toolUseId":"t","name":"f"}}})") +
                     frame("contentBlockDelta", halfAnInput));
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        const json::Json block = rig.turn(1).content.front().value;
        QCOMPARE(block.value(conversation::unsentToolUseMember).value("inputText"_L1).toString(), u"{\"a"_s);
        rig.document->setDraft(u"next"_s);
        QVERIFY(rig.sent());
        QVERIFY(!rig.transport.requests.back().body.contains("tool"));
        rig.controller.stopNow();
    }

    void keepsABlockOfAnUnknownKindInItsPlace()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(
            200, textDelta("x") +
                     frame("contentBlockDelta", R"({"contentBlockIndex":1,"delta":{"hologram":{"y":1}}})") +
                     frame("contentBlockDelta", R"({"contentBlockIndex":2,"delta":{"text":"z"}})") +
                     ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.turn(1).content.size(), size_t(3));
        QVERIFY(rig.turn(1).content[1].value.contains(conversation::unknownBlockMember));
        rig.document->setDraft(u"next"_s);
        QVERIFY(rig.sent());
        QVERIFY(!rig.transport.requests.back().body.contains("hologram"));
        rig.controller.stopNow();
    }

    void showsARefusalAsAFailedTurn()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(400, R"({"__type":"ValidationException","message":"no such thing"})");
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QVERIFY(rig.turn(1).state == TurnState::Failed);
        QCOMPARE(rig.turn(1).facts.error->serviceMessage, u"no such thing"_s);
        QCOMPARE(rig.turn(1).facts.error->kind, base::ErrorKind::Validation);
    }

    void retriesInThePlaceOfTheFailedAnswer()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(400, R"({"message":"no"})");
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        const QString failed = rig.turn(1).id;
        const QByteArray body = rig.transport.requests.front().body;

        QVERIFY(rig.controller.retry(failed).ok());
        QTRY_COMPARE(rig.transport.requests.size(), size_t(2));
        QCOMPARE(rig.transport.requests.back().body, body);
        rig.transport.last->answer(200, textDelta("now") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.turns(), size_t(2));
        QCOMPARE(rig.turn(1).id, failed);
        QCOMPARE(rig.text(1), u"now"_s);
        rig.document->undoStack().undo();
        QVERIFY(rig.turn(1).state == TurnState::Failed);
    }

    void aVariableWithoutAValueIsNotSent()
    {
        Rig rig;
        rig.document->setDraft(u"Hello {{who}}"_s);
        const auto refused = rig.controller.send();
        QVERIFY(!refused.ok());
        QVERIFY2(refused.error().message.contains(u"{{who}}"_s), qPrintable(refused.error().message));
        QCOMPARE(rig.turns(), size_t(0));
        rig.document->setVariable(u"who"_s, u"world"_s);
        QVERIFY(rig.controller.send().ok());
        QTRY_COMPARE(rig.transport.requests.size(), size_t(1));
        QVERIFY(rig.transport.requests[0].body.contains("Hello world"));
        QCOMPARE(rig.text(0), u"Hello {{who}}"_s);
    }

    void rerunIsABranchBesideTheOldAnswer()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.transport.last->answer(200, textDelta("old") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        const QString old = rig.turn(1).id;
        QVERIFY(!rig.document->conversation().awaited);
        rig.document->appendTurn(conversation::userTurn(u"more"_s));

        QVERIFY(rig.controller.retry(old).ok());
        QCOMPARE(rig.controller.liveInsteadOf(), old);
        QCOMPARE(rig.controller.liveParentId(), rig.turn(0).id);
        QCOMPARE(rig.document->conversation().awaited->turnId, rig.controller.liveTurnId());
        QTRY_COMPARE(rig.transport.requests.size(), size_t(2));
        rig.transport.last->answer(200, textDelta("new") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.turns(), size_t(2));
        QCOMPARE(rig.text(1), u"new"_s);
        QCOMPARE(rig.document->conversation().siblingsOf(old).size(), size_t(2));
        QVERIFY(rig.document->chooseTurn(old));
        QCOMPARE(rig.turns(), size_t(3));
        QCOMPARE(rig.text(1), u"old"_s);
    }

    void anAnswerComesToItsBranchWhenAnotherIsLookedAt()
    {
        Rig rig;
        QVERIFY(rig.sent());
        const QString question = rig.turn(0).id;
        const QString other = rig.document->addSibling(question, conversation::userTurn(u"other"_s));
        rig.transport.last->answer(200, textDelta("x") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.turns(), size_t(1));
        QCOMPARE(rig.turn(0).id, other);
        rig.document->chooseTurn(question);
        QCOMPARE(rig.text(1), u"x"_s);
    }

    void refusesToRetryWhatIsNoAnswer()
    {
        Rig rig;
        rig.document->appendDraft();
        QVERIFY(!rig.controller.retry(rig.turn(0).id).ok());
        QVERIFY(!rig.controller.retry(u"unknown"_s).ok());
    }

    void saysWhyNothingCanBeSent()
    {
        Rig rig;
        rig.document->setDraft(u"  \n"_s);
        QVERIFY(!rig.controller.send().ok());
        rig.document->setDraft(u"x"_s);
        rig.document->setModelId(u" "_s);
        QVERIFY(rig.controller.send().error().message.contains(u"model"_s));
        rig.document->setModelId(u"m"_s);
        conversation::setRequestText(*rig.document, u"{"_s);
        QVERIFY(rig.controller.send().error().message.contains(u"JSON"_s));
        conversation::setRequestText(*rig.document, std::nullopt);
        rig.controller.setTarget(std::nullopt);
        QVERIFY(rig.controller.send().error().message.contains(u"connection"_s));
        rig.controller.setDocument(nullptr);
        QVERIFY(rig.controller.send().error().message.contains(u"conversation"_s));
        QCOMPARE(rig.turns(), size_t(0));
        QVERIFY(rig.transport.requests.empty());
    }

    void sendsTheSnapshotWhateverIsEditedMeanwhile()
    {
        Rig rig;
        QVERIFY(rig.controller.send().ok());
        rig.document->setModelId(u"other"_s);
        rig.document->setInference(u"maxTokens"_s, json::Json(5));
        QTRY_COMPARE(rig.transport.requests.size(), size_t(1));
        QVERIFY(rig.transport.requests[0].url.path().contains(u"/model/model/"_s));
        QVERIFY(!rig.transport.requests[0].body.contains("maxTokens"));
        rig.transport.last->answer(200, textDelta("x") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.turn(1).facts.modelId, u"model"_s);
    }

    void findsAPlaceWhenTheQuestionIsGone()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.document->undoStack().undo();
        QCOMPARE(rig.turns(), size_t(0));
        rig.transport.last->answer(200, textDelta("x") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
        QCOMPARE(rig.text(0), u"x"_s);
    }

    void survivesTheEndOfItsDocument()
    {
        Rig rig;
        QVERIFY(rig.sent());
        rig.document.reset();
        rig.transport.last->answer(200, textDelta("x") + ending());
        rig.transport.last->finish();
        QTRY_VERIFY(!rig.controller.isRunning());
    }

    void survivesItsOwnEndInMidStream()
    {
        auto rig = std::make_unique<Rig>();
        QVERIFY(rig->sent());
        rig->transport.last->answer(200, textDelta("x"));
        rig.reset();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    }
};

QTEST_GUILESS_MAIN(TestRunController)
#include "tst_runcontroller.moc"
