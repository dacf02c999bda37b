// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectiontargets.h"

#include "core/connections/waysout.h"
#include "core/credentials/sessionsecrets.h"
#include "core/simulator/simulator.h"
#include "tests/support/canaryscan.h"
#include "tests/support/clientrig.h"
#include "tests/support/throwawaycertificates.h"

#include <QFile>
#include <QTest>

using namespace outcrop;
using namespace outcrop::connections;
using namespace outcrop::testsupport;
using namespace Qt::StringLiterals;
using base::ErrorKind;
using client::ConverseCall;
using stream::Outcome;

namespace
{

const QByteArray virtualKey = "sk-bf-0123456789-canary";

FaultScript answered()
{
    return script::answer("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n", textStream());
}

ConnectionSpec specOf(const QString &id, const QString &url)
{
    ConnectionSpec spec;
    spec.id = id;
    spec.name = id;
    spec.kind = ConnectionKind::Gateway;
    spec.endpointUrl = url;
    spec.auth = AuthKind::None;
    return spec;
}

QString textOf(const QUrl &url)
{
    return QString::fromLatin1(url.toEncoded());
}

/// Header fields of a request by name in lower case.
QByteArrayList headerNames(const RecordedRequest &request)
{
    QByteArrayList names;
    const QList<QByteArray> lines = request.head.split('\n').mid(1);
    for (const QByteArray &line : lines)
        names += line.left(line.indexOf(':')).toLower();
    return names;
}

} // namespace

class TestConnectionTargets : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_rig = std::make_unique<ClientRig>();
        m_secrets = std::make_unique<credentials::SessionSecrets>();
        m_environment = {};
        m_environment.insert(u"HOME"_s, m_rig->folder());
    }
    void cleanup() { m_rig.reset(); }

    void theSameConversationIsTheSameBytes();
    void bothPrefixesWorkWithEachKindOfKey_data();
    void bothPrefixesWorkWithEachKindOfKey();
    void typedKeysSignWhatTheSimulatorAccepts();
    void aSecretThatIsNotThereSendsNothing_data();
    void aSecretThatIsNotThereSendsNothing();
    void secretsAreInNoErrorAndNoFile();
    void errorsOfAGatewayAreUnderstood_data();
    void errorsOfAGatewayAreUnderstood();
    void anExpiredShortTermKeyIsNotSent();
    void aRedirectIsRefusedAndNothingSentAgain();
    void certificatesCountForTheirConnectionAlone();
    void aProxyThatWantsAPasswordIsNamed();
    void aProxyIsGivenThePasswordThatIsKept();
    void theRouteIsKnownBeforeSending();
    void aProxyIsUsedByItsConnectionAlone();
    void modelIdsStandInThePathAsTold();
    void atMostSoManyRequestsAtATime();
    void limitsOfPhasesAreKept();
    void aTargetIsMadeAgainWhenItsConnectionChanges();

private:
    TargetSurroundings surroundings() { return {&m_clock, m_environment, m_secrets.get(), nullptr}; }
    void keep(const QString &id, const QString &what, const QByteArray &secret)
    {
        const auto job = m_secrets->write(secretName(id, what), base::SecretString(secret));
        QVERIFY(QTest::qWaitFor([&] { return job->isFinished(); }));
        QVERIFY(!job->error());
    }
    client::ConnectionTarget targetOf(const ConnectionSpec &spec)
    {
        const auto target = makeTarget(spec, surroundings());
        [&] { QVERIFY2(target.ok(), target.ok() ? "" : qPrintable(target.error().message)); }();
        return target.valueOr({});
    }
    std::unique_ptr<CallLog> run(const ConnectionSpec &spec)
    {
        ConverseCall call = m_rig->call({});
        call.target = targetOf(spec);
        return m_rig->run(call);
    }

    base::SystemClock m_clock;
    QProcessEnvironment m_environment;
    std::unique_ptr<ClientRig> m_rig;
    std::unique_ptr<credentials::SessionSecrets> m_secrets;
};

