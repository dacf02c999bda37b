// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/environmentconnection.h"
#include "tests/support/fakeclock.h"
#include "tests/support/throwawaycertificates.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace outcrop;
using namespace outcrop::connections;
using namespace Qt::StringLiterals;

namespace
{

QProcessEnvironment environment(std::initializer_list<std::pair<QString, QString>> values)
{
    QProcessEnvironment env;
    for (const auto &[name, value] : values)
        env.insert(name, value);
    return env;
}

const std::pair<QString, QString> keyId{u"AWS_ACCESS_KEY_ID"_s, u"AKIDEXAMPLE"_s};
const std::pair<QString, QString> secret{u"AWS_SECRET_ACCESS_KEY"_s, u"not-a-secret"_s};
const std::pair<QString, QString> region{u"AWS_REGION"_s, u"eu-west-1"_s};

EnvironmentConnection in(const QProcessEnvironment &environment, const EnvironmentOverrides &overrides = {})
{
    static const testsupport::FakeClock clock;
    return environmentConnection(environment, clock, overrides);
}

/// Whose keys a request over @p connection would be signed with.
QByteArray keyIdOf(const EnvironmentConnection &connection)
{
    const auto job = connection.target.credentials->resolve();
    QSignalSpy finished(job.get(), &credentials::ResolveJob::finished);
    if (!finished.wait(5000) || !job->resolution().identity)
        return "(none)";
    return std::get<aws::Credentials>(*job->resolution().identity).accessKeyId;
}

} // namespace

class TestEnvironmentConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAbsentWhereNothingSpeaksOfBedrock()
    {
        const QTemporaryDir home;
        QVERIFY(!namesConnection(environment({region, {u"HOME"_s, home.path()}})));
        QVERIFY(namesConnection(environment({keyId})));
        QVERIFY(namesConnection(environment({{u"AWS_PROFILE"_s, u"work"_s}})));
    }

    void takesCredentialsRegionAndEndpointOfAProfile()
    {
        const QTemporaryDir home;
        QVERIFY(QDir(home.path()).mkdir(u".aws"_s));
        QFile config(home.filePath(u".aws/config"_s));
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[default]\nregion = eu-central-1\naws_access_key_id = AKIAPROFILE\n"
                     "aws_secret_access_key = not-a-secret\n[profile gateway]\nregion = us-west-2\n"
                     "services = mine\naws_access_key_id = A\naws_secret_access_key = b\n"
                     "[services mine]\nbedrock_runtime =\n  endpoint_url = http://127.0.0.1:3/bedrock\n"
                     "[profile empty]\noutput = json\n");
        config.close();
        const std::pair<QString, QString> where{u"HOME"_s, home.path()};
        QVERIFY(namesConnection(environment({where})));
        const auto plain = in(environment({where}));
        QVERIFY2(!plain.problem, qPrintable(plain.problem ? plain.problem->message : QString()));
        QCOMPARE(plain.target.region, u"eu-central-1"_s);
        QCOMPARE(plain.profile, u"default"_s);
        QCOMPARE(keyIdOf(plain), QByteArray("AKIAPROFILE"));

        const auto named = in(environment({where, {u"AWS_PROFILE"_s, u"gateway"_s}, region}));
        QVERIFY(!named.problem);
        QCOMPARE(named.target.region, u"eu-west-1"_s);
        QCOMPARE(named.target.endpoint, QUrl(u"http://127.0.0.1:3/bedrock"_s));
        const auto keys = in(environment({where, {u"AWS_PROFILE"_s, u"gateway"_s}, keyId, secret}));
        QCOMPARE(keyIdOf(keys), QByteArray("AKIDEXAMPLE"));
        QCOMPARE(keys.profile, QString());
        const auto chosen = in(environment({where, keyId, secret}), {{}, {}, std::nullopt, u"gateway"_s});
        QCOMPARE(keyIdOf(chosen), QByteArray("A"));
        QCOMPARE(chosen.target.region, u"us-west-2"_s);

        const auto gone = in(environment({where, {u"AWS_PROFILE"_s, u"gone"_s}}));
        QVERIFY(gone.problem && gone.problem->message.contains(u"\"gone\""_s));
        const auto empty = in(environment({where, region, {u"AWS_PROFILE"_s, u"empty"_s}}));
        QVERIFY(empty.problem && empty.problem->kind == base::ErrorKind::Credentials);
        QVERIFY(config.open(QIODevice::WriteOnly));
        config.write("[profile x\n");
        config.close();
        const auto malformed = in(environment({where, region}), {{}, {}, std::nullopt, u"x"_s});
        QVERIFY(malformed.problem && malformed.problem->message.contains(u"line 1"_s));
        QVERIFY(!in(environment({where, region, keyId, secret})).problem);
    }

    void leadsToTheRegionsEndpoint()
    {
        const auto connection = in(environment({keyId, secret, region}));
        QVERIFY(!connection.problem);
        QCOMPARE(connection.target.endpoint, QUrl(u"https://bedrock-runtime.eu-west-1.amazonaws.com"_s));
        QCOMPARE(connection.target.region, u"eu-west-1"_s);
        QVERIFY(connection.target.auth == client::ConnectionTarget::Auth::SigV4);
    }

    void readsTheOlderNameOfTheRegion()
    {
        const auto connection = in(environment({keyId, secret, {u"AWS_DEFAULT_REGION"_s, u"us-east-2"_s}}));
        QCOMPARE(connection.target.region, u"us-east-2"_s);
    }

    void refusesAKeyThatWasMadeForAnotherRegion()
    {
        const QByteArray url =
            "bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Algorithm=AWS4-HMAC-SHA256"
            "&X-Amz-Credential=ASIAEXAMPLE%2F20260115%2Fus-west-2%2Fbedrock%2Faws4_request"
            "&X-Amz-Date=20260115T000000Z&X-Amz-Expires=43200&X-Amz-SignedHeaders=host&X-Amz-Signature=00"
            "&Version=1";
        const std::pair<QString, QString> key{u"AWS_BEARER_TOKEN_BEDROCK"_s,
                                              QString::fromLatin1("bedrock-api-key-" + url.toBase64())};
        const auto other = in(environment({region, key}));
        QVERIFY(other.problem && other.problem->message.contains(u"us-west-2"_s));
        QVERIFY(!in(environment({{u"AWS_REGION"_s, u"us-west-2"_s}, key})).problem);
        QVERIFY(!in(environment({region, key, {u"AWS_ENDPOINT_URL"_s, u"http://127.0.0.1:4000"_s}})).problem);
    }

    void prefersTheBearerToken()
    {
        const auto connection =
            in(environment({keyId, secret, region, {u"AWS_BEARER_TOKEN_BEDROCK"_s, u"token"_s}}));
        QVERIFY(connection.target.auth == client::ConnectionTarget::Auth::Bearer);
    }

    void keepsThePathOfACustomEndpoint()
    {
        const auto connection =
            in(environment({keyId,
                            secret,
                            region,
                            {u"AWS_ENDPOINT_URL"_s, u"http://127.0.0.1:1/a"_s},
                            {u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, u"http://127.0.0.1:2/bedrock/"_s}}));
        QCOMPARE(connection.target.endpoint, QUrl(u"http://127.0.0.1:2/bedrock"_s));
    }

    void ignoresCustomEndpointsWhenTold()
    {
        const auto connection = in(environment({keyId,
                                                secret,
                                                region,
                                                {u"AWS_ENDPOINT_URL"_s, u"http://127.0.0.1:1"_s},
                                                {u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"true"_s}}));
        QCOMPARE(connection.target.endpoint.host(), u"bedrock-runtime.eu-west-1.amazonaws.com"_s);
    }

    void saysWhatIsMissing_data()
    {
        QTest::addColumn<QStringList>("variables");
        QTest::addColumn<QString>("word");
        QTest::newRow("secret") << QStringList{u"AWS_ACCESS_KEY_ID"_s, u"AWS_REGION"_s}
                                << u"AWS_SECRET_ACCESS_KEY"_s;
        QTest::newRow("key id") << QStringList{u"AWS_SECRET_ACCESS_KEY"_s, u"AWS_REGION"_s}
                                << u"AWS_ACCESS_KEY_ID"_s;
        QTest::newRow("region") << QStringList{u"AWS_SECRET_ACCESS_KEY"_s, u"AWS_ACCESS_KEY_ID"_s}
                                << u"egion"_s;
        QTest::newRow("credentials") << QStringList{u"AWS_ENDPOINT_URL"_s, u"AWS_REGION"_s}
                                     << u"credentials"_s;
    }

    void saysWhatIsMissing()
    {
        QFETCH(QStringList, variables);
        QFETCH(QString, word);
        QProcessEnvironment env;
        for (const QString &name : variables)
            env.insert(name, name.contains("URL"_L1) ? u"http://127.0.0.1:1"_s : u"eu-west-1"_s);
        const auto connection = in(env);
        QVERIFY(connection.problem);
        QVERIFY2(connection.problem->message.contains(word), qPrintable(connection.problem->message));
    }

    void refusesAProxyItDoesNotUnderstand()
    {
        const auto connection =
            in(environment({keyId, secret, region, {u"HTTPS_PROXY"_s, u"ftp://me:geheim@proxy:1"_s}}));
        QVERIFY(connection.problem);
        QCOMPARE(connection.problem->kind, base::ErrorKind::BadInput);
        QVERIFY2(connection.problem->message.contains(u"HTTPS_PROXY"_s),
                 qPrintable(connection.problem->message));
        QVERIFY(!connection.problem->message.contains(u"geheim"_s));
    }

    void refusesACertificateBundleItCannotUse()
    {
        const QTemporaryDir folder;
        const auto with = [](const QString &bundle) {
            return in(environment({keyId, secret, region, {u"AWS_CA_BUNDLE"_s, bundle}}));
        };
        const auto absent = with(folder.filePath(u"absent.pem"_s));
        QVERIFY(absent.problem && absent.problem->message.contains(u"absent.pem"_s));
        QFile file(folder.filePath(u"bundle.pem"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("no certificate");
        file.flush();
        const auto empty = with(file.fileName());
        QVERIFY(empty.problem && empty.problem->message.contains(u"AWS_CA_BUNDLE"_s));
        file.seek(0);
        file.write(testsupport::ThrowawayAuthority().certificatePem());
        file.close();
        const auto good = with(file.fileName());
        QVERIFY2(!good.problem, qPrintable(good.problem ? good.problem->message : QString()));
        QCOMPARE(good.transport.extraCertificates.size(), 1);
    }

    void needsNoBundleWithoutEncryption()
    {
        QVERIFY(!in(environment({keyId,
                                 secret,
                                 region,
                                 {u"AWS_CA_BUNDLE"_s, u"/nonexistent"_s},
                                 {u"AWS_ENDPOINT_URL"_s, u"http://127.0.0.1:1"_s}}))
                     .problem);
    }

    void refusesPlainHttpToAnotherComputer()
    {
        const auto connection =
            in(environment({keyId, secret, region, {u"AWS_ENDPOINT_URL"_s, u"http://gateway.test"_s}}));
        QVERIFY(connection.problem && connection.problem->message.contains(u"not encrypted"_s));
    }

    void takesOverridesBeforeTheEnvironment()
    {
        using Auth = client::ConnectionTarget::Auth;
        const auto env = environment({keyId, secret, region, {u"AWS_BEARER_TOKEN_BEDROCK"_s, u"token"_s}});
        const auto connection = in(env, {u"us-east-2"_s, u"https://gateway.test/bedrock"_s, Auth::SigV4});
        QVERIFY(!connection.problem);
        QCOMPARE(connection.target.region, u"us-east-2"_s);
        QCOMPARE(connection.target.endpoint, QUrl(u"https://gateway.test/bedrock"_s));
        QVERIFY(connection.target.auth == Auth::SigV4);
        const auto none = in(environment({region}), {{}, {}, Auth::None});
        QVERIFY(!none.problem && !none.target.credentials);
    }
};

QTEST_GUILESS_MAIN(TestEnvironmentConnection)
#include "tst_environmentconnection.moc"
