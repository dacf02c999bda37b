// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/ssoprovider.h"
#include "core/credentials/ssotoken.h"
#include "tests/unit/credentials/fixturehome.h"

#include <QCryptographicHash>
#include <QTest>

using namespace outcrop;
using namespace outcrop::credentials;
using base::ErrorKind;
using testsupport::FixtureHome;
using testsupport::keys;
using testsupport::told;

namespace
{

/// Every shape of a profile (protocol/credentials.md, "Chain", "Providers").
const QByteArray shapes = R"(
[default]
region = eu-west-1
[profile config-keys]
aws_access_key_id = AKIACONFIG
aws_secret_access_key = secret-of-config-keys
[profile session]
region = us-east-1
[profile role]
role_arn = arn:aws:iam::111122223333:role/admin
source_profile = base
external_id = ext-1
duration_seconds = 900
role_session_name = me
[profile chained]
role_arn = arn:aws:iam::444455556666:role/deep
source_profile = role
[profile role-of-sso]
role_arn = arn:aws:iam::444455556666:role/cross
source_profile = sso-new
region = eu-central-1
[profile own-source]
role_arn = arn:aws:iam::111122223333:role/own
source_profile = own-source
[profile mfa]
role_arn = arn:aws:iam::111122223333:role/guarded
source_profile = base
mfa_serial = arn:aws:iam::111122223333:mfa/me
[profile from-environment]
role_arn = arn:aws:iam::111122223333:role/fromenv
credential_source = Environment
[profile from-container]
role_arn = arn:aws:iam::111122223333:role/fromtask
credential_source = EcsContainer
[profile from-instance]
role_arn = arn:aws:iam::111122223333:role/fromhost
credential_source = Ec2InstanceMetadata
[profile web]
role_arn = arn:aws:iam::111122223333:role/pod
web_identity_token_file = ~/token
[profile sso-new]
sso_session = corp
sso_account_id = 222233334444
sso_role_name = Developer
[sso-session corp]
sso_region = eu-west-1
sso_start_url = https://corp.awsapps.com/start
sso_registration_scopes = sso:account:access
[profile sso-old]
sso_start_url = https://old.awsapps.com/start
sso_region = us-east-1
sso_account_id = 555566667777
sso_role_name = Reader
[profile login]
login_session = arn:aws:iam::888899990000:user/me
)";

const QByteArray keyShapes = R"(
[default]
aws_access_key_id = AKIADEFAULT
aws_secret_access_key = secret-of-default
[base]
aws_access_key_id = AKIABASE
aws_secret_access_key = secret-of-base
[session]
aws_access_key_id = ASIASESSION
aws_secret_access_key = secret-of-session
aws_session_token = token-of-session
[own-source]
aws_access_key_id = AKIAOWN
aws_secret_access_key = secret-of-own
)";

QString cacheName(const QByteArray &key)
{
    return QStringLiteral(".aws/sso/cache/%1.json")
        .arg(QString::fromLatin1(QCryptographicHash::hash(key, QCryptographicHash::Sha1).toHex()));
}

/// A person who types @p code, or declines.
class FakePerson final : public CodePrompt
{
public:
    explicit FakePerson(std::optional<QString> code) : m_code(std::move(code)) {}

    class Job final : public CodeJob
    {
    public:
        explicit Job(std::optional<QString> code) : m_code(std::move(code)) { finishLater(); }
        void abort() override {}
        std::optional<QString> code() const override { return m_code; }

    private:
        std::optional<QString> m_code;
    };

    std::unique_ptr<CodeJob> ask(const CodeRequest &request) override
    {
        asked.push_back(request);
        return std::make_unique<Job>(m_code);
    }

    std::vector<CodeRequest> asked;

private:
    std::optional<QString> m_code;
};

class ShapesHome : public FixtureHome
{
public:
    ShapesHome()
    {
        config(shapes);
        credentials(keyShapes);
        write(QStringLiteral("token"), "web-identity-token\n");
        write(cacheName("corp"), R"({"startUrl": "https://corp.awsapps.com/start", "region": "eu-west-1",
            "accessToken": "sso-access-token", "expiresAt": "2026-01-15T18:00:00Z"})");
        write(cacheName("https://old.awsapps.com/start"),
              R"({"accessToken": "sso-access-token", "expiresAt": "2026-01-15T10:05:00UTC"})");
        services.with([](auto &state) {
            state.signers = {keys("AKIABASE", "secret-of-base"), keys("AKIAOWN", "secret-of-own"),
                             keys("AKIAENV", "secret-of-env")};
        });
    }
};

} // namespace