void TestConnectionTargets::theSameConversationIsTheSameBytes()
{
    FaultServer first(answered());
    FaultServer second(answered());
    ConnectionSpec aws = specOf(u"aws"_s, textOf(first.url("")));
    aws.kind = ConnectionKind::Aws;
    aws.region = u"eu-west-1"_s;
    aws.auth = AuthKind::AwsKeys;
    aws.accessKeyId = u"AKIDEXAMPLE"_s;
    keep(aws.id, secretKeySecret(), "not-a-secret-key");
    ConnectionSpec gateway = specOf(u"gateway"_s, textOf(second.url("/bedrock")));
    gateway.auth = AuthKind::Header;
    gateway.headerName = u"x-bf-vk"_s;
    gateway.headers = {{u"x-team"_s, u"prompting"_s, false}};
    keep(gateway.id, tokenSecret(), virtualKey);
    QVERIFY(!run(aws)->result().error);
    QVERIFY(!run(gateway)->result().error);

    const RecordedRequest one = first.recorded().at(0);
    const RecordedRequest two = second.recorded().at(0);
    QCOMPARE(one.body, two.body);
    QVERIFY(!one.body.isEmpty());
    QCOMPARE(two.target(), "/bedrock" + one.target());
    // What is left is who sends where, and how it is proven.
    QByteArrayList onlyOne = headerNames(one);
    QByteArrayList onlyTwo = headerNames(two);
    for (const QByteArray &name : headerNames(one))
        onlyTwo.removeAll(name);
    for (const QByteArray &name : headerNames(two))
        onlyOne.removeAll(name);
    std::sort(onlyOne.begin(), onlyOne.end());
    std::sort(onlyTwo.begin(), onlyTwo.end());
    QCOMPARE(onlyOne, (QByteArrayList{"authorization", "x-amz-date"}));
    QCOMPARE(onlyTwo, (QByteArrayList{"x-bf-vk", "x-team"}));
    for (const QByteArray &name : headerNames(two)) {
        if (!onlyTwo.contains(name) && name != "host")
            QCOMPARE(two.header(name), one.header(name));
    }
}

void TestConnectionTargets::bothPrefixesWorkWithEachKindOfKey_data()
{
    QTest::addColumn<QByteArray>("prefix");
    QTest::addColumn<bool>("isBearer");
    for (const QByteArray prefix : {"/bedrock", "/pydanticai/bedrock", "/pydanticai"}) {
        QTest::newRow((prefix + " bearer").constData()) << prefix << true;
        QTest::newRow((prefix + " x-bf-vk").constData()) << prefix << false;
    }
}

void TestConnectionTargets::bothPrefixesWorkWithEachKindOfKey()
{
    QFETCH(QByteArray, prefix);
    QFETCH(bool, isBearer);
    FaultServer server(answered());
    ConnectionSpec spec = specOf(u"gateway"_s, textOf(server.url(prefix + '/')));
    spec.auth = isBearer ? AuthKind::BearerStored : AuthKind::Header;
    spec.headerName = u"x-bf-vk"_s;
    keep(spec.id, tokenSecret(), virtualKey);
    const auto log = run(spec);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    const RecordedRequest request = server.recorded().at(0);
    QCOMPARE(request.target(), prefix + "/model/example.model-v1%3A0/converse-stream");
    QCOMPARE(request.header("authorization"), isBearer ? "Bearer " + virtualKey : QByteArray());
    QCOMPARE(request.header("x-bf-vk"), isBearer ? QByteArray() : virtualKey);
    QVERIFY2(!request.head.toLower().contains("x-amz-"), request.head.constData());
    QCOMPARE(server.requests(), 1);
}

