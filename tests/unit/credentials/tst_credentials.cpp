// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/environmentbearerprovider.h"
#include "core/credentials/environmentkeysprovider.h"
#include "core/credentials/environmentsettings.h"
#include "core/credentials/pastedsecret.h"
#include "core/credentials/providerchain.h"
#include "core/credentials/shorttermkey.h"
#include "core/credentials/staticprovider.h"

#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::credentials;
using base::ErrorKind;
using base::SecretString;

namespace
{

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

class FixedClock final : public base::Clock
{
public:
    QDateTime utcNow() const override { return QDateTime({2026, 1, 15}, {9, 30}, Qt::UTC); }
    std::chrono::nanoseconds monotonic() const override { return {}; }
};

QProcessEnvironment environment(std::initializer_list<std::pair<const char *, QString>> variables)
{
    QProcessEnvironment made;
    for (const auto &[name, value] : variables)
        made.insert(text(name), value);
    return made;
}

/// What @p provider ends with, from the event loop.
Resolution resolved(CredentialsProvider &provider)
{
    const auto job = provider.resolve();
    QSignalSpy finished(job.get(), &ResolveJob::finished);
    if (!finished.wait(5000) || finished.count() != 1)
        return {};
    return job->resolution();
}

Resolution keysOf(const QProcessEnvironment &variables)
{
    const FixedClock clock;
    EnvironmentKeysProvider provider(variables, clock);
    return resolved(provider);
}

Resolution bearerOf(const QProcessEnvironment &variables)
{
    const FixedClock clock;
    EnvironmentBearerProvider provider(variables, clock);
    return resolved(provider);
}

/// A key as the token generator makes them; the signature plays no part in reading it.
QString shortTermKey(const char *date, const char *expires, const char *region = "us-west-2")
{
    const QByteArray url =
        QByteArray("bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256"
                   "&X-Amz-Credential=ASIAEXAMPLE%2F20260115%2F") +
        region + "%2Fbedrock%2Faws4_request&X-Amz-Date=" + date + "&X-Amz-Expires=" + expires +
        "&X-Amz-SignedHeaders=host&X-Amz-Signature=00&Version=1";
    return QString::fromLatin1("bedrock-api-key-" + url.toBase64());
}

/// A source that takes its time and counts how often it is asked.
class SlowProvider final : public CredentialsProvider
{
public:
    explicit SlowProvider(Resolution end) : m_end(std::move(end)) {}

    class SlowJob final : public ResolveJob
    {
    public:
        void abort() override
        {
            aborted = true;
            end(Resolution::failed(text("slow"), base::makeError(ErrorKind::Cancelled, text("stopped"))));
        }
        void finishWith(const Resolution &resolution) { end(resolution); }
        bool aborted = false;
    };

    QString name() const override { return text("slow"); }
    std::unique_ptr<ResolveJob> resolve() override
    {
        ++asked;
        auto job = std::make_unique<SlowJob>();
        current = job.get();
        return job;
    }
    void deliver() { current->finishWith(m_end); }

    int asked = 0;
    SlowJob *current = nullptr;

private:
    Resolution m_end;
};

template <typename... T>
ProviderChain chainOf(std::unique_ptr<T>... providers)
{
    std::vector<std::unique_ptr<CredentialsProvider>> list;
    (list.push_back(std::move(providers)), ...);
    return ProviderChain(std::move(list));
}

} // namespace

class TestCredentials : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsAllKeyVariables();
    void takesTheOldTokenVariable();
    void skipsWithoutKeys();
    void refusesHalfAPair();
    void refusesUnusableKeys_data();
    void refusesUnusableKeys();
    void readsABearerToken();
    void readsAShortTermKeyOffline();
    void refusesAnExpiredKeyBeforeSending();
    void knowsAKeyOfAnotherRegion();
    void readsNothingFromOtherKeys_data();
    void readsNothingFromOtherKeys();
    void takesTheFirstSourceThatHasSomething();
    void bearerGoesBeforeKeys();
    void stopsAtASourceThatFails();
    void listsWhatWasTriedWhenNothingIsThere();
    void waitsForASlowSource();
    void stopsWhenAborted();
    void cleansPastedSecrets_data();
    void cleansPastedSecrets();
    void findsRegionAndEndpoint_data();
    void findsRegionAndEndpoint();
    void optionsGoBeforeTheEnvironment();
};

