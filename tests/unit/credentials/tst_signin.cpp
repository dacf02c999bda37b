// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/ssologin.h"
#include "core/json/json.h"
#include "tests/support/faultscripts.h"
#include "tests/unit/credentials/fixturehome.h"

#include <QCryptographicHash>
#include <QTest>

using namespace outcrop;
using namespace outcrop::credentials;
using base::ErrorKind;
using testsupport::FixtureHome;
using namespace std::chrono_literals;

namespace
{

class SignInHome : public FixtureHome
{
public:
    SignInHome()
    {
        config("[profile new]\nsso_session = corp\nsso_account_id = 222233334444\nsso_role_name = Developer\n"
               "[sso-session corp]\nsso_region = eu-west-1\nsso_start_url = https://corp.awsapps.com/start\n"
               "[profile old]\nsso_start_url = https://old.awsapps.com/start\nsso_region = us-east-1\n"
               "sso_account_id = 5\nsso_role_name = Reader\n[profile keys]\nregion = x\n");
    }

    SsoSettings settings(const QString &profile) const
    {
        const auto set = ProfileSet::load(ProfileFiles::locate(environment, path({})));
        return **ssoSettings(*set, *set->find(profile));
    }
    std::unique_ptr<SsoLogin> start(const QString &profile = QStringLiteral("new"))
    {
        return std::make_unique<SsoLogin>(context(), settings(profile), services.url(), 10ms);
    }
    QString tokenPath(const QString &profile = QStringLiteral("new")) const
    {
        return ssoTokenPath(path({}), settings(profile));
    }
    json::Json token(const QString &profile = QStringLiteral("new")) const
    {
        QFile file(tokenPath(profile));
        return file.open(QIODevice::ReadOnly) ? *json::parse(file.readAll()) : json::Json();
    }
};

bool hasEnded(SsoLogin &login)
{
    QSignalSpy finished(&login, &SsoLogin::finished);
    return finished.wait(10'000) && finished.count() == 1;
}

} // namespace

class TestSignIn : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsACodeWaitsForThePersonAndWritesTheToken();
    void usesTheRegisteredClientAgain();
    void aClientRegisteredForOtherSettingsIsNotUsed();
    void noRefreshTokenOfAnotherSignInIsKept();
    void slowsDownWhenAsked();
    void endsWithItsOwnWords_data();
    void endsWithItsOwnWords();
    void anExpiredCodeEndsTheWait();
    void cancelsAtAnyMoment();
    void goesOnAfterAFaultThatPasses();
    void needsAProfileWithSso();
    void withoutAHomeNothingIsBegun();
};

void TestSignIn::showsACodeWaitsForThePersonAndWritesTheToken()
{
    SignInHome home;
    home.services.with([](auto &state) { state.pendingPolls = 3; });
    QVERIFY(home.profile(QStringLiteral("new")).error->code == signInNeededCode());
    const auto login = home.start();
    QSignalSpy codeReady(login.get(), &SsoLogin::codeReady);
    QVERIFY(codeReady.wait(5000));
    QCOMPARE(login->device()->userCode, QStringLiteral("ABCD-EFGH"));
    QCOMPARE(login->device()->verificationUriComplete.toString(),
             QStringLiteral("https://device.example/?user_code=ABCD-EFGH"));
    QVERIFY(hasEnded(*login));
    QVERIFY2(!login->error(), qPrintable(login->error() ? login->error()->message : QString()));
    QCOMPARE(codeReady.count(), 1);
    QCOMPARE(home.services.count("/token"), 4);

    QVERIFY(home.tokenPath().endsWith(
        QString::fromLatin1(QCryptographicHash::hash("corp", QCryptographicHash::Sha1).toHex()) +
        QStringLiteral(".json")));
    const json::Json token = home.token();
    QCOMPARE(token.value(u"accessToken").toString(), QStringLiteral("sso-access-token-2"));
    QCOMPARE(token.value(u"expiresAt").toString(), QStringLiteral("2026-01-15T18:00:00Z"));
    QCOMPARE(token.value(u"startUrl").toString(), QStringLiteral("https://corp.awsapps.com/start"));
    QCOMPARE(token.value(u"region").toString(), QStringLiteral("eu-west-1"));
    QCOMPARE(token.value(u"clientId").toString(), QStringLiteral("client-1"));
    QCOMPARE(token.value(u"registrationExpiresAt").toString(), QStringLiteral("2026-04-15T10:00:00Z"));
    QVERIFY(!token.value(u"refreshToken").toString().isEmpty());
    QCOMPARE(QFile::permissions(home.tokenPath()) & (QFile::ReadGroup | QFile::ReadOther),
             QFile::Permissions());
    const auto body = json::parse(home.services.recorded()[0].body);
    QCOMPARE(body->value(u"scopes").at(0).toString(), QStringLiteral("sso:account:access"));
    QVERIFY(home.profile(QStringLiteral("new")).identity);
}