void TestConnectionTargets::typedKeysSignWhatTheSimulatorAccepts()
{
    simulator::Options options;
    options.pace = std::chrono::milliseconds(0);
    options.accessKeyId = "AKIDTYPED";
    options.secretAccessKey = base::SecretString("typed-secret-key");
    options.sessionToken = base::SecretString("typed-session-token");
    simulator::Simulator simulator(options);
    QVERIFY(simulator.start().ok());
    ConnectionSpec spec = specOf(u"keys"_s, textOf(simulator.url()));
    spec.kind = ConnectionKind::Aws;
    spec.region = simulator.options().region;
    spec.auth = AuthKind::AwsKeys;
    spec.accessKeyId = u" AKIDTYPED "_s;
    spec.hasSessionToken = true;
    spec.headers = {{u"x-team"_s, {}, true}};
    keep(spec.id, secretKeySecret(), "typed-secret-key");
    keep(spec.id, sessionTokenSecret(), "typed-session-token");
    keep(spec.id, headerSecret(u"X-Team"_s), "secret-team");
    ConverseCall call = m_rig->call({});
    call.target = targetOf(spec);
    call.body = R"({"messages":[{"role":"user","content":[{"text":"hello"}]}]})";
    const auto log = m_rig->run(call);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));

    keep(spec.id, secretKeySecret(), "another-secret-key");
    const auto refused = m_rig->run(call);
    QCOMPARE(refused->kind(), ErrorKind::Credentials);
}

void TestConnectionTargets::aSecretThatIsNotThereSendsNothing_data()
{
    QTest::addColumn<int>("auth");
    QTest::addColumn<QString>("word");
    QTest::newRow("keys") << int(AuthKind::AwsKeys) << u"secret access key"_s;
    QTest::newRow("bearer") << int(AuthKind::BearerStored) << u"API key"_s;
    QTest::newRow("header") << int(AuthKind::Header) << u"x-bf-vk"_s;
}

void TestConnectionTargets::aSecretThatIsNotThereSendsNothing()
{
    QFETCH(int, auth);
    QFETCH(QString, word);
    FaultServer server(answered());
    ConnectionSpec spec = specOf(u"gateway"_s, textOf(server.url("/bedrock")));
    spec.region = u"eu-west-1"_s;
    spec.auth = static_cast<AuthKind>(auth);
    spec.accessKeyId = u"AKID"_s;
    spec.headerName = u"x-bf-vk"_s;
    const auto log = run(spec);
    QCOMPARE(log->kind(), ErrorKind::Credentials);
    QVERIFY2(log->result().error->message.contains(word), qPrintable(log->result().error->message));
    QCOMPARE(server.connections(), 0);

    TargetSurroundings without = surroundings();
    without.secrets = nullptr;
    const auto target = makeTarget(spec, without);
    QVERIFY(!target.ok() && target.error().kind == ErrorKind::Keychain);
}

void TestConnectionTargets::secretsAreInNoErrorAndNoFile()
{
    FaultServer server(script::answer("401 No", "Content-Type: application/json\r\n",
                                      R"({"error":{"message":"bad key )" + virtualKey + R"("}})"));
    ConnectionSpec spec = specOf(u"gateway"_s, textOf(server.url("/bedrock")));
    spec.auth = AuthKind::Header;
    spec.headerName = u"x-bf-vk"_s;
    keep(spec.id, tokenSecret(), virtualKey);
    const auto log = run(spec);
    QCOMPARE(log->kind(), ErrorKind::Credentials);
    QVERIFY2(!log->problems().contains(u"canary"_s), qPrintable(log->problems()));
    QVERIFY(!log->result().error->serviceMessage.contains(u"canary"_s));
    QVERIFY(m_rig->store().flush());
    const auto exchange = m_rig->store().load(log->result().exchanges.front());
    QVERIFY(exchange.ok());
    for (const auto &[name, value] : exchange->requestHeaders)
        QVERIFY2(!value.contains("canary"), name.constData());
    QVERIFY(!exchange->responseBody().contains("canary"));
}

