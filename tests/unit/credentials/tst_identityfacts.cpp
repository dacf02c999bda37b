// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/observedprovider.h"
#include "core/credentials/signinfacts.h"
#include "core/credentials/staticprovider.h"
#include "tests/unit/credentials/fixturehome.h"

#include <QCryptographicHash>
#include <QTest>

using namespace outcrop;
using namespace outcrop::credentials;
using namespace Qt::StringLiterals;
using testsupport::FixtureHome;

namespace
{

const QByteArray ssoFiles = R"([profile sso]
sso_session = corp
sso_account_id = 222233334444
sso_role_name = Developer
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
[profile over]
role_arn = arn:aws:iam::444455556666:role/team/Deployer
source_profile = sso
[profile circle]
role_arn = arn:aws:iam::1:role/r
source_profile = circle
[profile keys]
aws_access_key_id = AKIAEXAMPLE
aws_secret_access_key = secret
)";

class SsoHome : public FixtureHome
{
public:
    SsoHome() { config(ssoFiles); }

    void signIn(const QByteArray &until, const QByteArray &more = {})
    {
        const QByteArray name = QCryptographicHash::hash("corp", QCryptographicHash::Sha1).toHex();
        write(u".aws/sso/cache/"_s + QString::fromLatin1(name) + u".json"_s,
              "{\"accessToken\": \"sso-access-token\", \"expiresAt\": \"" + until + "\"" + more + "}");
    }
    std::optional<SignInFacts> facts(const QString &profile)
    {
        const auto set = ProfileSet::load(ProfileFiles::locate(environment, path({})));
        return set ? signInFacts(*set, profile, path({}), clock.utcNow()) : std::nullopt;
    }
};

QByteArray shortTermKey(const QByteArray &date)
{
    return "bedrock-api-key-" +
           ("bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Credential=ASIAEXAMPLE%2F20260115%2F"
            "eu-west-1%2Fbedrock%2Faws4_request&X-Amz-Date=" +
            date + "&X-Amz-Expires=3600&Version=1")
               .toBase64();
}

} // namespace

class TestIdentityFacts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesTheWayToTheKeysTheirAccountAndTheirEnd();
    void showsTheStartOfAKeyAndNeverMore_data();
    void showsTheStartOfAKeyAndNeverMore();
    void aShortTermKeySaysItsRegionAndEnd();
    void tellsOfEachSearchButNotOfStoppedOnes();
    void knowsTheSignInAProfileRestsOn();
};

void TestIdentityFacts::namesTheWayToTheKeysTheirAccountAndTheirEnd()
{
    SsoHome home;
    home.signIn("2026-01-15T18:00:00Z");
    const IdentityFacts facts = identityFacts(home.profile(u"over"_s));
    QVERIFY2(!facts.error, qPrintable(facts.error ? facts.error->message : QString()));
    QCOMPARE(facts.kind, IdentityFacts::Kind::Keys);
    QCOMPARE(facts.source,
             u"profile over → profile sso → SSO session corp → role Developer → role Deployer"_s);
    QCOMPARE(facts.accountId, u"444455556666"_s);
    QCOMPARE(facts.expires, QDateTime({2026, 1, 15}, {11, 0}, Qt::UTC));
    QCOMPARE(facts.renews, QDateTime({2026, 1, 15}, {10, 45}, Qt::UTC));
    QCOMPARE(facts.tried.back().state, SourceReport::State::Used);
}

void TestIdentityFacts::showsTheStartOfAKeyAndNeverMore_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<QString>("shown");
    QTest::newRow("long-term") << QByteArray("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl") << u"ABSK…"_s;
    QTest::newRow("short-term") << shortTermKey("20260115T100000Z") << u"bedrock-api-key-…"_s;
    QTest::newRow("virtual key") << QByteArray("sk-bf-7b0c1a2e-0000-4000-8000") << u"sk-bf-…"_s;
    QTest::newRow("too short to spare any") << QByteArray("0123456789012345678") << QString();
    QTest::newRow("none") << QByteArray() << QString();
}

void TestIdentityFacts::showsTheStartOfAKeyAndNeverMore()
{
    QFETCH(QByteArray, key);
    QTEST(keyStart(key), "shown");
    QTEST(apiKeyFacts(base::SecretString(key), u"keychain"_s).keyStart, "shown");
}

void TestIdentityFacts::aShortTermKeySaysItsRegionAndEnd()
{
    const IdentityFacts facts =
        apiKeyFacts(base::SecretString(shortTermKey("20260115T100000Z")), u"the keychain"_s);
    QCOMPARE(facts.kind, IdentityFacts::Kind::ApiKey);
    QCOMPARE(facts.source, u"the keychain"_s);
    QCOMPARE(facts.keyRegion, u"eu-west-1"_s);
    QCOMPARE(facts.expires, QDateTime({2026, 1, 15}, {11, 0}, Qt::UTC));
}

void TestIdentityFacts::tellsOfEachSearchButNotOfStoppedOnes()
{
    std::vector<IdentityFacts> told;
    FixtureHome home;
    home.config("[profile gone]\nregion = eu-west-1\n");
    ObservedProvider failing(chainForProfile(home.context(), u"gone"_s),
                             [&told](const IdentityFacts &facts) { told.push_back(facts); });
    QVERIFY(FixtureHome::resolved(failing).error);
    QCOMPARE(told.size(), size_t(1));
    QVERIFY(told[0].error);
    QCOMPARE(told[0].tried.size(), size_t(9));

    const auto stopped = failing.resolve();
    QSignalSpy finished(stopped.get(), &ResolveJob::finished);
    stopped->abort();
    QVERIFY(finished.wait(5000));
    QCOMPARE(told.size(), size_t(1));
}

void TestIdentityFacts::knowsTheSignInAProfileRestsOn()
{
    SsoHome home; // it is 10:00
    const auto never = home.facts(u"sso"_s);
    QVERIFY(never);
    QCOMPARE(never->profile, u"sso"_s);
    QCOMPARE(never->session, u"corp"_s);
    QVERIFY(!never->until);
    QVERIFY(!never->isGood(home.clock.utcNow()));
    home.signIn("2026-01-15T18:00:00Z");
    QVERIFY(home.facts(u"sso"_s)->isGood(home.clock.utcNow()));
    const auto below = home.facts(u"over"_s);
    QVERIFY(below);
    QCOMPARE(below->profile, u"sso"_s);
    QCOMPARE(below->until, QDateTime({2026, 1, 15}, {18, 0}, Qt::UTC));
    home.signIn("2026-01-15T09:00:00Z");
    QVERIFY(!home.facts(u"sso"_s)->isGood(home.clock.utcNow()));
    home.signIn("2026-01-15T09:00:00Z",
                ", \"clientId\": \"c\", \"clientSecret\": \"s\", \"refreshToken\": \"r\", "
                "\"registrationExpiresAt\": \"2026-03-01T00:00:00Z\"");
    QVERIFY(home.facts(u"sso"_s)->isGood(home.clock.utcNow()));
    QVERIFY(!home.facts(u"keys"_s));
    QVERIFY(!home.facts(u"circle"_s));
    QVERIFY(!home.facts(u"nobody"_s));
}

QTEST_GUILESS_MAIN(TestIdentityFacts)
#include "tst_identityfacts.moc"
