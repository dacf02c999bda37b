// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/clientrig.h"

#include "core/credentials/staticprovider.h"
#include "core/eventstream/frameencoder.h"

#include <QEventLoop>
#include <QTimer>

namespace outcrop::testsupport
{

namespace
{

using eventstream::stringHeader;

QByteArray delta(const QByteArray &text)
{
    return eventFrame("contentBlockDelta",
                      R"({"contentBlockIndex":0,"delta":{"text":")" + text + R"("},"p":"abcdef"})");
}

} // namespace

QByteArray eventFrame(const QByteArray &type, const QByteArray &json)
{
    return eventstream::encodeFrame({stringHeader(":event-type", type),
                                     stringHeader(":content-type", "application/json"),
                                     stringHeader(":message-type", "event")},
                                    json);
}

QByteArray exceptionFrame(const QByteArray &type, const QByteArray &json)
{
    return eventstream::encodeFrame({stringHeader(":exception-type", type),
                                     stringHeader(":content-type", "application/json"),
                                     stringHeader(":message-type", "exception")},
                                    json);
}

QByteArray unfinishedStream(const QByteArray &text)
{
    QByteArray stream = eventFrame("messageStart", R"({"role":"assistant","p":"ab"})");
    QByteArray word;
    for (const char c : text) {
        word += c;
        if (c == ' ') {
            stream += delta(word);
            word.clear();
        }
    }
    return stream + delta(word) + eventFrame("contentBlockStop", R"({"contentBlockIndex":0})");
}

QByteArray textStream(const QByteArray &text)
{
    return unfinishedStream(text) + eventFrame("messageStop", R"({"stopReason":"end_turn","p":"abc"})") +
           eventFrame(
               "metadata",
               R"({"usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7},"metrics":{"latencyMs":12}})");
}

QByteArray textAnswer()
{
    return R"({"output":{"message":{"role":"assistant","content":[{"text":"Hello, whole"}]}},"stopReason":"end_turn",)"
           R"("usage":{"inputTokens":3,"outputTokens":4,"totalTokens":7},"metrics":{"latencyMs":12}})";
}

base::ErrorKind CallLog::kind() const
{
    const client::ConverseResult outcome = job->result();
    return outcome.error ? outcome.error->kind : base::ErrorKind::Internal;
}

QString CallLog::text() const
{
    QString text;
    const json::Json content = job->result().folded.message.value(QLatin1StringView("content"));
    for (qsizetype i = 0; i < content.size(); ++i)
        text += content.at(i).value(QLatin1StringView("text")).toString();
    return text;
}

QString CallLog::problems() const
{
    const client::ConverseResult outcome = job->result();
    if (!outcome.error)
        return QStringLiteral("no error");
    return base::errorKindName(outcome.error->kind) + QStringLiteral(": ") + outcome.error->message + u'\n' +
           outcome.error->detail;
}

ClientRig::ClientRig(const net::TransportOptions &options, const base::Clock *clock)
    : m_transport(options)
    , m_store(
          std::move(history::ExchangeStore::open(m_folder.filePath(QStringLiteral("exchanges.db")))).value())
    , m_client(std::make_unique<client::ConverseClient>(m_transport, m_store.get(), clock ? *clock : m_clock))
{
    // Waits too short to notice; what they should be is tested with the policy.
    net::RetryPolicy fast;
    fast.base = fast.throttledBase = std::chrono::milliseconds(2);
    m_client->setRetryPolicy(fast);
}

aws::Credentials ClientRig::keys()
{
    aws::Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = base::SecretString("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    keys.sessionToken = base::SecretString("SESSION/token+with=marks0123456789");
    return keys;
}

client::ConverseCall ClientRig::call(const QUrl &endpoint) const
{
    client::ConverseCall call;
    call.target.name = QStringLiteral("test");
    call.target.endpoint = endpoint;
    call.target.region = QStringLiteral("eu-central-1");
    call.target.credentials =
        std::make_shared<credentials::StaticProvider>(QStringLiteral("test"), credentials::Identity(keys()));
    call.modelId = QStringLiteral("example.model-v1:0");
    call.body = R"({"messages":[{"role":"user","content":[{"text":"hi"}]}]})";
    call.conversationId = QStringLiteral("conversation");
    call.turnId = QStringLiteral("turn");
    return call;
}

std::unique_ptr<CallLog> ClientRig::start(const client::ConverseCall &call)
{
    using client::ConverseJob;
    auto log = std::make_unique<CallLog>();
    log->job = m_client->start(call);
    CallLog *raw = log.get();
    ConverseJob *job = log->job.get();
    QObject::connect(job, &ConverseJob::attemptStarted, job, [raw](int n) { raw->attempts.push_back(n); });
    QObject::connect(job, &ConverseJob::headReceived, job,
                     [raw](int status) { raw->statuses.push_back(status); });
    QObject::connect(job, &ConverseJob::frameReceived, job,
                     [raw](const client::FrameSummary &frame) { raw->frames.push_back(frame); });
    QObject::connect(job, &ConverseJob::changed, job,
                     [raw](const stream::Change &change) { raw->changes.push_back(change.kind); });
    QObject::connect(job, &ConverseJob::retryScheduled, job,
                     [raw](int next, int most, std::chrono::milliseconds wait, const base::Error &why) {
                         raw->retries.push_back({next, most, wait, why});
                     });
    QObject::connect(job, &ConverseJob::finished, job, [raw] { ++raw->finished; });
    return log;
}

void ClientRig::waitForEnd(const CallLog &log)
{
    if (log.finished > 0)
        return;
    QEventLoop loop;
    QObject::connect(log.job.get(), &client::ConverseJob::finished, &loop, &QEventLoop::quit);
    QTimer::singleShot(std::chrono::seconds(20), &loop, &QEventLoop::quit);
    loop.exec();
}

std::unique_ptr<CallLog> ClientRig::run(const client::ConverseCall &call)
{
    auto log = start(call);
    waitForEnd(*log);
    return log;
}

} // namespace outcrop::testsupport