void TestConnectionTargets::errorsOfAGatewayAreUnderstood_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("word");
    const auto row = [](const char *name, const char *status, const char *body, ErrorKind kind,
                        const char *word) {
        QTest::newRow(name) << QByteArray(status) << QByteArray(body) << int(kind) << QString::fromUtf8(word);
    };
    row("virtual key", "401 Unauthorized",
        R"({"message":"virtual key is required","type":"virtual_key_required"})", ErrorKind::Credentials,
        "virtual key is required");
    row("native form", "403 Forbidden",
        R"({"is_bifrost_error":true,"status_code":403,"error":{"type":"budget_exceeded","message":"no budget"}})",
        ErrorKind::AccessDenied, "no budget");
    row("other prefix", "404 Not Found", R"({"error":{"message":"Route not found"}})", ErrorKind::NotFound,
        "/pydanticai/bedrock");
    row("other method", "405 Method Not Allowed", "Method Not Allowed", ErrorKind::NotFound,
        "/pydanticai/bedrock");
    row("LiteLLM", "401 Unauthorized",
        R"({"error":{"message":"Authentication Error","type":"auth_error","param":"None","code":"401"}})",
        ErrorKind::Credentials, "Authentication Error");
}

void TestConnectionTargets::errorsOfAGatewayAreUnderstood()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    QFETCH(int, kind);
    QFETCH(QString, word);
    FaultServer server(script::answer(status, "Content-Type: application/json\r\n", body));
    const auto log = run(specOf(u"gateway"_s, textOf(server.url("/bedrock"))));
    const auto error = log->result().error;
    QVERIFY(error);
    QCOMPARE(int(error->kind), kind);
    const QString all = error->message + error->serviceMessage + error->advice;
    QVERIFY2(all.contains(word), qPrintable(all));
    QCOMPARE(server.requests(), 1);
}

void TestConnectionTargets::anExpiredShortTermKeyIsNotSent()
{
    const QByteArray url =
        "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256"
        "&X-Amz-Credential=ASIAEXAMPLE%2F20200115%2Feu-west-1%2Fbedrock%2Faws4_request"
        "&X-Amz-Date=20200115T000000Z&X-Amz-Expires=43200&X-Amz-SignedHeaders=host&X-Amz-Signature=00"
        "&Version=1";
    FaultServer server(answered());
    ConnectionSpec spec = specOf(u"key"_s, textOf(server.url("")));
    spec.kind = ConnectionKind::Aws;
    spec.region = u"eu-west-1"_s;
    spec.auth = AuthKind::BearerStored;
    keep(spec.id, tokenSecret(), "bedrock-api-key-" + url.toBase64());
    const auto log = run(spec);
    QCOMPARE(log->kind(), ErrorKind::Credentials);
    QVERIFY2(log->problems().contains(u"expired"_s), qPrintable(log->problems()));
    QCOMPARE(server.connections(), 0);
}

void TestConnectionTargets::aRedirectIsRefusedAndNothingSentAgain()
{
    FaultServer elsewhere(answered());
    FaultServer server(script::redirect(307, elsewhere.url("/caught").toEncoded()));
    ConnectionSpec spec = specOf(u"gateway"_s, textOf(server.url("/bedrock")));
    spec.auth = AuthKind::Header;
    spec.headerName = u"x-bf-vk"_s;
    keep(spec.id, tokenSecret(), virtualKey);
    QCOMPARE(run(spec)->kind(), ErrorKind::UnexpectedAnswer);
    QCOMPARE(server.requests(), 1);
    QCOMPARE(elsewhere.connections(), 0);
}

void TestConnectionTargets::certificatesCountForTheirConnectionAlone()
{
    const ThrowawayAuthority authority;
    QFile file(m_rig->folder() + u"/company.pem"_s);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(authority.certificatePem());
    file.close();
    FaultServer good(answered(), authority.good());
    ConnectionSpec trusting = specOf(u"trusting"_s, textOf(good.url("")));
    trusting.caFile = file.fileName();
    const auto log = run(trusting);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(run(specOf(u"strict"_s, textOf(good.url(""))))->kind(), ErrorKind::Tls);

    for (const ThrowawayCertificate &bad : {authority.wrongHost(), authority.expired()}) {
        FaultServer server(answered(), bad);
        ConnectionSpec spec = trusting;
        spec.endpointUrl = textOf(server.url(""));
        QCOMPARE(run(spec)->kind(), ErrorKind::Tls);
        QCOMPARE(server.requests(), 0);
    }
    trusting.caFile += u".absent"_s;
    const auto absent = makeTarget(trusting, surroundings());
    QVERIFY(!absent.ok() && absent.error().message.contains(u"company.pem.absent"_s));
}

