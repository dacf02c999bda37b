// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectioncheck.h"

#include "core/connections/accesspolicy.h"
#include "core/credentials/staticprovider.h"
#include "core/simulator/simulator.h"
#include "tests/support/clientrig.h"
#include "tests/support/fakeclock.h"
#include "tests/support/throwawaycertificates.h"

#include <QHostAddress>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTest>

using namespace outcrop;
using namespace outcrop::connections;
using namespace outcrop::testsupport;
using namespace Qt::StringLiterals;
using client::ConnectionTarget;
using Kind = CheckedStep::Kind;
using State = CheckedStep::State;

namespace
{

simulator::Options simulatorOptions(const base::Clock *clock = nullptr)
{
    simulator::Options options;
    options.accessKeyId = "AKIDEXAMPLE";
    options.secretAccessKey = base::SecretString(QByteArray("canary-secret-of-the-check"));
    options.pace = std::chrono::milliseconds(0);
    options.clock = clock;
    return options;
}

ConnectionTarget signedTarget(const QUrl &endpoint, const QByteArray &secret = "canary-secret-of-the-check")
{
    aws::Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = base::SecretString(secret);
    ConnectionTarget target;
    target.name = u"test"_s;
    target.endpoint = endpoint;
    target.region = u"us-east-1"_s;
    target.credentials =
        std::make_shared<credentials::StaticProvider>(u"typed keys"_s, credentials::Identity(keys));
    return target;
}

/// A check over the whole stack.
struct Checked {
    ClientRig rig;
    std::unique_ptr<net::QtHttpTransport> transport;
    std::unique_ptr<client::ConverseClient> client;
    base::SystemClock clock;
    std::unique_ptr<ConnectionCheck> check;
    int changes = 0;

    explicit Checked(const ConnectionTarget &target, const net::TransportOptions &options = {},
                     const QString &model = u"any.model"_s)
    {
        net::TransportOptions direct = options;
        direct.askDesktop = false;
        transport = std::make_unique<net::QtHttpTransport>(direct);
        client = std::make_unique<client::ConverseClient>(*transport, nullptr, clock);
        check = std::make_unique<ConnectionCheck>(
            CheckRequest{target, direct, client::listRequestFor(target, {u"us"_s}), model, {u"us"_s}},
            *transport, *client, clock);
        QObject::connect(check.get(), &ConnectionCheck::changed, check.get(), [this] { ++changes; });
        QSignalSpy finished(check.get(), &base::Job::finished);
        if (!finished.wait(30'000))
            qWarning("the check did not end");
    }

    const CheckedStep &step(Kind kind) const
    {
        return *std::ranges::find(check->steps(), kind, &CheckedStep::kind);
    }
    QString report() const { return reportOf(u"test"_s, check->steps(), check->advice()); }
    QList<State> states() const
    {
        QList<State> states;
        for (const CheckedStep &step : check->steps())
            states.append(step.state);
        return states;
    }
};

net::TransportOptions trusting(const ThrowawayAuthority &authority)
{
    net::TransportOptions options;
    options.extraCertificates = QSslCertificate::fromData(authority.certificatePem());
    return options;
}

} // namespace

class TestConnectionCheck : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStepOfAGoodConnectionPasses();
    void namesAnUnknownHost();
    void namesAClosedPort();
    void tlsIsRefusedWithTheAuthorityNamedAndPassesOnceItIsTrusted();
    void tellsAWrongClock();
    void missingCredentialsSkipWhatNeedsThem();
    void aWrongSecretFailsAtTheCall();
    void aListThatIsRefusedOnlyWarns();
    void namesAProxyThatCannotBeReached();
    void aProxyIsAStepOfItsOwn_data();
    void aProxyIsAStepOfItsOwn();
    void whatIsDeniedCanBeAskedFor();
    void withoutAModelNothingIsCharged();
    void stopsAtOnce();
};

void TestConnectionCheck::everyStepOfAGoodConnectionPasses()
{
    simulator::Simulator server(simulatorOptions());
    QVERIFY(server.start().ok());
    const Checked checked(signedTarget(server.url()));
    QCOMPARE(checked.states(), (QList<State>{State::Ok, State::Ok, State::Skipped, State::Ok, State::Ok,
                                             State::Ok, State::Ok}));
    QCOMPARE(checked.step(Kind::Name).detail, u"127.0.0.1"_s);
    QCOMPARE(checked.step(Kind::Connect).detail, u"direct, no proxy"_s);
    QVERIFY(checked.step(Kind::List).detail.contains(u"models"_s));
    QVERIFY(checked.step(Kind::OneToken).took.has_value());
    QVERIFY(checked.check->advice().isEmpty());
    QVERIFY(checked.changes >= 7);
    QVERIFY2(!checked.report().contains(u"canary"_s), qPrintable(checked.report()));
}

void TestConnectionCheck::namesAnUnknownHost()
{
    const Checked checked(signedTarget(QUrl(u"https://no-such-host.invalid"_s)));
    QCOMPARE(checked.step(Kind::Name).state, State::Failed);
    QVERIFY(checked.step(Kind::Name).detail.contains(u"no-such-host.invalid"_s));
    QCOMPARE(checked.step(Kind::Connect).state, State::Skipped);
    QCOMPARE(checked.step(Kind::OneToken).state, State::Skipped);
    QVERIFY(!checked.check->advice().isEmpty());
}

void TestConnectionCheck::namesAClosedPort()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const quint16 port = closed.serverPort();
    closed.close();
    const Checked checked(signedTarget(QUrl(u"http://127.0.0.1:%1"_s.arg(port))));
    QCOMPARE(checked.step(Kind::Name).state, State::Ok);
    QCOMPARE(checked.step(Kind::Connect).state, State::Failed);
    QCOMPARE(checked.step(Kind::Connect).error->kind, base::ErrorKind::Network);
    QCOMPARE(checked.step(Kind::Clock).state, State::Skipped);
}

