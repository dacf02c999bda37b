// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/counttokensjob.h"

#include "core/converse/tokenestimate.h"
#include "core/credentials/staticprovider.h"
#include "core/simulator/simulator.h"
#include "tests/support/clientrig.h"

#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::client;
using namespace outcrop::testsupport;
using namespace Qt::StringLiterals;

namespace
{

ConnectionTarget openTarget(const QUrl &endpoint)
{
    ConnectionTarget target;
    target.name = u"test"_s;
    target.endpoint = endpoint;
    target.auth = ConnectionTarget::Auth::None;
    return target;
}

json::Json request()
{
    return json::parse(R"({"system":[{"text":"Be brief."}],"inferenceConfig":{"maxTokens":5},)"
                       R"("messages":[{"role":"user","content":[{"text":"How many tokens is this?"}]}]})")
        .value();
}

bool ended(CountTokensJob &job)
{
    QSignalSpy spy(&job, &base::Job::finished);
    return job.isFinished() || spy.wait(20'000);
}

const QByteArray jsonHeaders = "Content-Type: application/json\r\n";

} // namespace

class TestCountTokens : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theSimulatorCountsAsItsUsageWould()
    {
        simulator::Options options;
        options.accessKeyId = "AKIDEXAMPLE";
        options.secretAccessKey = base::SecretString(QByteArray("a-secret-of-the-test"));
        simulator::Simulator simulator(options);
        QVERIFY(simulator.start().ok());
        aws::Credentials keys;
        keys.accessKeyId = options.accessKeyId;
        keys.secretAccessKey = options.secretAccessKey;
        ConnectionTarget target = openTarget(simulator.url());
        target.auth = ConnectionTarget::Auth::SigV4;
        target.region = u"us-east-1"_s;
        target.credentials =
            std::make_shared<credentials::StaticProvider>(u"test"_s, credentials::Identity(keys));
        ClientRig rig;
        CountTokensJob job(target, u"any.model-v1:0"_s, request(), rig.transport(), m_clock);
        QVERIFY(ended(job));
        QVERIFY2(!job.error(), job.error() ? qPrintable(job.error()->message) : "");
        QCOMPARE(job.inputTokens(), converse::estimatePromptTokens(request()));
    }

    void whatDoesNotCountIsNotSent()
    {
        FaultServer server(script::answer("200 OK", jsonHeaders, R"({"inputTokens":42})"));
        ClientRig rig;
        CountTokensJob job(openTarget(server.url("")), u"a/b:0"_s, request(), rig.transport(), m_clock);
        QVERIFY(ended(job));
        QCOMPARE(job.inputTokens(), 42);
        QCOMPARE(server.recorded().front().target(), QByteArray("/model/a%2Fb%3A0/count-tokens"));
        const auto body = json::parse(server.recorded().front().body);
        QVERIFY(body.ok());
        const json::Json counted = body->value(u"input").value(u"converse");
        QCOMPARE(counted.size(), 2);
        QCOMPARE(counted.value(u"messages"), request().value(u"messages"));
        QVERIFY(!counted.contains(u"inferenceConfig"));
    }

    void aServiceThatDoesNotCountSaysSo()
    {
        for (const auto &answer :
             {script::answer("400 Bad Request", jsonHeaders, R"({"message":"not supported by this model"})"),
              script::answer("404 Not Found", jsonHeaders, "{}"),
              script::answer("200 OK", jsonHeaders, "{}")}) {
            FaultServer server(answer);
            ClientRig rig;
            CountTokensJob job(openTarget(server.url("")), u"m"_s, request(), rig.transport(), m_clock);
            QVERIFY(ended(job));
            QVERIFY(job.error() && !job.error()->message.isEmpty());
            QCOMPARE(job.inputTokens(), 0);
        }
    }

    void stoppedEndsOnce()
    {
        FaultServer server(script::answer("200 OK", jsonHeaders, R"({"inputTokens":42})"));
        ClientRig rig;
        CountTokensJob job(openTarget(server.url("")), u"m"_s, request(), rig.transport(), m_clock);
        QSignalSpy finished(&job, &base::Job::finished);
        job.abort();
        job.abort();
        QTRY_COMPARE(finished.size(), 1);
        QCOMPARE(job.error()->kind, base::ErrorKind::Cancelled);
    }

private:
    const base::SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestCountTokens)
#include "tst_counttokens.moc"