class TestProviders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyShapeOfProfileResolves_data();
    void everyShapeOfProfileResolves();
    void assumeRoleSendsWhatTheProfileSays();
    void theEnvironmentGoesFirstUnlessAProfileIsChosen();
    void reportsEachSourceAndWhyItWasSkipped();
    void mistakesInProfilesAreClearErrors_data();
    void mistakesInProfilesAreClearErrors();
    void refusalsOfTheTokenServiceKeepTheirWords();
    void theTokenServiceCannotQuoteSecrets();
    void asksForACodeOnceAndStopsWhenItIsDeclined();
    void withoutAHomeNothingIsReadFromTheCurrentFolder();

    void webIdentityOfTheEnvironmentNeedsNoProfile();
    void refreshesAnSsoTokenAndWritesItBack();
    void keepsAnSsoTokenWhoseRefreshFails();
    void saysWhenASignInIsNeeded();
    void readsTheSsoTokenAgainOnceWhenItIsRefused();
    void aSignInDuringARefreshIsNotOverwritten();
    void readsTheSsoTokenAgainBeforeASignInIsAskedFor();
    void readsTheCacheOfAwsLogin();
};

void TestProviders::everyShapeOfProfileResolves_data()
{
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *profile, const char *expected) {
        QTest::newRow(profile) << QString::fromLatin1(expected);
    };
    row("default", "AKIADEFAULT/secret-of-default///");
    row("base", "AKIABASE/secret-of-base///");
    row("config-keys", "AKIACONFIG/secret-of-config-keys///");
    row("session", "ASIASESSION/secret-of-session/token-of-session//");
    row("role", "ASIAADMIN/secret-of-admin/token-of-admin/111122223333/2026-01-15T11:00:00Z");
    row("chained", "ASIADEEP/secret-of-deep/token-of-deep/444455556666/2026-01-15T11:00:00Z");
    row("role-of-sso", "ASIACROSS/secret-of-cross/token-of-cross/444455556666/2026-01-15T11:00:00Z");
    row("own-source", "ASIAOWN/secret-of-own/token-of-own/111122223333/2026-01-15T11:00:00Z");
    row("from-environment",
        "ASIAFROMENV/secret-of-fromenv/token-of-fromenv/111122223333/2026-01-15T11:00:00Z");
    row("web", "ASIAPOD/secret-of-pod/token-of-pod/111122223333/2026-01-15T11:00:00Z");
    row("sso-new", "ASIADEVELOPER/secret-of-Developer/token-of-Developer/222233334444/2026-01-15T11:00:00Z");
    row("sso-old", "ASIAREADER/secret-of-Reader/token-of-Reader/555566667777/2026-01-15T11:00:00Z");
    row("login", "ASIALOGIN/secret-of-login/token-of-login/888899990000/2026-01-15T10:15:00Z");
    row("from-container",
        "ASIAFROMTASK/secret-of-fromtask/token-of-fromtask/111122223333/2026-01-15T11:00:00Z");
    row("from-instance",
        "ASIAFROMHOST/secret-of-fromhost/token-of-fromhost/111122223333/2026-01-15T11:00:00Z");
    row("process", "AKIAPROC/secret-of-proc/token-of-proc/999900001111/2026-01-15T12:00:00Z");
}

void TestProviders::everyShapeOfProfileResolves()
{
    ShapesHome home;
    QFETCH(QString, expected);
    home.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIAENV"));
    home.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("secret-of-env"));
    home.environment.insert(QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
                            QString::fromLatin1(home.services.url("/container").toEncoded()));
    home.environment.insert(QStringLiteral("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
                            QString::fromLatin1(home.services.url().toEncoded()));
    const auto container = [](const QByteArray &name) {
        aws::Credentials made = keys("ASIA" + name.toUpper(), "secret-of-" + name);
        made.sessionToken = base::SecretString("token-of-" + name);
        return made;
    };
    home.services.with([&](auto &state) {
        state.signers.push_back(container("container"));
        state.signers.push_back(container("instance"));
    });
    const QString script = home.script(QStringLiteral("bin/my creds"), R"(
test "$1" = "two words" || exit 3
echo '{"Version": 1, "AccessKeyId": "AKIAPROC", "SecretAccessKey": "secret-of-proc",
  "SessionToken": "token-of-proc", "Expiration": "2026-01-15T12:00:00Z", "AccountId": "999900001111"}'
)");
    home.config(shapes + "[profile process]\ncredential_process = \"" + script.toUtf8() + "\" 'two words'\n");
    home.write(QStringLiteral(".aws/login/cache/%1.json")
                   .arg(QString::fromLatin1(QCryptographicHash::hash("arn:aws:iam::888899990000:user/me",
                                                                     QCryptographicHash::Sha256)
                                                .toHex())),
               R"({"accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "secret-of-login",
                   "sessionToken": "token-of-login", "accountId": "888899990000", "expiresAt": "2026-01-15T10:15:00Z"},
                   "refreshToken": "r", "clientId": "c"})");
    QCOMPARE(told(home.profile(QString::fromLatin1(QTest::currentDataTag()))), expected);
}