void TestSignIn::usesTheRegisteredClientAgain()
{
    SignInHome home;
    QVERIFY(hasEnded(*home.start(QStringLiteral("old"))));
    QVERIFY(hasEnded(*home.start(QStringLiteral("old"))));
    QCOMPARE(home.services.count("/client/register"), 1);
    home.clock.advance(24h * 91);
    QVERIFY(hasEnded(*home.start(QStringLiteral("old"))));
    QCOMPARE(home.services.count("/client/register"), 2);
}

void TestSignIn::aClientRegisteredForOtherSettingsIsNotUsed()
{
    SignInHome home;
    QVERIFY(hasEnded(*home.start()));
    QVERIFY(hasEnded(*home.start()));
    QCOMPARE(home.services.count("/client/register"), 1);
    SsoSettings other = home.settings(QStringLiteral("new"));
    other.scopes = QStringList{QStringLiteral("codewhisperer:completions")};
    QVERIFY(hasEnded(*std::make_unique<SsoLogin>(home.context(), other, home.services.url(), 10ms)));
    QCOMPARE(home.services.count("/client/register"), 2);
    other.startUrl = QStringLiteral("https://moved.awsapps.com/start");
    QVERIFY(hasEnded(*std::make_unique<SsoLogin>(home.context(), other, home.services.url(), 10ms)));
    QCOMPARE(home.services.count("/client/register"), 3);
    other.region = QStringLiteral("us-west-2");
    QVERIFY(hasEnded(*std::make_unique<SsoLogin>(home.context(), other, home.services.url(), 10ms)));
    QCOMPARE(home.services.count("/client/register"), 4);
}

void TestSignIn::noRefreshTokenOfAnotherSignInIsKept()
{
    SignInHome home;
    testsupport::FaultServer service([](testsupport::FaultConnection &connection) {
        const QByteArray target = connection.request().target();
        connection.respond(
            "200 OK", "Content-Type: application/json\r\n",
            target == "/client/register"
                ? R"({"clientId": "c2", "clientSecret": "s2", "clientSecretExpiresAt": 1800000000})"
            : target == "/device_authorization"
                ? R"({"deviceCode": "d", "userCode": "A", "verificationUri": "https://d.example/",
                                     "expiresIn": 600, "interval": 1})"
                : R"({"accessToken": "of-the-new-client", "expiresIn": 28800})");
    });
    home.write(
        QDir(home.path({})).relativeFilePath(home.tokenPath()),
        R"({"accessToken": "x", "expiresAt": "2026-01-15T09:00:00Z", "clientId": "c1", "clientSecret": "s1",
                   "refreshToken": "of-the-old-client", "registrationExpiresAt": "2026-01-14T00:00:00Z"})");
    SsoLogin login(home.context(), home.settings(QStringLiteral("new")), service.url(), 10ms);
    QVERIFY(hasEnded(login));
    QVERIFY2(!login.error(), qPrintable(login.error() ? login.error()->message : QString()));
    QCOMPARE(home.token().value(u"accessToken").toString(), QStringLiteral("of-the-new-client"));
    QCOMPARE(home.token().value(u"clientId").toString(), QStringLiteral("c2"));
    QVERIFY(!home.token().value(u"refreshToken").isString());
}

void TestSignIn::slowsDownWhenAsked()
{
    SignInHome home;
    home.services.with([](auto &state) { state.slowDownPolls = 2; });
    const auto login = home.start();
    QVERIFY(hasEnded(*login));
    QVERIFY(!login->error());
    QCOMPARE(login->device()->interval, std::chrono::seconds(11));
}