void TestConnectionCheck::tlsIsRefusedWithTheAuthorityNamedAndPassesOnceItIsTrusted()
{
    const ThrowawayAuthority authority;
    FaultServer server(script::answer("200 OK", "Content-Type: application/json\r\n", "{}"),
                       authority.good());
    ConnectionTarget target = signedTarget(server.url(""));
    const Checked distrusted(target);
    QCOMPARE(distrusted.step(Kind::Tls).state, State::Failed);
    QCOMPARE(distrusted.step(Kind::Tls).error->kind, base::ErrorKind::Tls);
    QCOMPARE(server.requests(), 0);
    QVERIFY(!distrusted.check->advice().isEmpty());

    const Checked trusted(target, trusting(authority));
    QCOMPARE(trusted.step(Kind::Tls).state, State::Ok);
    QVERIFY2(trusted.step(Kind::Tls).detail.startsWith(u"TLS 1."_s),
             qPrintable(trusted.step(Kind::Tls).detail));

    for (const ThrowawayCertificate &bad : {authority.wrongHost(), authority.expired()}) {
        FaultServer other(script::stall(), bad);
        const Checked refused(signedTarget(other.url("")), trusting(authority));
        QCOMPARE(refused.step(Kind::Tls).state, State::Failed);
        QCOMPARE(other.requests(), 0);
    }
}

void TestConnectionCheck::tellsAWrongClock()
{
    const auto answering = [](qint64 secondsAhead) {
        const QByteArray date = QLocale::c()
                                    .toString(QDateTime::currentDateTimeUtc().addSecs(secondsAhead),
                                              u"ddd, dd MMM yyyy hh:mm:ss"_s)
                                    .toLatin1() +
                                " GMT";
        return script::answer("404 Not Found", "Content-Type: application/json\r\nDate: " + date + "\r\n",
                              "{}");
    };
    FaultServer slightly(answering(220));
    const Checked near(signedTarget(slightly.url("")));
    QCOMPARE(near.step(Kind::Clock).state, State::Warning);
    QVERIFY2(near.step(Kind::Clock).detail.contains(u"slow; AWS refuses from 5 min"_s),
             qPrintable(near.step(Kind::Clock).detail));
    FaultServer far(answering(-7200));
    const Checked off(signedTarget(far.url("")));
    QVERIFY2(off.step(Kind::Clock).detail.contains(u"fast"_s), qPrintable(off.step(Kind::Clock).detail));
    for (const RecordedRequest &request : far.recorded())
        if (request.target() == "/ping")
            QVERIFY(request.header("Authorization").isEmpty()); // nothing is proved to learn the time
}