void TestProviders::assumeRoleSendsWhatTheProfileSays()
{
    ShapesHome home;
    QVERIFY(home.profile(QStringLiteral("chained")).identity);
    const auto forms = home.services.stsForms();
    QCOMPARE(forms.size(), size_t(2));
    QCOMPARE(forms[0].value("Action"), QByteArray("AssumeRole"));
    QCOMPARE(forms[0].value("Version"), QByteArray("2011-06-15"));
    QCOMPARE(forms[0].value("RoleArn"), QByteArray("arn:aws:iam::111122223333:role/admin"));
    QCOMPARE(forms[0].value("ExternalId"), QByteArray("ext-1"));
    QCOMPARE(forms[0].value("DurationSeconds"), QByteArray("900"));
    QCOMPARE(forms[0].value("RoleSessionName"), QByteArray("me"));
    QCOMPARE(forms[1].value("RoleSessionName"), QByteArray("outcrop-1768471200"));
    QVERIFY(!forms[1].contains("ExternalId"));
}

void TestProviders::theEnvironmentGoesFirstUnlessAProfileIsChosen()
{
    ShapesHome home;
    QCOMPARE(told(home.fromEnvironment()), QStringLiteral("AKIADEFAULT/secret-of-default///"));
    home.environment.insert(QStringLiteral("AWS_PROFILE"), QStringLiteral("base"));
    QCOMPARE(told(home.fromEnvironment()), QStringLiteral("AKIABASE/secret-of-base///"));
    home.environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), QStringLiteral("AKIAENV"));
    home.environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QStringLiteral("secret-of-env"));
    QCOMPARE(told(home.fromEnvironment()), QStringLiteral("AKIAENV/secret-of-env///"));
    QCOMPARE(told(home.profile(QStringLiteral("base"))), QStringLiteral("AKIABASE/secret-of-base///"));
    home.environment.insert(QStringLiteral("AWS_BEARER_TOKEN_BEDROCK"), QStringLiteral("ABSKkey"));
    const auto chain = chainWithApiKey(home.context());
    QCOMPARE(told(FixtureHome::resolved(*chain)), QStringLiteral("bearer"));
}

void TestProviders::reportsEachSourceAndWhyItWasSkipped()
{
    FixtureHome home;
    home.config("[profile a]\nregion = eu-west-1\n");
    const Resolution nothing = home.profile(QStringLiteral("a"));
    QVERIFY(nothing.error);
    QCOMPARE(nothing.error->kind, ErrorKind::Credentials);
    QStringList sources;
    for (const SourceReport &report : nothing.tried) {
        sources += report.source;
        QCOMPARE(report.state, SourceReport::State::Skipped);
        QVERIFY2(!report.why.isEmpty(), qPrintable(report.source));
        QVERIFY(nothing.error->detail.contains(report.why));
    }
    QCOMPARE(sources.join(u'|'),
             QStringLiteral("assumed role|web identity|SSO|credentials file|aws login|credential "
                            "process|config file|container|instance metadata"));
    QVERIFY(nothing.tried[0].why.contains(QStringLiteral("profile \"a\" has no role_arn")));
    // Without any file and without a profile, the environment's chain has one more source.
    FixtureHome empty;
    const Resolution none = empty.fromEnvironment();
    QCOMPARE(none.tried.size(), size_t(10));
    QVERIFY(none.tried[1].why.contains(QStringLiteral("there is no profile \"default\"")));
}