void TestSignIn::endsWithItsOwnWords_data()
{
    QTest::addColumn<QByteArray>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("declined") << QByteArray("access_denied") << QStringLiteral("declined in the browser");
    QTest::newRow("expired") << QByteArray("expired_token") << QStringLiteral("not confirmed in time");
    QTest::newRow("another") << QByteArray("invalid_grant") << QStringLiteral("invalid_grant");
}

void TestSignIn::endsWithItsOwnWords()
{
    QFETCH(QByteArray, code);
    QFETCH(QString, words);
    SignInHome home;
    home.services.with([&code](auto &state) { state.deviceError = code; });
    const auto login = home.start();
    QVERIFY(hasEnded(*login));
    QVERIFY(login->error());
    QCOMPARE(login->error()->kind, ErrorKind::Credentials);
    QVERIFY2(login->error()->message.contains(words), qPrintable(login->error()->message));
    QVERIFY(!QFile::exists(home.tokenPath()));
    // Trying again is another sign-in.
    home.services.with([](auto &state) { state.deviceError.clear(); });
    const auto again = home.start();
    QVERIFY(hasEnded(*again));
    QVERIFY(!again->error());
}

void TestSignIn::anExpiredCodeEndsTheWait()
{
    SignInHome home;
    home.services.with([](auto &state) { state.pendingPolls = 1'000'000; });
    const auto login = home.start();
    QSignalSpy codeReady(login.get(), &SsoLogin::codeReady);
    QVERIFY(codeReady.wait(5000));
    home.clock.advance(10min);
    QVERIFY(hasEnded(*login));
    QVERIFY(login->error()->message.contains(QStringLiteral("not confirmed in time")));
}

void TestSignIn::cancelsAtAnyMoment()
{
    SignInHome home;
    home.services.with([](auto &state) { state.pendingPolls = 1'000'000; });
    const auto early = home.start();
    early->abort();
    QVERIFY(hasEnded(*early));
    QCOMPARE(early->error()->kind, ErrorKind::Cancelled);
    const auto late = home.start();
    QSignalSpy codeReady(late.get(), &SsoLogin::codeReady);
    QVERIFY(codeReady.wait(5000));
    late->abort();
    late->abort();
    QVERIFY(hasEnded(*late));
    QCOMPARE(late->error()->kind, ErrorKind::Cancelled);
    QVERIFY(!QFile::exists(home.tokenPath()));
}

void TestSignIn::goesOnAfterAFaultThatPasses()
{
    SignInHome home;
    home.services.with([](auto &state) { state.pendingPolls = 1'000'000; });
    const auto login = home.start();
    QSignalSpy codeReady(login.get(), &SsoLogin::codeReady);
    QVERIFY(codeReady.wait(5000));
    home.services.with([](auto &state) { state.answerStatus = "503 Service Unavailable"; });
    const int before = home.services.count("/token");
    QTRY_VERIFY(home.services.count("/token") > before + 2);
    QVERIFY(!login->isFinished());
    home.services.with([](auto &state) {
        state.answerStatus.clear();
        state.pendingPolls = 0;
    });
    QVERIFY(hasEnded(*login));
    QVERIFY(!login->error());
}

void TestSignIn::needsAProfileWithSso()
{
    SignInHome home;
    QCOMPARE(SsoLogin::forProfile(home.context(), QStringLiteral("keys")).error().kind, ErrorKind::BadInput);
    QCOMPARE(SsoLogin::forProfile(home.context(), QStringLiteral("gone")).error().kind,
             ErrorKind::Credentials);
    const auto login = SsoLogin::forProfile(home.context(), QStringLiteral("new"));
    QVERIFY(login.ok());
    QCOMPARE((*login)->settings().session, QStringLiteral("corp"));
    (*login)->abort();
}

void TestSignIn::withoutAHomeNothingIsBegun()
{
    SignInHome home;
    const auto context = std::make_shared<ProviderContext>(*home.context());
    context->home.clear();
    SsoLogin login(context, home.settings(QStringLiteral("new")), home.services.url(), 10ms);
    QVERIFY(hasEnded(login));
    QVERIFY(login.error());
    QCOMPARE(login.error()->kind, ErrorKind::Storage);
    QVERIFY(login.error()->advice.contains(QStringLiteral("HOME")));
    QVERIFY(home.services.recorded().empty());
}

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