void TestConnectionCheck::missingCredentialsSkipWhatNeedsThem()
{
    simulator::Simulator server(simulatorOptions());
    QVERIFY(server.start().ok());
    ConnectionTarget target = signedTarget(server.url());
    target.credentials = nullptr;
    const Checked checked(target);
    QCOMPARE(checked.step(Kind::Clock).state, State::Ok);
    QCOMPARE(checked.step(Kind::Credentials).state, State::Failed);
    QCOMPARE(checked.step(Kind::List).state, State::Skipped);
    QCOMPARE(checked.step(Kind::OneToken).state, State::Skipped);
}

void TestConnectionCheck::aWrongSecretFailsAtTheCall()
{
    simulator::Simulator server(simulatorOptions());
    QVERIFY(server.start().ok());
    const Checked checked(signedTarget(server.url(), "canary-another-secret"));
    QCOMPARE(checked.step(Kind::Credentials).state, State::Ok);
    QCOMPARE(checked.step(Kind::List).state, State::Warning);
    QCOMPARE(checked.step(Kind::OneToken).state, State::Failed);
    QVERIFY(!checked.check->advice().isEmpty());
    QVERIFY2(!checked.report().contains(u"canary"_s), qPrintable(checked.report()));
    QVERIFY(checked.report().contains(u"FAILED"_s));
}

void TestConnectionCheck::aListThatIsRefusedOnlyWarns()
{
    FaultServer server([](FaultConnection &connection) {
        if (connection.request().method() == "POST")
            return script::answer("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n",
                                  textStream())(connection);
        return script::answer("403 Forbidden", "Content-Type: application/json\r\n",
                              R"({"message":"not allowed to list"})")(connection);
    });
    const Checked checked(signedTarget(server.url("")));
    QCOMPARE(checked.step(Kind::List).state, State::Warning);
    QVERIFY(checked.step(Kind::List).detail.contains(u"not allowed to list"_s));
    QCOMPARE(checked.step(Kind::OneToken).state, State::Ok);
    QVERIFY(checked.check->advice().isEmpty());
}

void TestConnectionCheck::namesAProxyThatCannotBeReached()
{
    QTcpServer closed;
    QVERIFY(closed.listen(QHostAddress::LocalHost));
    const QString proxy = u"127.0.0.1:%1"_s.arg(closed.serverPort());
    closed.close();
    QProcessEnvironment environment;
    environment.insert(u"https_proxy"_s, u"http://"_s + proxy);
    net::TransportOptions options;
    options.proxies = *net::ProxyRules::fromEnvironment(environment);
    const Checked checked(signedTarget(QUrl(u"https://bedrock.example"_s)), options);
    QCOMPARE(checked.step(Kind::Name).state, State::Ok); // that of the proxy
    QCOMPARE(checked.step(Kind::Connect).state, State::Failed);
    QCOMPARE(checked.step(Kind::Connect).error->kind, base::ErrorKind::Proxy);
    QVERIFY(checked.step(Kind::Connect).detail.contains(proxy));
}

void TestConnectionCheck::aProxyIsAStepOfItsOwn_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<QString>("says");
    QTest::newRow("wants a password") << QByteArray("407 Proxy Authentication Required")
                                      << QByteArray("Proxy-Authenticate: Basic realm=\"office\"\r\n")
                                      << u"wants a user name and password"_s;
    QTest::newRow("refuses") << QByteArray("403 Forbidden") << QByteArray()
                             << u"gave no connection to bedrock.example"_s;
}