void TestProviders::mistakesInProfilesAreClearErrors_data()
{
    QTest::addColumn<QByteArray>("config");
    QTest::addColumn<QByteArray>("credentials");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &config, const QByteArray &credentials,
                        const char *words) {
        QTest::newRow(name) << config << credentials << QString::fromUtf8(words);
    };
    const QByteArray role = "role_arn = arn:aws:iam::1:role/r\n";
    row("no such profile", "[profile b]\nregion = x\n", {}, "There is no profile \"a\"");
    row("half a pair: no secret", {}, "[a]\naws_access_key_id = AKIA\n",
        "aws_access_key_id but not aws_secret_access_key");
    row("half a pair: no id", "[profile a]\naws_secret_access_key = CANARY\n", {},
        "aws_secret_access_key but not aws_access_key_id");
    row("halves in two files", "[profile a]\naws_secret_access_key = CANARY\n",
        "[a]\naws_access_key_id = AKIA\n", "aws_access_key_id but not");
    row("key with a space inside", {}, "[a]\naws_access_key_id = AKIA\naws_secret_access_key = CANARY more\n",
        "white space");
    row("circle of two",
        "[profile a]\n" + role + "source_profile = b\n[profile b]\n" + role + "source_profile = a\n", {},
        "leads in a circle: a → b → a");
    row("own source without keys", "[profile a]\n" + role + "source_profile = a\n", {},
        "leads in a circle: a → a");
    row("circle below",
        "[profile a]\n" + role + "source_profile = b\n[profile b]\n" + role +
            "source_profile = c\n[profile c]\n" + role + "source_profile = b\n",
        {}, "leads in a circle: a → b → c → b");
    row("source does not exist", "[profile a]\n" + role + "source_profile = gone\n", {},
        "\"gone\", which does not exist");
    row("no source", "[profile a]\n" + role, {}, "neither source_profile nor credential_source");
    row("two sources",
        "[profile a]\n" + role + "source_profile = b\ncredential_source = Environment\n[profile b]\n", {},
        "both source_profile and credential_source");
    row("unknown credential_source", "[profile a]\n" + role + "credential_source = Magic\n", {}, "\"Magic\"");
    row("source without credentials",
        "[profile a]\n" + role + "source_profile = b\n[profile b]\nregion = x\n", {},
        "No credentials were found");
    row("environment as source, empty", "[profile a]\n" + role + "credential_source = Environment\n", {},
        "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY are not set");
    row("nobody to ask", "[profile a]\n" + role + "source_profile = b\nmfa_serial = m\n",
        "[b]\naws_access_key_id = AKIA\naws_secret_access_key = CANARY\n", "nobody can be asked");
    row("SSO without region", "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_start_url = u\n", {},
        "has no sso_region");
    row("SSO without session section",
        "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\n", {},
        "sso_session \"s\", which does not exist");
    row("SSO that disagrees",
        "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\nsso_region = x\n"
        "[sso-session s]\nsso_region = y\nsso_start_url = u\n",
        {}, "different values of sso_region");
    row("SSO that disagrees about the account",
        "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\n"
        "[sso-session s]\nsso_region = y\nsso_start_url = u\nsso_account_id = 2\n",
        {}, "different values of sso_account_id");
    row("SSO with its region in the profile",
        "[profile a]\nsso_account_id = 1\nsso_role_name = r\nsso_session = s\nsso_region = eu-west-1\n"
        "[sso-session s]\nsso_start_url = u\n",
        {}, "nobody has signed in yet");
    row("web identity without a file", "[profile a]\n" + role + "web_identity_token_file = /nowhere\n", {},
        "/nowhere cannot be used");
    row("web identity without a role", "[profile a]\nweb_identity_token_file = /nowhere\n", {},
        "no role to assume");
    row("command with an open quote", "[profile a]\ncredential_process = \"/bin/x\n", {},
        "quote that is not closed");
    row("no aws login", "[profile a]\nlogin_session = x\n", {}, "needs aws login");
    row("malformed config", "[profile a\n", {}, "line 1 begins a section without");
    row("malformed credentials", "[profile a]\n", "aws_secret_access_key = CANARY\n", "line 1 stands before");
}