void TestCredentials::readsAllKeyVariables()
{
    const Resolution found =
        keysOf(environment({{"AWS_ACCESS_KEY_ID", text(" AKIAEXAMPLE\n")},
                            {"AWS_SECRET_ACCESS_KEY", text("\"sec/ret+\"")},
                            {"AWS_SESSION_TOKEN", text("token==")},
                            {"AWS_SECURITY_TOKEN", text("old")},
                            {"AWS_CREDENTIAL_EXPIRATION", text("2026-01-15T11:00:00+01:00")},
                            {"AWS_ACCOUNT_ID", text("123456789012")}}));
    QVERIFY(!found.error);
    const auto &keys = std::get<aws::Credentials>(*found.identity);
    QCOMPARE(keys.accessKeyId, QByteArray("AKIAEXAMPLE"));
    QCOMPARE(keys.secretAccessKey.reveal(), QByteArray("sec/ret+"));
    QCOMPARE(keys.sessionToken->reveal(), QByteArray("token=="));
    QCOMPARE(*keys.expiration, QDateTime({2026, 1, 15}, {10, 0}, Qt::UTC));
    QCOMPARE(keys.accountId, text("123456789012"));
    QCOMPARE(keys.source, text("environment"));
    QCOMPARE(found.tried.size(), size_t(1));
    QCOMPARE(found.tried[0].state, SourceReport::State::Used);
}

void TestCredentials::takesTheOldTokenVariable()
{
    const Resolution found = keysOf(environment({{"AWS_ACCESS_KEY_ID", text("A")},
                                                 {"AWS_SECRET_ACCESS_KEY", text("s")},
                                                 {"AWS_SECURITY_TOKEN", text("old")}}));
    QCOMPARE(std::get<aws::Credentials>(*found.identity).sessionToken->reveal(), QByteArray("old"));
}

void TestCredentials::skipsWithoutKeys()
{
    for (const auto &variables : {environment({}), environment({{"AWS_ACCESS_KEY_ID", QString()}}),
                                  environment({{"AWS_SESSION_TOKEN", text("t")}})}) {
        const Resolution found = keysOf(variables);
        QVERIFY(!found.identity && !found.error);
        QCOMPARE(found.tried[0].state, SourceReport::State::Skipped);
        QVERIFY(found.tried[0].why.contains(text("AWS_ACCESS_KEY_ID")));
    }
    const Resolution bearer = bearerOf(environment({}));
    QVERIFY(!bearer.identity && !bearer.error);
}

void TestCredentials::refusesHalfAPair()
{
    const Resolution first = keysOf(environment({{"AWS_ACCESS_KEY_ID", text("A")}}));
    QCOMPARE(first.error->kind, ErrorKind::Credentials);
    QCOMPARE(first.error->message, text("AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not."));
    const Resolution second = keysOf(environment({{"AWS_SECRET_ACCESS_KEY", text("topsecret")}}));
    QCOMPARE(second.error->kind, ErrorKind::Credentials);
    QVERIFY(!second.error->message.contains(text("topsecret")));
}

void TestCredentials::refusesUnusableKeys_data()
{
    QTest::addColumn<QString>("variable");
    QTest::addColumn<QString>("value");
    QTest::newRow("id with a line break") << text("AWS_ACCESS_KEY_ID") << text("AKIA\r\nX-Evil: 1");
    QTest::newRow("secret with a space") << text("AWS_SECRET_ACCESS_KEY") << text("CANARY abc");
    QTest::newRow("secret of blanks") << text("AWS_SECRET_ACCESS_KEY") << text(" \t ");
    QTest::newRow("token with umlaut") << text("AWS_SESSION_TOKEN") << text("CANARYü");
    QTest::newRow("expiration no time") << text("AWS_CREDENTIAL_EXPIRATION") << text("soon");
    QTest::newRow("expiration without zone")
        << text("AWS_CREDENTIAL_EXPIRATION") << text("2027-01-15T10:00:00");
    QTest::newRow("expired") << text("AWS_CREDENTIAL_EXPIRATION") << text("2026-01-15T09:30:00Z");
}

