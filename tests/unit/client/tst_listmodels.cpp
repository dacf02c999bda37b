// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/client/listmodelsjob.h"

#include "core/credentials/staticprovider.h"
#include "core/simulator/simulator.h"
#include "tests/support/clientrig.h"

#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::client;
using namespace outcrop::testsupport;
using namespace Qt::StringLiterals;
using base::ErrorKind;
using Kind = ListModelsRequest::Kind;

namespace
{

const QStringList prefixes{u"global"_s, u"us"_s, u"eu"_s};
const QByteArray jsonHeaders = "Content-Type: application/json\r\n";

ConnectionTarget openTarget(const QUrl &endpoint)
{
    ConnectionTarget target;
    target.name = u"test"_s;
    target.endpoint = endpoint;
    target.auth = ConnectionTarget::Auth::None;
    return target;
}

ConnectionTarget bearerTarget(const QUrl &endpoint, const QByteArray &token)
{
    ConnectionTarget target = openTarget(endpoint);
    target.auth = ConnectionTarget::Auth::Bearer;
    credentials::BearerToken bearer;
    bearer.token = base::SecretString(token);
    target.credentials =
        std::make_shared<credentials::StaticProvider>(u"test"_s, credentials::Identity(bearer));
    return target;
}

template <typename JobType>
bool ended(JobType &job)
{
    QSignalSpy spy(&job, &base::Job::finished);
    return job.isFinished() || spy.wait(20'000);
}

FaultScript answered(const QByteArray &body)
{
    return script::answer("200 OK", jsonHeaders, body);
}

/// Answers by the path of the request line, like a server with routes.
FaultScript routed(std::vector<std::pair<QByteArray, FaultScript>> routes)
{
    return [routes](FaultConnection &connection) {
        for (const auto &[path, answer] : routes) {
            if (connection.request().target().startsWith(path))
                return answer(connection);
        }
        return script::answer("404 Not Found", jsonHeaders, R"({"message":"no such route"})")(connection);
    };
}

} // namespace

class TestListModels : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listsWhatTheSimulatorOffersSigned();
    void readsAllPages();
    void aPageTokenThatRepeatsEndsTheList();
    void oneRefusedListLeavesTheOthers();
    void failsWhenNoListCanBeRead();
    void asksGatewaysBelowAndBesideTheirPrefix();
    void aPageThatIsNoJsonIsAnUnexpectedAnswer();
    void anEchoedKeyIsMasked();
    void missingCredentialsSendNothing();
    void abortEndsOnce();
    void asksAwsOnTheHostOfTheControlPlane();
};

void TestListModels::listsWhatTheSimulatorOffersSigned()
{
    simulator::Options options;
    options.accessKeyId = "AKIDEXAMPLE";
    options.secretAccessKey = base::SecretString(QByteArray("a-secret-of-the-test"));
    simulator::Simulator server(options);
    QVERIFY(server.start().ok());
    aws::Credentials keys;
    keys.accessKeyId = options.accessKeyId;
    keys.secretAccessKey = options.secretAccessKey;
    ConnectionTarget target = openTarget(server.url());
    target.auth = ConnectionTarget::Auth::SigV4;
    target.region = u"us-east-1"_s;
    target.credentials =
        std::make_shared<credentials::StaticProvider>(u"test"_s, credentials::Identity(keys));

    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Bedrock, target, prefixes}, rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY2(!job.error(), qPrintable(job.error() ? job.error()->message : QString()));
    QVERIFY(job.problems().empty());
    QVERIFY(!job.listing().models.empty());
    QVERIFY(job.listing().ids().contains(u"outcrop.simulator-1"_s));
    QVERIFY(job.listing().listedAt.isValid());
    QCOMPARE(server.requestCount(), 3);
}

void TestListModels::readsAllPages()
{
    const QByteArray first =
        R"({"inferenceProfileSummaries": [{"inferenceProfileId": "us.a.one", "models": []}],
                                 "nextToken": "p/2 "})";
    const QByteArray second =
        R"({"inferenceProfileSummaries": [{"inferenceProfileId": "us.a.two", "models": []}]})";
    FaultServer server(routed(
        {{"/foundation-models?byOutputModality=TEXT", answered(R"({"modelSummaries": []})")},
         {"/inference-profiles?maxResults=1000&type=SYSTEM_DEFINED&nextToken=p%2F2%20", answered(second)},
         {"/inference-profiles?maxResults=1000&type=SYSTEM", answered(first)},
         {"/inference-profiles", answered(R"({"inferenceProfileSummaries": []})")}}));
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Bedrock, openTarget(server.url("")), prefixes}, rig.transport(), clock);
    QVERIFY(ended(job));
    QStringList targets;
    for (const RecordedRequest &request : server.recorded())
        targets.append(QString::fromLatin1(request.target()));
    QVERIFY2(!job.error() && job.problems().empty(), qPrintable(targets.join(u'\n')));
    QCOMPARE(job.listing().ids(), (QStringList{u"us.a.one"_s, u"us.a.two"_s}));
    QCOMPARE(server.requests(), 4);
}

void TestListModels::aPageTokenThatRepeatsEndsTheList()
{
    FaultServer server(answered(
        R"({"inferenceProfileSummaries": [{"inferenceProfileId": "us.a.one"}], "nextToken": "same"})"));
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Bedrock, openTarget(server.url("")), prefixes}, rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY(!job.error());
    QCOMPARE(server.requests(), 6); // two of each list
}