void TestProviders::mistakesInProfilesAreClearErrors()
{
    QFETCH(QByteArray, config);
    QFETCH(QByteArray, credentials);
    QFETCH(QString, words);
    FixtureHome home;
    home.config(config);
    home.credentials(credentials);
    const Resolution resolution = home.profile(QStringLiteral("a"));
    QVERIFY2(resolution.error, qPrintable(told(resolution)));
    const base::Error &error = *resolution.error;
    QCOMPARE(error.kind, ErrorKind::Credentials);
    QVERIFY2(error.message.contains(words), qPrintable(error.message));
    QVERIFY2(!error.advice.isEmpty(), qPrintable(error.message));
    QVERIFY(!(error.message + error.advice + error.detail).contains(QStringLiteral("CANARY")));
    QCOMPARE(resolution.tried.back().state, SourceReport::State::Failed);
    QVERIFY(home.services.recorded().empty());
}

void TestProviders::refusalsOfTheTokenServiceKeepTheirWords()
{
    ShapesHome home;
    home.config("[profile a]\nrole_arn = arn:aws:iam::1:role/forbidden\nsource_profile = base\n"
                "[profile b]\nrole_arn = arn:aws:iam::1:role/admin\nsource_profile = stranger\n"
                "[profile web]\nrole_arn = arn:aws:iam::1:role/pod\nweb_identity_token_file = ~/token\n");
    home.credentials(keyShapes + "[stranger]\naws_access_key_id = AKIAWHO\naws_secret_access_key = CANARY\n");
    const auto denied = home.profile(QStringLiteral("a")).error;
    QVERIFY(denied);
    QCOMPARE(denied->kind, ErrorKind::AccessDenied);
    QCOMPARE(denied->code, QStringLiteral("AccessDenied"));
    QCOMPARE(denied->serviceMessage, QStringLiteral("User is not authorized to perform: sts:AssumeRole"));
    QCOMPARE(denied->requestId, QStringLiteral("request-1"));
    QCOMPARE(home.profile(QStringLiteral("b")).error->kind, ErrorKind::Credentials);
    home.write(QStringLiteral("token"), "CANARY-web-token");
    const auto echoed = home.profile(QStringLiteral("web")).error;
    QVERIFY(echoed);
    QVERIFY2(!echoed->serviceMessage.contains(QStringLiteral("CANARY")), qPrintable(echoed->serviceMessage));

    home.services.with([](auto &state) {
        state.answerStatus = "200 OK";
        state.answerBody = "<html><body>Sign in to the network</body></html>";
    });
    QCOMPARE(home.profile(QStringLiteral("a")).error->kind, ErrorKind::UnexpectedAnswer);
    home.services.with([](auto &state) {
        state.answerBody = "<!DOCTYPE x [<!ENTITY a \"b\">]><AssumeRoleResponse>&a;</AssumeRoleResponse>";
    });
    QCOMPARE(home.profile(QStringLiteral("a")).error->kind, ErrorKind::UnexpectedAnswer);
    const int before = int(home.services.recorded().size());
    home.services.with([](auto &state) { state.answerStatus = "503 Service Unavailable"; });
    QCOMPARE(home.profile(QStringLiteral("a")).error->kind, ErrorKind::Service);
    QCOMPARE(int(home.services.recorded().size()) - before, 3); // tried again, within bounds
    const auto advice = [&home](const QByteArray &code) {
        home.services.with([&code](auto &state) {
            state.answerStatus = "403 Forbidden";
            state.answerBody = "<ErrorResponse><Error><Code>" + code + "</Code></Error></ErrorResponse>";
        });
        return home.profile(QStringLiteral("a")).error->advice;
    };
    QVERIFY(advice("RegionDisabledException").contains(QStringLiteral("another region")));
    QVERIFY(advice("ExpiredToken").contains(QStringLiteral("have ended")));
    QVERIFY(advice("InvalidIdentityToken").contains(QStringLiteral("trusts")));
}