void TestCredentials::refusesUnusableKeys()
{
    QFETCH(QString, variable);
    QFETCH(QString, value);
    auto variables =
        environment({{"AWS_ACCESS_KEY_ID", text("AKIA")}, {"AWS_SECRET_ACCESS_KEY", text("CANARY")}});
    variables.insert(variable, value);
    const Resolution found = keysOf(variables);
    QVERIFY(!found.identity && found.error);
    QCOMPARE(found.error->kind, ErrorKind::Credentials);
    QVERIFY(!found.error->advice.isEmpty());
    for (const QString &part :
         {found.error->message, found.error->advice, found.error->detail, found.tried[0].why})
        QVERIFY(!part.contains(text("CANARY")) && !part.contains(text("Evil")));
}

void TestCredentials::readsABearerToken()
{
    const Resolution found = bearerOf(environment({{"AWS_BEARER_TOKEN_BEDROCK", text("Bearer  sk-abc \n")}}));
    const auto &token = std::get<BearerToken>(*found.identity);
    QCOMPARE(token.token.reveal(), QByteArray("sk-abc"));
    QVERIFY(token.region.isEmpty() && !token.expiration);
    QVERIFY(bearerOf(environment({{"AWS_BEARER_TOKEN_BEDROCK", text("a\nb")}})).error);
}

void TestCredentials::readsAShortTermKeyOffline()
{
    const auto key = readShortTermKey(shortTermKey("20260115T080000Z", "43200").toLatin1());
    QVERIFY(key);
    QCOMPARE(key->region, text("us-west-2"));
    QCOMPARE(key->issued, QDateTime({2026, 1, 15}, {8, 0}, Qt::UTC));
    QCOMPARE(key->expires, QDateTime({2026, 1, 15}, {20, 0}, Qt::UTC));
    const Resolution found =
        bearerOf(environment({{"AWS_BEARER_TOKEN_BEDROCK", shortTermKey("20260115T080000Z", "43200")}}));
    QCOMPARE(std::get<BearerToken>(*found.identity).region, text("us-west-2"));
    QCOMPARE(*std::get<BearerToken>(*found.identity).expiration, key->expires);
}

void TestCredentials::refusesAnExpiredKeyBeforeSending()
{
    const Resolution found =
        bearerOf(environment({{"AWS_BEARER_TOKEN_BEDROCK", shortTermKey("20260115T080000Z", "5400")}}));
    QVERIFY(found.error);
    QCOMPARE(found.error->kind, ErrorKind::Credentials);
    QVERIFY(found.error->message.contains(text("2026-01-15 09:30 UTC")));
    QVERIFY(bearerOf(environment({{"AWS_BEARER_TOKEN_BEDROCK", shortTermKey("20260115T080000Z", "5401")}}))
                .identity);
}

void TestCredentials::knowsAKeyOfAnotherRegion()
{
    BearerToken token;
    token.region = text("us-west-2");
    const QDateTime now = FixedClock().utcNow();
    QVERIFY(!bearerProblem(token, text("us-west-2"), now));
    QVERIFY(!bearerProblem(token, {}, now));
    const auto problem = bearerProblem(token, text("eu-west-1"), now);
    QVERIFY(problem && problem->message.contains(text("us-west-2")) &&
            problem->advice.contains(text("eu-west-1")));
}

void TestCredentials::readsNothingFromOtherKeys_data()
{
    QTest::addColumn<QString>("key");
    QTest::newRow("long-term") << text("ABSKQmVkcm9ja0FQSUtleS1leGFtcGxl");
    QTest::newRow("gateway") << text("sk-bf-00000000-0000-0000-0000-000000000000");
    QTest::newRow("empty") << QString();
    QTest::newRow("prefix only") << text("bedrock-api-key-");
    QTest::newRow("not base64") << text("bedrock-api-key-***");
    QTest::newRow("not a URL") << text("bedrock-api-key-aGVsbG8=");
    QTest::newRow("no date") << shortTermKey("", "43200");
    QTest::newRow("no life") << shortTermKey("20260115T080000Z", "");
    QTest::newRow("too long a life") << shortTermKey("20260115T080000Z", "43201");
    QTest::newRow("negative life") << shortTermKey("20260115T080000Z", "-1");
    QTest::newRow("odd region") << shortTermKey("20260115T080000Z", "43200", "US%0A");
    QTest::newRow("scope too long") << shortTermKey("20260115T080000Z", "43200", "us%2Fwest");
}