void TestConnectionCheck::aProxyIsAStepOfItsOwn()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, headers);
    QFETCH(QString, says);
    FaultServer proxy(script::answer(status, headers, ""));
    QProcessEnvironment environment;
    environment.insert(u"https_proxy"_s, u"http://127.0.0.1:%1"_s.arg(proxy.port()));
    net::TransportOptions options;
    options.proxies = *net::ProxyRules::fromEnvironment(environment);
    const Checked checked(signedTarget(QUrl(u"https://bedrock.example"_s)), options);
    QCOMPARE(checked.step(Kind::Connect).state, State::Ok);
    QCOMPARE(checked.step(Kind::Proxy).state, State::Failed);
    QVERIFY2(checked.step(Kind::Proxy).detail.contains(says), qPrintable(checked.step(Kind::Proxy).detail));
    QCOMPARE(checked.step(Kind::Tls).state, State::Skipped);
    QVERIFY(!checked.check->advice().isEmpty());
}

void TestConnectionCheck::whatIsDeniedCanBeAskedFor()
{
    FaultServer server([](FaultConnection &connection) {
        if (connection.request().method() == "POST")
            return script::answer(
                "403 Forbidden",
                "Content-Type: application/json\r\nx-amzn-ErrorType: AccessDeniedException\r\n",
                R"({"message":"not authorized to perform bedrock:InvokeModelWithResponseStream"})")(
                connection);
        return script::answer("200 OK", "Content-Type: application/json\r\n", "{}")(connection);
    });
    const Checked checked(signedTarget(server.url("")), {}, u"us.amazon.nova-lite-v1:0"_s);
    QCOMPARE(checked.step(Kind::OneToken).state, State::Failed);
    QCOMPARE(
        checked.check->advice(),
        u"Ask for bedrock:InvokeModelWithResponseStream on us.amazon.nova-lite-v1:0, or switch Stream off: "
        "then bedrock:InvokeModel is enough."_s);
    const QString policy = checked.check->policy();
    for (const QString &part :
         {u"\"bedrock:InvokeModelWithResponseStream\""_s,
          u"\"arn:aws:bedrock:us-east-1:*:inference-profile/us.amazon.nova-lite-v1:0\""_s,
          u"\"arn:aws:bedrock:*::foundation-model/amazon.nova-lite-v1:0\""_s})
        QVERIFY2(policy.contains(part), qPrintable(policy));
    QVERIFY(server.recorded().back().target().endsWith("/converse-stream"));

    QVERIFY(
        accessPolicy(u"amazon.nova-lite-v1:0"_s, u"us-gov-west-1"_s, {})
            .contains(u"\"arn:aws-us-gov:bedrock:us-gov-west-1::foundation-model/amazon.nova-lite-v1:0\""_s));
    const QString arn = u"arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1b2"_s;
    QVERIFY(accessPolicy(arn, u"us-east-1"_s, {}).contains(u'"' + arn + u'"'));
}

void TestConnectionCheck::withoutAModelNothingIsCharged()
{
    simulator::Simulator server(simulatorOptions());
    QVERIFY(server.start().ok());
    const Checked checked(signedTarget(server.url()), {}, QString());
    QCOMPARE(checked.step(Kind::OneToken).state, State::Skipped);
    QCOMPARE(checked.step(Kind::List).state, State::Ok);
}

void TestConnectionCheck::stopsAtOnce()
{
    FaultServer server(script::stall());
    net::TransportOptions direct;
    direct.askDesktop = false;
    net::QtHttpTransport transport(direct);
    base::SystemClock clock;
    client::ConverseClient client(transport, nullptr, clock);
    const ConnectionTarget target = signedTarget(server.url(""));
    ConnectionCheck check(CheckRequest{target, direct, client::listRequestFor(target, {}), u"any.model"_s},
                          transport, client, clock);
    QSignalSpy finished(&check, &base::Job::finished);
    QTRY_COMPARE(server.requests(), 1);
    check.abort();
    check.abort();
    QTRY_COMPARE(finished.count(), 1);
    QTRY_COMPARE(server.closedByPeer() > 0, true);
    for (const CheckedStep &step : check.steps())
        QVERIFY(step.state == State::Ok || step.state == State::Skipped);
}

QTEST_GUILESS_MAIN(TestConnectionCheck)
#include "tst_connectioncheck.moc"