/// A front end that cannot verify a signature quotes the request; another service may quote anything.
void TestProviders::theTokenServiceCannotQuoteSecrets()
{
    ShapesHome home;
    home.config("[profile a]\nrole_arn = arn:aws:iam::1:role/r\nsource_profile = session\nmfa_serial = m\n");
    FakePerson person(QStringLiteral("987654"));
    home.limits.codes = &person;
    home.services.with([](auto &state) {
        const QByteArray echo = "x-amz-security-token:token-of-session secret-of-session 987654";
        state.answerStatus = "403 Forbidden";
        state.answerBody = "<ErrorResponse><Error><Code>" + echo + QByteArray(900, 'c') + "</Code><Message>" +
                           QByteArray(64 * 1024 - 30, 'm') + echo + QByteArray(100'000, 'm') +
                           "</Message></Error><RequestId>" + echo + QByteArray(900, 'r') +
                           "</RequestId></ErrorResponse>";
    });
    const auto error = home.profile(QStringLiteral("a")).error;
    QVERIFY(error);
    for (const QString &text : {error->message, error->advice, error->detail, error->serviceMessage,
                                error->code, error->requestId}) {
        for (const char *secret : {"token-of", "secret-of", "987654"})
            QVERIFY2(!text.contains(QLatin1StringView(secret)), qPrintable(text.right(200)));
    }
    QVERIFY(error->serviceMessage.contains(QStringLiteral("x-amz-security-token:(hid")));
    QVERIFY(error->serviceMessage.size() <= 64 * 1024);
    QVERIFY2(error->code.size() <= 200, qPrintable(error->code));
    QVERIFY2(error->requestId.size() <= 128, qPrintable(error->requestId));
}

/// Fault 46: HOME is not set, the files are named by variables, and the current folder is somebody's.
void TestProviders::withoutAHomeNothingIsReadFromTheCurrentFolder()
{
    ShapesHome home;
    home.write(QStringLiteral(".aws/login/cache/%1.json")
                   .arg(QString::fromLatin1(QCryptographicHash::hash("arn:aws:iam::888899990000:user/me",
                                                                     QCryptographicHash::Sha256)
                                                .toHex())),
               R"({"accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "secret-of-login",
                   "sessionToken": "t", "expiresAt": "2026-01-15T10:15:00Z"}})");
    home.environment.insert(QStringLiteral("AWS_CONFIG_FILE"), home.path(QStringLiteral(".aws/config")));
    const auto context = std::make_shared<ProviderContext>(*home.context());
    context->home.clear();
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(home.path({})));
    for (const auto &[name, words] :
         {std::pair("sso-new", "there is no home folder"), std::pair("login", "there is no home folder"),
          std::pair("web", "cannot be used")}) {
        const auto found = FixtureHome::resolved(*chainForProfile(context, QString::fromLatin1(name)));
        QDir::setCurrent(before);
        QVERIFY2(found.error, name);
        QVERIFY2(found.error->message.contains(QLatin1StringView(words)), qPrintable(found.error->message));
        QDir::setCurrent(home.path({}));
    }
    QDir::setCurrent(before);
    QVERIFY(home.services.recorded().empty());
}

void TestProviders::asksForACodeOnceAndStopsWhenItIsDeclined()
{
    ShapesHome home;
    FakePerson person(QStringLiteral(" 123 456 "));
    home.limits.codes = &person;
    QCOMPARE(
        told(home.profile(QStringLiteral("mfa"))),
        QStringLiteral("ASIAGUARDED/secret-of-guarded/token-of-guarded/111122223333/2026-01-15T11:00:00Z"));
    QCOMPARE(person.asked.size(), size_t(1));
    QCOMPARE(person.asked[0],
             (CodeRequest{QStringLiteral("mfa"), QStringLiteral("arn:aws:iam::111122223333:role/guarded"),
                          QStringLiteral("arn:aws:iam::111122223333:mfa/me")}));
    QCOMPARE(home.services.stsForms()[0].value("TokenCode"), QByteArray("123456"));

    FakePerson wrong(QStringLiteral("000000"));
    home.limits.codes = &wrong;
    const auto refused = home.profile(QStringLiteral("mfa")).error;
    QVERIFY(refused && refused->kind == ErrorKind::AccessDenied);
    QVERIFY(refused->serviceMessage.contains(QStringLiteral("MultiFactorAuthentication")));

    FakePerson declines(std::nullopt);
    home.limits.codes = &declines;
    const size_t before = home.services.recorded().size();
    QCOMPARE(home.profile(QStringLiteral("mfa")).error->kind, ErrorKind::Cancelled);
    QCOMPARE(home.services.recorded().size(), before);
}

void TestProviders::webIdentityOfTheEnvironmentNeedsNoProfile()
{
    FixtureHome home;
    home.write(QStringLiteral("token"), "web-identity-token");
    home.environment.insert(QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE"),
                            home.path(QStringLiteral("token")));
    home.environment.insert(QStringLiteral("AWS_ROLE_ARN"),
                            QStringLiteral("arn:aws:iam::111122223333:role/pod"));
    home.environment.insert(QStringLiteral("AWS_ROLE_SESSION_NAME"), QStringLiteral("pod-7"));
    QCOMPARE(told(home.fromEnvironment()),
             QStringLiteral("ASIAPOD/secret-of-pod/token-of-pod/111122223333/2026-01-15T11:00:00Z"));
    QCOMPARE(home.services.stsForms()[0].value("RoleSessionName"), QByteArray("pod-7"));
    QCOMPARE(home.services.recorded()[0].headerCount("Authorization"), 0);
}