void TestCredentials::readsNothingFromOtherKeys()
{
    QFETCH(QString, key);
    QVERIFY(!readShortTermKey(key.toLatin1()));
}

void TestCredentials::takesTheFirstSourceThatHasSomething()
{
    const FixedClock clock;
    aws::Credentials keys;
    keys.accessKeyId = "SIM";
    ProviderChain chain = chainOf(std::make_unique<EnvironmentKeysProvider>(QProcessEnvironment(), clock),
                                  std::make_unique<StaticProvider>(text("simulator"), keys),
                                  std::make_unique<StaticProvider>(text("never"), BearerToken()));
    const Resolution found = resolved(chain);
    QCOMPARE(std::get<aws::Credentials>(*found.identity).accessKeyId, QByteArray("SIM"));
    QCOMPARE(found.tried.size(), size_t(2));
    QCOMPARE(found.tried[0].state, SourceReport::State::Skipped);
    QCOMPARE(found.tried[1].source, text("simulator"));
}

void TestCredentials::bearerGoesBeforeKeys()
{
    const FixedClock clock;
    const auto variables = environment({{"AWS_ACCESS_KEY_ID", text("A")},
                                        {"AWS_SECRET_ACCESS_KEY", text("s")},
                                        {"AWS_BEARER_TOKEN_BEDROCK", text("b")}});
    ProviderChain chain = chainOf(std::make_unique<EnvironmentBearerProvider>(variables, clock),
                                  std::make_unique<EnvironmentKeysProvider>(variables, clock));
    QVERIFY(std::holds_alternative<BearerToken>(*resolved(chain).identity));
}

void TestCredentials::stopsAtASourceThatFails()
{
    const FixedClock clock;
    ProviderChain chain = chainOf(
        std::make_unique<EnvironmentKeysProvider>(environment({{"AWS_ACCESS_KEY_ID", text("A")}}), clock),
        std::make_unique<StaticProvider>(text("never"), BearerToken()));
    const Resolution found = resolved(chain);
    QVERIFY(!found.identity && found.error);
    QCOMPARE(found.tried.size(), size_t(1));
    QCOMPARE(found.tried[0].state, SourceReport::State::Failed);
}

void TestCredentials::listsWhatWasTriedWhenNothingIsThere()
{
    const FixedClock clock;
    ProviderChain chain = chainOf(std::make_unique<EnvironmentBearerProvider>(QProcessEnvironment(), clock),
                                  std::make_unique<EnvironmentKeysProvider>(QProcessEnvironment(), clock));
    const Resolution found = resolved(chain);
    QCOMPARE(found.error->kind, ErrorKind::Credentials);
    QCOMPARE(found.error->detail.split(u'\n').size(), 2);
    QVERIFY(found.error->detail.contains(text("AWS_BEARER_TOKEN_BEDROCK is not set")));
    QVERIFY(!found.error->advice.isEmpty());
    ProviderChain empty = chainOf();
    QCOMPARE(resolved(empty).error->kind, ErrorKind::Credentials);
}

void TestCredentials::waitsForASlowSource()
{
    auto slow = std::make_unique<SlowProvider>(Resolution::skipped(text("slow"), text("nothing")));
    SlowProvider *const asked = slow.get();
    ProviderChain chain =
        chainOf(std::move(slow), std::make_unique<StaticProvider>(text("last"), BearerToken()));
    const auto job = chain.resolve();
    QSignalSpy finished(job.get(), &ResolveJob::finished);
    QCoreApplication::sendPostedEvents();
    QVERIFY(!job->isFinished());
    QCOMPARE(asked->asked, 1);
    asked->deliver();
    QVERIFY(finished.wait(5000));
    QCOMPARE(job->resolution().tried.size(), size_t(2));
    QVERIFY(job->resolution().identity);
}