void TestConnectionTargets::aProxyThatWantsAPasswordIsNamed()
{
    FaultServer proxy(script::answer("407 Password",
                                     "Proxy-Authenticate: Basic realm=\"p\"\r\nConnection: close\r\n", "no"));
    ConnectionSpec spec = specOf(u"behind"_s, u"https://gateway.test/bedrock"_s);
    spec.proxy = ProxyKind::Manual;
    spec.proxyUrl = textOf(proxy.url(""));
    const auto log = run(spec);
    QCOMPARE(log->kind(), ErrorKind::Proxy);
    QVERIFY2(!log->result().error->advice.isEmpty(), qPrintable(log->problems()));
    QVERIFY(proxy.requests() >= 1);
    QVERIFY(proxy.recorded().at(0).line.startsWith("CONNECT gateway.test:443"));
}

void TestConnectionTargets::aProxyIsGivenThePasswordThatIsKept()
{
    FaultServer proxy([](FaultConnection &connection) {
        const QByteArray office = "Basic " + QByteArray("office:proxy-canary").toBase64();
        if (connection.request().header("Proxy-Authorization") == office)
            return answered()(connection);
        return script::answer("407 Password", "Proxy-Authenticate: Basic realm=\"p\"\r\n", "no")(connection);
    });
    ConnectionSpec spec = specOf(u"behind"_s, u"http://gateway.test/bedrock"_s);
    spec.allowPlainHttp = true;
    spec.proxy = ProxyKind::Manual;
    spec.proxyUrl = textOf(proxy.url(""));
    spec.proxyUser = u"office"_s;
    const auto without = run(spec);
    QCOMPARE(without->kind(), ErrorKind::Credentials);
    QVERIFY2(without->problems().contains(u"The proxy's password"_s), qPrintable(without->problems()));
    QCOMPARE(proxy.requests(), 0);
    keep(spec.id, proxyPasswordSecret(), "proxy-wrong");
    QCOMPARE(run(spec)->kind(), ErrorKind::Proxy);
    keep(spec.id, proxyPasswordSecret(), "proxy-canary");
    const auto log = run(spec);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QVERIFY(m_rig->store().flush());
    const auto hits =
        CanaryScan({{u"proxy password"_s, "office", "proxy-canary"}}).scanFolder(m_rig->folder());
    QVERIFY2(hits.empty(), qPrintable(CanaryScan::report(hits)));
}

void TestConnectionTargets::theRouteIsKnownBeforeSending()
{
    ConnectionSpec spec = specOf(u"behind"_s, u"https://gateway.test/bedrock"_s);
    const QUrl endpoint(spec.endpointUrl);
    QProcessEnvironment environment;
    QVERIFY(routeOf(spec, environment, endpoint)->asksDesktop);
    environment.insert(u"HTTPS_PROXY"_s, u"http://me:geheim@proxy.test:3128"_s);
    QCOMPARE(routeOf(spec, environment, endpoint)->proxy, u"proxy.test:3128"_s);
    environment.insert(u"NO_PROXY"_s, u".test"_s);
    QVERIFY(routeOf(spec, environment, endpoint)->isExempt);
    spec.proxy = ProxyKind::Manual;
    spec.proxyUrl = u"socks5://other.test:1080"_s;
    QCOMPARE(routeOf(spec, environment, endpoint)->proxy, u"other.test:1080"_s);
    spec.proxyUrl = u"nonsense://"_s;
    QVERIFY(!routeOf(spec, environment, endpoint));
    spec.proxy = ProxyKind::None;
    QVERIFY(routeOf(spec, environment, endpoint)->proxy.isEmpty());
}