void TestProviders::refreshesAnSsoTokenAndWritesItBack()
{
    ShapesHome home;
    home.write(cacheName("corp"), R"({"startUrl":"https://corp.awsapps.com/start","accessToken":"old-token",
        "expiresAt":"2026-01-15T10:14:59Z","clientId":"client-1","clientSecret":"client-secret-1",
        "refreshToken":"sso-refresh-token","registrationExpiresAt":"2026-03-01T00:00:00Z","unknown":{"b":1.0,"a":2}})");
    QVERIFY2(home.profile(QStringLiteral("sso-new")).identity, "the refreshed token was not used");
    QCOMPARE(home.services.count("/token"), 1);
    QFile file(home.path(cacheName("corp")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(),
             QByteArray(R"({"startUrl":"https://corp.awsapps.com/start","accessToken":"sso-access-token-2",)"
                        R"("expiresAt":"2026-01-15T18:00:00Z","clientId":"client-1",)"
                        R"("clientSecret":"client-secret-1","refreshToken":"sso-refresh-token+",)"
                        R"("registrationExpiresAt":"2026-03-01T00:00:00Z","unknown":{"b":1.0,"a":2}})"));
    QCOMPARE(file.permissions() &
                 (QFile::ReadGroup | QFile::ReadOther | QFile::WriteGroup | QFile::WriteOther),
             QFile::Permissions());
    // With more than fifteen minutes left nothing is refreshed.
    QVERIFY(home.profile(QStringLiteral("sso-new")).identity);
    QCOMPARE(home.services.count("/token"), 1);
}

void TestProviders::keepsAnSsoTokenWhoseRefreshFails()
{
    ShapesHome home;
    const QByteArray token =
        R"({"accessToken":"sso-access-token","expiresAt":"2026-01-15T10:10:00Z","clientId":"c",
        "clientSecret":"s","refreshToken":"revoked","registrationExpiresAt":"2026-03-01T00:00:00Z"})";
    home.write(cacheName("corp"), token);
    const auto chain = chainForProfile(home.context(), QStringLiteral("sso-new"));
    QVERIFY(FixtureHome::resolved(*chain).identity);
    QCOMPARE(home.services.count("/token"), 1);
    QFile file(home.path(cacheName("corp")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), token);
    chain->invalidate();
    QVERIFY(FixtureHome::resolved(*chain).identity);
    QCOMPARE(home.services.count("/token"), 1); // not asked again within a minute
    home.clock.advance(std::chrono::minutes(11));
    chain->invalidate();
    const Resolution ended = FixtureHome::resolved(*chain);
    QVERIFY(ended.error);
    QCOMPARE(ended.error->code, signInNeededCode());
}

void TestProviders::saysWhenASignInIsNeeded()
{
    ShapesHome home;
    const auto problem = [&home] {
        const auto error = home.profile(QStringLiteral("sso-new")).error;
        return error && error->code == signInNeededCode() ? error->message
                                                          : QStringLiteral("(no such error)");
    };
    QFile::remove(home.path(cacheName("corp")));
    QVERIFY2(problem().contains(QStringLiteral("nobody has signed in yet")), qPrintable(problem()));
    home.write(cacheName("corp"), "{");
    QVERIFY2(problem().contains(QStringLiteral("damaged")), qPrintable(problem()));
    home.write(cacheName("corp"), R"({"accessToken": "x"})");
    QVERIFY2(problem().contains(QStringLiteral("has no token")), qPrintable(problem()));
    home.write(cacheName("corp"), R"({"accessToken": "x", "expiresAt": "2026-01-15T09:59:59Z"})");
    QVERIFY2(problem().contains(QStringLiteral("has expired")), qPrintable(problem()));
    home.write(cacheName("corp"), R"({"accessToken": "x", "expiresAt": "2026-01-16T00:00:00Z"})");
    QVERIFY2(problem().contains(QStringLiteral("no longer takes")), qPrintable(problem()));
    home.config(QByteArray(shapes).replace("Developer", "forbidden"));
    home.write(cacheName("corp"),
               R"({"accessToken": "sso-access-token", "expiresAt": "2026-01-16T00:00:00Z"})");
    QCOMPARE(home.profile(QStringLiteral("sso-new")).error->kind, ErrorKind::AccessDenied);
}