void TestCredentials::stopsWhenAborted()
{
    auto slow = std::make_unique<SlowProvider>(Resolution());
    SlowProvider *const asked = slow.get();
    ProviderChain chain = chainOf(std::move(slow));
    const auto job = chain.resolve();
    QSignalSpy finished(job.get(), &ResolveJob::finished);
    job->abort();
    job->abort();
    QCOMPARE(finished.count(), 0);
    QVERIFY(asked->current->aborted);
    QVERIFY(finished.wait(5000));
    QCOMPARE(finished.count(), 1);
    QCOMPARE(job->resolution().error->kind, ErrorKind::Cancelled);
}

void TestCredentials::cleansPastedSecrets_data()
{
    QTest::addColumn<QString>("pasted");
    QTest::addColumn<QByteArray>("secret"); // empty: refused
    QTest::addColumn<int>("corrections");
    const auto row = [](const char *name, const QString &pasted, const char *secret, int corrections) {
        QTest::newRow(name) << pasted << QByteArray(secret) << corrections;
    };
    row("clean", text("abc/+="), "abc/+=", 0);
    row("newline", text("abc\n"), "abc", 1);
    row("CR LF", text("abc\r\n"), "abc", 1);
    row("spaces", text("  abc\t"), "abc", 1);
    row("no-break space",
        text("\xc2\xa0"
             "abc\xc2\xa0"),
        "abc", 1);
    row("byte order mark", QChar(0xfeff) + text("abc"), "abc", 1);
    row("zero-width space", text("abc\xe2\x80\x8b"), "abc", 1);
    row("double quotes", text("\"abc\""), "abc", 1);
    row("single quotes", text("'abc'"), "abc", 1);
    row("backticks", text("`abc`"), "abc", 1);
    row("typographic quotes",
        text("\xe2\x80\x9c"
             "abc\xe2\x80\x9d"),
        "abc", 1);
    row("all of it", text(" \"Bearer abc \"\n"), "abc", 3);
    row("bearer", text("bearer abc"), "abc", 1);
    row("one quote", text("\"abc"), "\"abc", 0);
    row("empty", QString(), "", 0);
    row("blanks", text(" \n"), "", 0);
    row("quotes only", text("\"\""), "", 0);
    row("quoted blanks", text("\" \""), "", 0);
    row("inner newline", text("ab\nc"), "", 0);
    row("inner CR LF", text("ab\r\nX-Evil: 1"), "", 0);
    row("inner space", text("ab c"), "", 0);
    row("inner NUL", QString(text("ab") + QChar(u'\0') + text("c")), "", 0);
    row("NUL at the end", QString(text("ab") + QChar(u'\0')), "", 0);
    row("inner no-break space",
        text("ab\xc2\xa0"
             "c"),
        "", 0);
    row("escape", text("ab\x1b[0m"), "", 0);
    row("delete", text("ab\x7f"), "", 0);
    row("umlaut", text("abü"), "", 0);
    row("fullwidth", text("ａｂｃ"), "", 0);
}

void TestCredentials::cleansPastedSecrets()
{
    QFETCH(QString, pasted);
    QFETCH(QByteArray, secret);
    QFETCH(int, corrections);
    const auto read = readPastedSecret(text("The key"), pasted);
    QCOMPARE(read.ok(), !secret.isEmpty());
    if (read.ok()) {
        QCOMPARE(read->secret.reveal(), secret);
        QCOMPARE(read->corrections.size(), corrections);
        QVERIFY(!read->corrections.join(u' ').contains(QString::fromLatin1(secret)));
        return;
    }
    QCOMPARE(read.error().kind, ErrorKind::Credentials);
    QVERIFY(read.error().message.startsWith(text("The key cannot be used")));
    QVERIFY(!read.error().message.contains(text("ab")));
}

