// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/environmentconnection.h"
#include "app/gui/modelcatalog.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::app;
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

} // namespace

class TestEnvironmentConnection : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isAbsentWhereNothingSpeaksOfBedrock()
    {
        QVERIFY(!environmentConnection(environment({region, {u"HOME"_s, u"/root"_s}})));
    }

    void leadsToTheRegionsEndpoint()
    {
        const auto connection = environmentConnection(environment({keyId, secret, region}));
        QVERIFY(connection && !connection->problem);
        QCOMPARE(connection->endpoint, QUrl(u"https://bedrock-runtime.eu-west-1.amazonaws.com"_s));
        QCOMPARE(connection->region, u"eu-west-1"_s);
        QVERIFY(connection->auth == EnvironmentConnection::Auth::SigV4);
    }

    void readsTheOlderNameOfTheRegion()
    {
        const auto connection =
            environmentConnection(environment({keyId, secret, {u"AWS_DEFAULT_REGION"_s, u"us-east-2"_s}}));
        QCOMPARE(connection->region, u"us-east-2"_s);
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
        const auto other = environmentConnection(environment({region, key}));
        QVERIFY(other->problem && other->problem->message.contains(u"us-west-2"_s));
        QVERIFY(!environmentConnection(environment({{u"AWS_REGION"_s, u"us-west-2"_s}, key}))->problem);
        QVERIFY(!environmentConnection(
                     environment({region, key, {u"AWS_ENDPOINT_URL"_s, u"http://127.0.0.1:4000"_s}}))
                     ->problem);
    }

    void prefersTheBearerToken()
    {
        const auto connection = environmentConnection(
            environment({keyId, secret, region, {u"AWS_BEARER_TOKEN_BEDROCK"_s, u"token"_s}}));
        QVERIFY(connection->auth == EnvironmentConnection::Auth::Bearer);
    }

    void keepsThePathOfACustomEndpoint()
    {
        const auto connection = environmentConnection(
            environment({keyId,
                         secret,
                         region,
                         {u"AWS_ENDPOINT_URL"_s, u"http://127.0.0.1:1/a"_s},
                         {u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, u"http://127.0.0.1:2/bedrock/"_s}}));
        QCOMPARE(connection->endpoint, QUrl(u"http://127.0.0.1:2/bedrock"_s));
    }

    void ignoresCustomEndpointsWhenTold()
    {
        const auto connection =
            environmentConnection(environment({keyId,
                                               secret,
                                               region,
                                               {u"AWS_ENDPOINT_URL"_s, u"http://127.0.0.1:1"_s},
                                               {u"AWS_IGNORE_CONFIGURED_ENDPOINT_URLS"_s, u"true"_s}}));
        QCOMPARE(connection->endpoint.host(), u"bedrock-runtime.eu-west-1.amazonaws.com"_s);
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
        const auto connection = environmentConnection(env);
        QVERIFY(connection && connection->problem);
        QVERIFY2(connection->problem->message.contains(word), qPrintable(connection->problem->message));
    }

    void offersModelsToPickFrom()
    {
        const QStringList ids = catalogModelIds();
        QVERIFY(ids.size() > 20);
        QVERIFY(ids.contains(u"us.amazon.nova-lite-v1:0"_s));
        QVERIFY(!ids.contains(QString()));
    }
};

QTEST_APPLESS_MAIN(TestEnvironmentConnection)
#include "tst_environmentconnection.moc"