void TestProviders::readsTheSsoTokenAgainOnceWhenItIsRefused()
{
    ShapesHome home;
    home.write(cacheName("corp"), R"({"accessToken": "rotated-away", "expiresAt": "2026-01-16T00:00:00Z"})");
    SsoProvider sso(home.context(), {QStringLiteral("sso-new"), true, false});
    const auto job = sso.resolve(); // it has read the file
    home.write(cacheName("corp"),
               R"({"accessToken": "sso-access-token", "expiresAt": "2026-01-16T00:00:00Z"})");
    QSignalSpy finished(job.get(), &ResolveJob::finished);
    QVERIFY(finished.wait(10'000));
    QVERIFY2(job->resolution().identity, qPrintable(told(job->resolution())));
}

void TestProviders::aSignInDuringARefreshIsNotOverwritten()
{
    ShapesHome home;
    const auto token = [](const QByteArray &access, const QByteArray &refresh) {
        return R"({"accessToken":")" + access + R"(","expiresAt":"2026-01-15T10:10:00Z","clientId":"c",)" +
               R"("clientSecret":"s","refreshToken":")" + refresh + R"("})";
    };
    home.write(cacheName("corp"), token("old-token", "sso-refresh-token"));
    SsoProvider sso(home.context(), {QStringLiteral("sso-new"), true, false});
    const auto job = sso.resolve(); // it has read the file
    const QByteArray newer = token("of-another-sign-in", "another-refresh-token");
    home.write(cacheName("corp"), newer);
    QSignalSpy finished(job.get(), &ResolveJob::finished);
    QVERIFY(finished.wait(10'000));
    QVERIFY2(job->resolution().identity, qPrintable(told(job->resolution())));
    QCOMPARE(home.services.count("/token"), 1);
    QFile file(home.path(cacheName("corp")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), newer);
}

/// Another program was first with a refresh token that is good for one use.
void TestProviders::readsTheSsoTokenAgainBeforeASignInIsAskedFor()
{
    ShapesHome home;
    home.write(cacheName("corp"), R"({"accessToken":"ended","expiresAt":"2026-01-15T09:59:59Z","clientId":"c",
        "clientSecret":"s","refreshToken":"used-up","registrationExpiresAt":"2026-03-01T00:00:00Z"})");
    SsoProvider sso(home.context(), {QStringLiteral("sso-new"), true, false});
    const auto job = sso.resolve(); // it has read the file
    home.write(cacheName("corp"),
               R"({"accessToken": "sso-access-token", "expiresAt": "2026-01-16T00:00:00Z"})");
    QSignalSpy finished(job.get(), &ResolveJob::finished);
    QVERIFY(finished.wait(10'000));
    QCOMPARE(home.services.count("/token"), 1);
    QVERIFY2(job->resolution().identity, qPrintable(told(job->resolution())));
}

void TestProviders::readsTheCacheOfAwsLogin()
{
    ShapesHome home;
    const QString name = QString::fromLatin1(
        QCryptographicHash::hash("arn:aws:iam::888899990000:user/me", QCryptographicHash::Sha256).toHex());
    home.write(
        QStringLiteral("elsewhere/%1.json").arg(name),
        R"({"accessToken": {"accessKeyId": "ASIALOGIN", "secretAccessKey": "s", "expiresAt": "2026-01-15T10:15:00Z"}})");
    home.environment.insert(QStringLiteral("AWS_LOGIN_CACHE_DIRECTORY"),
                            home.path(QStringLiteral("elsewhere")));
    QCOMPARE(told(home.profile(QStringLiteral("login"))),
             QStringLiteral("ASIALOGIN/s///2026-01-15T10:15:00Z"));
    home.clock.advance(std::chrono::minutes(15));
    const auto expired = home.profile(QStringLiteral("login")).error;
    QVERIFY(expired && expired->message.contains(QStringLiteral("the last login has expired")));
    QVERIFY(expired->advice.contains(QStringLiteral("aws login --profile login")));
}

QTEST_GUILESS_MAIN(TestProviders)
#include "tst_providers.moc"