void TestCredentials::findsRegionAndEndpoint_data()
{
    QTest::addColumn<QProcessEnvironment>("variables");
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("endpoint"); // empty: an error
    const auto row = [](const char *name, std::initializer_list<std::pair<const char *, QString>> variables,
                        const char *region, const char *endpoint) {
        QTest::newRow(name) << environment(variables) << text(region) << text(endpoint);
    };
    const QString local = text("http://localhost:8080/bedrock/");
    row("nothing", {}, "", "");
    row("region", {{"AWS_REGION", text("eu-west-1")}, {"AWS_DEFAULT_REGION", text("us-east-1")}}, "eu-west-1",
        "https://bedrock-runtime.eu-west-1.amazonaws.com");
    row("default region", {{"AWS_DEFAULT_REGION", text(" us-east-1 ")}, {"AWS_REGION", text("")}},
        "us-east-1", "https://bedrock-runtime.us-east-1.amazonaws.com");
    row("bad region", {{"AWS_REGION", text("US EAST")}}, "US EAST", "");
    row("own endpoint",
        {{"AWS_ENDPOINT_URL_BEDROCK_RUNTIME", local}, {"AWS_ENDPOINT_URL", text("http://other")}}, "",
        "http://localhost:8080/bedrock");
    row("general endpoint", {{"AWS_ENDPOINT_URL", local}}, "", "http://localhost:8080/bedrock");
    row("other plane's endpoint", {{"AWS_ENDPOINT_URL_BEDROCK", local}, {"AWS_REGION", text("us-east-1")}},
        "us-east-1", "https://bedrock-runtime.us-east-1.amazonaws.com");
    row("ignored",
        {{"AWS_ENDPOINT_URL", local},
         {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", text("TRUE")},
         {"AWS_REGION", text("us-east-1")}},
        "us-east-1", "https://bedrock-runtime.us-east-1.amazonaws.com");
    row("not ignored", {{"AWS_ENDPOINT_URL", local}, {"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", text("false")}},
        "", "http://localhost:8080/bedrock");
    row("fips and dual stack",
        {{"AWS_REGION", text("us-east-1")},
         {"AWS_USE_FIPS_ENDPOINT", text("true")},
         {"AWS_USE_DUALSTACK_ENDPOINT", text("true")}},
        "us-east-1", "https://bedrock-runtime-fips.us-east-1.api.aws");
    row("fips with an endpoint", {{"AWS_ENDPOINT_URL", local}, {"AWS_USE_FIPS_ENDPOINT", text("true")}}, "",
        "");
}

void TestCredentials::findsRegionAndEndpoint()
{
    QFETCH(QProcessEnvironment, variables);
    QFETCH(QString, region);
    QFETCH(QString, endpoint);
    const EnvironmentSettings settings = environmentSettings(variables);
    QCOMPARE(settings.region, region);
    QCOMPARE(settings.regionVariable.isEmpty(), region.isEmpty());
    const auto url = aws::endpoint(endpointQuery(settings));
    QCOMPARE(url.ok() ? url->toString(QUrl::FullyEncoded) : QString(), endpoint);
}

void TestCredentials::optionsGoBeforeTheEnvironment()
{
    const auto variables = environment({{"AWS_REGION", text("eu-west-1")},
                                        {"AWS_ENDPOINT_URL", text("http://localhost:1")},
                                        {"AWS_ENDPOINT_URL_BEDROCK", text("http://localhost:2")},
                                        {"AWS_CA_BUNDLE", text("/etc/ca.pem")}});
    const EnvironmentSettings settings = environmentSettings(variables);
    QCOMPARE(settings.caBundle, text("/etc/ca.pem"));
    QCOMPARE(settings.endpointVariable, text("AWS_ENDPOINT_URL"));
    const auto query = endpointQuery(settings, text("us-east-1"), text("http://localhost:9"));
    QCOMPARE(query.region, text("us-east-1"));
    QCOMPARE(query.customUrl, text("http://localhost:9"));
    QCOMPARE(environmentSettings(variables, aws::Plane::Control).endpointUrl, text("http://localhost:2"));
}

QTEST_GUILESS_MAIN(TestCredentials)
#include "tst_credentials.moc"