void TestConnectionTargets::aProxyIsUsedByItsConnectionAlone()
{
    FaultServer proxy(answered());
    FaultServer direct(answered());
    ConnectionSpec spec = specOf(u"behind"_s, u"http://gateway.test/bedrock"_s);
    spec.allowPlainHttp = true;
    spec.proxy = ProxyKind::Manual;
    spec.proxyUrl = textOf(proxy.url(""));
    const auto log = run(spec);
    QVERIFY2(!log->result().error, qPrintable(log->problems()));
    QCOMPARE(proxy.requests(), 1);
    QVERIFY(!run(specOf(u"direct"_s, textOf(direct.url(""))))->result().error);
    QCOMPARE(proxy.requests(), 1);
    QCOMPARE(direct.requests(), 1);
}

void TestConnectionTargets::modelIdsStandInThePathAsTold()
{
    FaultServer server(answered());
    ConnectionSpec spec = specOf(u"plain"_s, textOf(server.url("/bedrock")));
    spec.plainModelPath = true;
    ConverseCall call = m_rig->call({});
    call.target = targetOf(spec);
    call.modelId = u"openai/gpt 4:0"_s;
    QVERIFY(!m_rig->run(call)->result().error);
    call.target.plainModelPath = false;
    QVERIFY(!m_rig->run(call)->result().error);
    QCOMPARE(server.recorded().at(0).target(), "/bedrock/model/openai/gpt%204:0/converse-stream");
    QCOMPARE(server.recorded().at(1).target(), "/bedrock/model/openai%2Fgpt%204%3A0/converse-stream");
}

void TestConnectionTargets::atMostSoManyRequestsAtATime()
{
    std::atomic<int> inside{0};
    std::atomic<int> most{0};
    FaultServer server([&](FaultConnection &connection) {
        most = std::max(most.load(), ++inside);
        connection.wait(std::chrono::milliseconds(60));
        --inside;
        answered()(connection);
    });
    ConnectionSpec spec = specOf(u"narrow"_s, textOf(server.url("")));
    spec.concurrency = 2;
    ConverseCall call = m_rig->call({});
    call.target = targetOf(spec);
    std::vector<std::unique_ptr<CallLog>> logs;
    for (int i = 0; i < 6; ++i)
        logs.push_back(m_rig->start(call));
    logs.at(5)->job->abort(); // gives its place in the queue up
    for (const auto &log : logs)
        ClientRig::waitForEnd(*log);
    QCOMPARE(server.requests(), 5);
    QCOMPARE(most.load(), 2);
    QCOMPARE(logs.at(5)->kind(), ErrorKind::Cancelled);
}

void TestConnectionTargets::limitsOfPhasesAreKept()
{
    FaultServer server(script::stall());
    ConnectionSpec spec = specOf(u"hasty"_s, textOf(server.url("")));
    spec.limits.head = std::chrono::seconds(1);
    const auto log = run(spec);
    QCOMPARE(log->kind(), ErrorKind::Timeout);
}

void TestConnectionTargets::aTargetIsMadeAgainWhenItsConnectionChanges()
{
    ConnectionTargets targets(surroundings());
    ConnectionSpec spec = specOf(u"one"_s, u"https://gateway.test/bedrock"_s);
    const auto first = targets.target(spec);
    QVERIFY(first.ok());
    QCOMPARE(targets.target(spec)->transport, first->transport);
    spec.endpointUrl = u"https://gateway.test/pydanticai/bedrock"_s;
    const auto second = targets.target(spec);
    QVERIFY(second->transport != first->transport);
    spec.endpointUrl.clear();
    QVERIFY(!targets.target(spec).ok());
}

QTEST_GUILESS_MAIN(TestConnectionTargets)
#include "tst_connectiontargets.moc"