void TestListModels::oneRefusedListLeavesTheOthers()
{
    FaultServer server(
        routed({{"/foundation-models",
                 script::answer("403 Forbidden", jsonHeaders + "x-amzn-ErrorType: AccessDeniedException\r\n",
                                R"({"message":"not allowed to list"})")},
                {"/inference-profiles",
                 answered(R"({"inferenceProfileSummaries": [{"inferenceProfileId": "us.a.one"}]})")}}));
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Bedrock, openTarget(server.url("")), prefixes}, rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY(!job.error());
    QCOMPARE(job.problems().size(), std::size_t(1));
    QCOMPARE(job.problems().front().kind, ErrorKind::AccessDenied);
    QCOMPARE(job.problems().front().serviceMessage, u"not allowed to list"_s);
    QVERIFY(job.listing().ids().contains(u"us.a.one"_s));
}

void TestListModels::failsWhenNoListCanBeRead()
{
    FaultServer server(script::answer(
        "403 Forbidden", jsonHeaders + "x-amzn-ErrorType: AccessDeniedException\r\n", R"({"message":"no"})"));
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Bedrock, openTarget(server.url("")), prefixes}, rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY(job.error());
    QCOMPARE(job.error()->kind, ErrorKind::AccessDenied);
    QVERIFY(job.listing().models.empty());
}

void TestListModels::asksGatewaysBelowAndBesideTheirPrefix()
{
    FaultServer server(
        routed({{"/bedrock/inference-profiles?",
                 answered(R"({"inferenceProfileSummaries": [{"inferenceProfileId": "us.a.one"}]})")},
                {"/v1/models", answered(R"({"data": [{"id": "openai/gpt-4o"}]})")}}));
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Gateway, bearerTarget(server.url("/bedrock"), "sk-bf-0123456789"), prefixes},
                      rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY(!job.error());
    QVERIFY(job.listing().ids().contains(u"us.a.one"_s));
    QVERIFY(job.listing().ids().contains(u"openai/gpt-4o"_s));
    for (const RecordedRequest &request : server.recorded()) {
        QVERIFY(request.head.contains("Authorization: Bearer sk-bf-0123456789"));
        QVERIFY(!request.head.toLower().contains("x-amz-"));
    }
}

void TestListModels::aPageThatIsNoJsonIsAnUnexpectedAnswer()
{
    FaultServer server(
        script::answer("200 OK", "Content-Type: text/html\r\n", "<html>Sign in to the hotel</html>"));
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Bedrock, openTarget(server.url("")), prefixes}, rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY(job.error());
    QCOMPARE(job.error()->kind, ErrorKind::UnexpectedAnswer);
}

void TestListModels::anEchoedKeyIsMasked()
{
    FaultServer server(
        script::answer("401 Unauthorized", jsonHeaders,
                       R"({"error":{"message":"Malformed key, passed in: sk-canary-0123456789"}})"));
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Gateway, bearerTarget(server.url("/bedrock"), "sk-canary-0123456789"), prefixes},
                      rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY(job.error());
    const base::Error error = *job.error();
    QVERIFY(error.serviceMessage.contains(u"Malformed key"_s));
    for (const QString &text : {error.message, error.serviceMessage, error.detail, error.advice})
        QVERIFY2(!text.contains(u"sk-canary"_s), qPrintable(text));
}

void TestListModels::missingCredentialsSendNothing()
{
    FaultServer server(answered("{}"));
    ClientRig rig;
    const base::SystemClock clock;
    ConnectionTarget target = openTarget(server.url(""));
    target.auth = ConnectionTarget::Auth::SigV4;
    target.region = u"us-east-1"_s;
    ListModelsJob job({Kind::Bedrock, target, prefixes}, rig.transport(), clock);
    QVERIFY(ended(job));
    QVERIFY(job.error());
    QCOMPARE(job.error()->kind, ErrorKind::Credentials);
    QCOMPARE(server.connections(), 0);
}

void TestListModels::abortEndsOnce()
{
    FaultServer server(script::stall());
    ClientRig rig;
    const base::SystemClock clock;
    ListModelsJob job({Kind::Bedrock, openTarget(server.url("")), prefixes}, rig.transport(), clock);
    QSignalSpy finished(&job, &base::Job::finished);
    QTRY_COMPARE(server.requests(), 1);
    job.abort();
    job.abort();
    QTRY_COMPARE(finished.count(), 1);
    QVERIFY(job.error());
    QCOMPARE(job.error()->kind, ErrorKind::Cancelled);
    QTRY_COMPARE(server.closedByPeer(), 1);
    QCOMPARE(finished.count(), 1);
}

void TestListModels::asksAwsOnTheHostOfTheControlPlane()
{
    const auto fips =
        listRequestFor(openTarget(QUrl(u"https://bedrock-runtime-fips.us-east-1.amazonaws.com"_s)), prefixes);
    QCOMPARE(fips.kind, Kind::Bedrock);
    QCOMPARE(fips.target.endpoint.host(), u"bedrock-fips.us-east-1.amazonaws.com"_s);
    const auto gateway =
        listRequestFor(openTarget(QUrl(u"https://bedrock-runtime.example/bedrock"_s)), prefixes);
    QCOMPARE(gateway.kind, Kind::Gateway);
    QCOMPARE(gateway.target.endpoint, QUrl(u"https://bedrock-runtime.example/bedrock"_s));
}

QTEST_GUILESS_MAIN(TestListModels)
#include "tst_listmodels.moc"
