// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/canonical.h"
#include "core/aws/endpoint.h"
#include "core/aws/modelurl.h"
#include "core/aws/uriencode.h"
#include "core/base/webaddress.h"

#include <QTest>

#include <vector>

using namespace outcrop;
using namespace outcrop::aws;

namespace
{

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

QUrl urlOf(const char *url)
{
    return QUrl::fromEncoded(url, QUrl::StrictMode);
}

/// The id as the path must carry it, by rules written apart from uriEncode().
QByteArray expectedEncoding(const QString &id)
{
    return QUrl::toPercentEncoding(id);
}

/// Ids that look odd but may be sent: each piece is harmless wherever it stands in one segment.
std::vector<QString> sendableIds()
{
    std::vector<QString> ids{
        text("anthropic.claude-3-5-haiku-20241022-v1:0"),
        text("us.anthropic.claude-sonnet-4-5-20250929-v1:0"),
        text("global.amazon.nova-2-lite-v1:0"),
        text("arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1b2c3d4e5f6"),
        text("arn:aws:bedrock:us-east-1::foundation-model/meta.llama3-70b-instruct-v1:0"),
        text("arn:aws:bedrock:us-west-2:123456789012:prompt/ABCDEFGHIJ:12"),
        text("arn:aws:bedrock:us-west-2:123456789012:default-prompt-router/anthropic.claude:1"),
        text("arn:aws:sagemaker:us-east-1:123456789012:endpoint/some-endpoint"),
        text("amazon.titan-text-express-v1:0:8k"),
        text("bedrock/anthropic.claude-3-5-sonnet-20240620-v1:0"),
        text("openai/gpt-4o"),
        text("azure/openai/gpt-4o"),
        text("a b"),
        text("..."),
        text("a..b"),
        text("..a/b.."),
        text("%2e%2e"),
        text("%2F%3A"),
        text("100%"),
        text("%"),
        text("%%25"),
        text("~user"),
        text("~"),
        text("-"),
        text("_"),
        text("\\"),
        text("C:\\model"),
        text("a//b"),
        text("/leading"),
        text("trailing/"),
        text("\"quoted\""),
        text("'single'"),
        text("<script>alert(1)</script>"),
        text("${jndi:ldap://x}"),
        text("$(reboot)"),
        text("`reboot`"),
        text("; rm -rf /home"),
        text("a|b&c"),
        text("a?b=c"),
        text("a#fragment"),
        text("a@b"),
        text("http://evil.test/x"),
        text("//evil.test/x"),
        text("model HTTP/1.1"),
        text("þetta-er-líkan"),
        text("模型"),
        text("модель"),
        text("مودل"),
        text("🪨"),
        text("e\xcc\x81"),
        QString(2048, u'a'),
        QString(1024, u'é'),
    };
    for (int c = 0x21; c < 0x7f; ++c) // every visible ASCII character between letters
        ids.push_back(QStringLiteral("m") + QChar(c) + QStringLiteral("n"));
    return ids;
}

/// Ids that must not leave.
std::vector<QString> hostileIds()
{
    std::vector<QString> ids{
        QString(),
        text(" "),
        text(" a"),
        text("a "),
        text("a\t"),
        text("\xc2\xa0"
             "a"),
        text("a\xc2\xa0"
             "b"),
        text("."),
        text(".."),
        text("../x"),
        text("x/.."),
        text("a/../b"),
        text("a/./b"),
        text("./a"),
        text("a\r\nX-Evil: 1"),
        text("a\nb"),
        text("a\xe2\x80\x8b"
             "b"), // zero width space
        text("a\xe2\x80\xae"
             "b"),                           // right-to-left override
        QChar(0xfeff) + QStringLiteral("a"), // byte order mark
        text("a\xe2\x80\xa8"
             "b"), // line separator
        text("a\xef\xbf\xbf"
             "b"), // not a character
        QString(2049, u'a'),
        QString(1025, u'é'),
        QStringLiteral("a") + QChar(0xd800) + QStringLiteral("b"),
        QStringLiteral("a") + QChar(0xdc00),
    };
    for (int c = 0; c < 0x20; ++c)
        ids.push_back(QStringLiteral("m") + QChar(c) + QStringLiteral("n"));
    for (int c = 0x7f; c < 0xa0; ++c)
        ids.push_back(QStringLiteral("m") + QChar(c) + QStringLiteral("n"));
    return ids;
}

} // namespace

class TestEndpoint : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void buildsHostsForEveryPartition_data();
    void buildsHostsForEveryPartition();
    void refusesForbiddenCombinations();
    void refusesWhatIsNoRegion();
    void readsCustomEndpoints_data();
    void readsCustomEndpoints();
    void encodesModelIdsOnceOnTheWireAndTwiceInTheSignature_data();
    void encodesModelIdsOnceOnTheWireAndTwiceInTheSignature();
    void sendsOddModelIdsUnchanged();
    void refusesHostileModelIds();
    void buildsQueries();
    void decodesEscapesOnce();
};

void TestEndpoint::buildsHostsForEveryPartition_data()
{
    QTest::addColumn<QString>("region");
    QTest::addColumn<QString>("plain");
    QTest::addColumn<QString>("fipsDual");
    const auto row = [](const char *region, const char *plain, const char *fipsDual) {
        QTest::newRow(region) << text(region) << text(plain) << text(fipsDual);
    };
    row("us-east-1", "bedrock-runtime.us-east-1.amazonaws.com", "bedrock-runtime-fips.us-east-1.api.aws");
    row("us-gov-west-1", "bedrock-runtime.us-gov-west-1.amazonaws.com",
        "bedrock-runtime-fips.us-gov-west-1.api.aws");
    row("cn-north-1", "bedrock-runtime.cn-north-1.amazonaws.com.cn",
        "bedrock-runtime-fips.cn-north-1.api.amazonwebservices.com.cn");
    row("eusc-de-east-1", "bedrock-runtime.eusc-de-east-1.amazonaws.eu",
        "bedrock-runtime-fips.eusc-de-east-1.api.amazonwebservices.eu");
    row("us-iso-east-1", "bedrock-runtime.us-iso-east-1.c2s.ic.gov",
        "bedrock-runtime-fips.us-iso-east-1.api.aws.ic.gov");
    row("us-isob-east-1", "bedrock-runtime.us-isob-east-1.sc2s.sgov.gov",
        "bedrock-runtime-fips.us-isob-east-1.api.aws.scloud");
    row("eu-isoe-west-1", "bedrock-runtime.eu-isoe-west-1.cloud.adc-e.uk",
        "bedrock-runtime-fips.eu-isoe-west-1.api.cloud-aws.adc-e.uk");
    row("us-isof-south-1", "bedrock-runtime.us-isof-south-1.csp.hci.ic.gov",
        "bedrock-runtime-fips.us-isof-south-1.api.aws.hci.ic.gov");
    row("xx-new-9", "bedrock-runtime.xx-new-9.amazonaws.com", "bedrock-runtime-fips.xx-new-9.api.aws");
}

void TestEndpoint::buildsHostsForEveryPartition()
{
    QFETCH(QString, region);
    QFETCH(QString, plain);
    QFETCH(QString, fipsDual);
    EndpointQuery query;
    query.region = region;
    QCOMPARE(endpoint(query)->toString(), QStringLiteral("https://") + plain);
    query.fips = query.dualStack = true;
    QCOMPARE(endpoint(query)->toString(), QStringLiteral("https://") + fipsDual);
    query.plane = Plane::Control;
    QCOMPARE(endpoint(query)->host(), QString(fipsDual).replace(text("-runtime"), QString()));
    query.fips = false;
    QVERIFY(endpoint(query)->host().startsWith(QStringLiteral("bedrock.") + region + u'.'));
}

void TestEndpoint::refusesForbiddenCombinations()
{
    for (const auto &[fips, dualStack] :
         {std::pair(true, false), std::pair(false, true), std::pair(true, true)}) {
        EndpointQuery query{text("us-east-1"), fips, dualStack, text("http://localhost:1"), Plane::Runtime};
        const auto made = endpoint(query);
        QVERIFY(!made.ok());
        QCOMPARE(made.error().kind, base::ErrorKind::BadInput);
        QVERIFY(made.error().message.contains(text("FIPS")));
    }
    QVERIFY(!endpoint({}).ok()); // neither region nor endpoint
    EndpointQuery custom;
    custom.customUrl = text("http://localhost:1/x");
    QVERIFY(endpoint(custom).ok()); // a custom endpoint needs no region
}

void TestEndpoint::refusesWhatIsNoRegion()
{
    const char *const hostile[] = {"US-EAST-1",
                                   "us_east_1",
                                   "us-east-1 ",
                                   " us-east-1",
                                   "us east 1",
                                   "us-east-1\n",
                                   "us-east-1\r\nHost: evil",
                                   "us-east-1/",
                                   "us-east-1/../x",
                                   "us-east-1.evil.test",
                                   ".",
                                   "..",
                                   "-",
                                   "-us",
                                   "us-",
                                   "us-east-1:443",
                                   "us@evil",
                                   "us#x",
                                   "us?x",
                                   "us%2e",
                                   "us-east-1;",
                                   "évropa-1",
                                   "us-еast-1",
                                   "us\\east",
                                   "*",
                                   "${AWS_REGION}",
                                   "us,eu",
                                   "a\tb",
                                   "us-east-1\xc2\xa0",
                                   "us\xe2\x80\x8b-east-1"};
    for (const char *region : hostile) {
        EndpointQuery query;
        query.region = text(region);
        QVERIFY2(!isRegionName(query.region), region);
        const auto made = endpoint(query);
        QVERIFY2(!made.ok(), region);
        QCOMPARE(made.error().kind, base::ErrorKind::BadInput);
    }
    QVERIFY(isRegionName(QString(63, u'a')));
    QVERIFY(!isRegionName(QString(64, u'a')));
    QVERIFY(isRegionName(text("local")));
}

void TestEndpoint::readsCustomEndpoints_data()
{
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("url"); // empty: refused
    const auto row = [](const char *typed, const char *url) {
        QTest::newRow(typed) << text(typed) << text(url);
    };
    row("http://localhost:8080/bedrock", "http://localhost:8080/bedrock");
    row("http://localhost:8080/bedrock/", "http://localhost:8080/bedrock");
    row("  https://gateway.test/pydanticai/bedrock///\n", "https://gateway.test/pydanticai/bedrock");
    row("https://gateway.test", "https://gateway.test");
    row("https://GATEWAY.test/Case", "https://gateway.test/Case");
    row("http://[::1]:8080/x", "http://[::1]:8080/x");
    row("https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com",
        "https://vpce-1.bedrock-runtime.us-east-1.vpce.amazonaws.com");
    row("https://gateway.test/a%2Fb", "https://gateway.test/a%2Fb");
    for (const char *refused : {"",
                                "localhost:8080",
                                "gateway.test/x",
                                "ftp://gateway.test",
                                "file:///etc/passwd",
                                "https://",
                                "https:///x",
                                "https://user:secret@gateway.test",
                                "https://user@gateway.test",
                                "https://gateway.test?x=1",
                                "https://gateway.test/#x",
                                "https://gateway.test/a/../b",
                                "https://gateway.test/./b",
                                "https://gateway.test/a//b",
                                "https://gateway.test/%7Euser",
                                "https://gateway.test/%2e%2e/x",
                                "https://gateway.test/a b",
                                "https://gateway.test/\x01",
                                "https://gateway.test:99999",
                                "https://gateway.test:0",
                                "https://gate\nway.test",
                                "https://gateway.test\\evil",
                                "javascript:alert(1)",
                                "https://%zz/"})
        row(refused, "");
}

void TestEndpoint::readsCustomEndpoints()
{
    QFETCH(QString, typed);
    QFETCH(QString, url);
    const auto parsed = parseEndpointUrl(typed);
    QCOMPARE(parsed.ok(), !url.isEmpty());
    if (parsed.ok()) {
        QCOMPARE(parsed->toString(QUrl::FullyEncoded), url);
        return;
    }
    QCOMPARE(parsed.error().kind, base::ErrorKind::BadInput);
    QVERIFY(!parsed.error().advice.isEmpty());
    QVERIFY(!parsed.error().message.contains(text("secret")));
}

void TestEndpoint::encodesModelIdsOnceOnTheWireAndTwiceInTheSignature_data()
{
    QTest::addColumn<QByteArray>("endpointUrl");
    QTest::addColumn<QString>("modelId");
    QTest::addColumn<QByteArray>("wire");
    QTest::addColumn<QByteArray>("canonical");
    QTest::newRow("colon") << QByteArray("https://h.test") << text("anthropic.claude-3-5-haiku-20241022-v1:0")
                           << QByteArray("/model/anthropic.claude-3-5-haiku-20241022-v1%3A0/converse")
                           << QByteArray("/model/anthropic.claude-3-5-haiku-20241022-v1%253A0/converse");
    QTest::newRow("profile ARN")
        << QByteArray("https://h.test/")
        << text("arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/a1b2c3d4e5f6")
        << QByteArray(
               "/model/arn%3Aaws%3Abedrock%3Aeu-central-1%3A123456789012%3Aapplication-inference-profile"
               "%2Fa1b2c3d4e5f6/converse")
        << QByteArray(
               "/model/arn%253Aaws%253Abedrock%253Aeu-central-1%253A123456789012%253Aapplication-inference-"
               "profile%252Fa1b2c3d4e5f6/converse");
    QTest::newRow("gateway id under /bedrock")
        << QByteArray("http://localhost:8080/bedrock")
        << text("bedrock/anthropic.claude-3-haiku-20240307-v1:0")
        << QByteArray("/bedrock/model/bedrock%2Fanthropic.claude-3-haiku-20240307-v1%3A0/converse")
        << QByteArray("/bedrock/model/bedrock%252Fanthropic.claude-3-haiku-20240307-v1%253A0/converse");
    QTest::newRow("gateway id under /pydanticai/bedrock")
        << QByteArray("http://localhost:8080/pydanticai/bedrock/") << text("openai/gpt-4o")
        << QByteArray("/pydanticai/bedrock/model/openai%2Fgpt-4o/converse")
        << QByteArray("/pydanticai/bedrock/model/openai%252Fgpt-4o/converse");
    QTest::newRow("dots in one segment")
        << QByteArray("https://h.test") << text("..a") << QByteArray("/model/..a/converse")
        << QByteArray("/model/..a/converse");
}

void TestEndpoint::encodesModelIdsOnceOnTheWireAndTwiceInTheSignature()
{
    QFETCH(QByteArray, endpointUrl);
    QFETCH(QString, modelId);
    QFETCH(QByteArray, wire);
    QFETCH(QByteArray, canonical);
    const auto url = modelUrl(urlOf(endpointUrl.constData()), modelId, QLatin1StringView("converse"));
    QVERIFY(url.ok());
    QCOMPARE(base::requestTarget(*url), wire);
    QCOMPARE(canonicalPath(base::requestTarget(*url), true), canonical);
}

void TestEndpoint::sendsOddModelIdsUnchanged()
{
    const auto ids = sendableIds();
    QVERIFY(ids.size() + hostileIds().size() >= 200);
    for (const char *prefix : {"", "/bedrock", "/pydanticai/bedrock", "/a%2Fb"}) {
        for (const QString &id : ids) {
            const auto url = modelUrl(urlOf(("https://h.test" + QByteArray(prefix)).constData()), id,
                                      QLatin1StringView("converse-stream"));
            QVERIFY2(url.ok(), qPrintable(id));
            const QByteArray segment = expectedEncoding(id);
            QCOMPARE(base::requestTarget(*url),
                     prefix + QByteArray("/model/") + segment + "/converse-stream");
            QCOMPARE(uriEncode(id.toUtf8()), segment);
            QCOMPARE(uriDecode(segment), id.toUtf8());
            // What QNetworkAccessManager puts on the line is the URL's encoded form without fragment.
            QVERIFY(url->toEncoded().endsWith(segment + "/converse-stream"));
            // A server that splits, decodes once and takes the part after "model" sees the id.
            const QByteArrayList parts = base::requestTarget(*url).split('/');
            QCOMPARE(QString::fromUtf8(uriDecode(parts[parts.size() - 2])), id);
        }
    }
}

void TestEndpoint::refusesHostileModelIds()
{
    for (const QString &id : hostileIds()) {
        const auto url = modelUrl(urlOf("https://h.test"), id, QLatin1StringView("converse"));
        QVERIFY2(!url.ok(), qPrintable(id));
        QCOMPARE(url.error().kind, base::ErrorKind::BadInput);
        QCOMPARE(modelIdProblem(id), std::optional(url.error()));
        QVERIFY(!url.error().message.contains(u'\n') && !url.error().advice.isEmpty());
    }
}

void TestEndpoint::buildsQueries()
{
    const auto url =
        serviceUrl(urlOf("https://h.test/p/"), {text("inference-profiles")},
                   {{text("type"), text("APPLICATION")}, {text("nextToken"), text("a/b+c=&é ~")}});
    QCOMPARE(base::requestTarget(*url),
             QByteArray("/p/inference-profiles?type=APPLICATION&nextToken=a%2Fb%2Bc%3D%26%C3%A9%20~"));
    QVERIFY(!serviceUrl(urlOf("https://h.test"), {text("foundation-models"), text("..")}).ok());
    QVERIFY(!serviceUrl(urlOf("https://h.test"), {text("foundation-models"), QString()}).ok());
    // A base path that QUrl would rewrite is noticed here even if it came by another way than
    // parseEndpointUrl().
    QUrl rewritten = urlOf("https://h.test/a");
    rewritten.setPath(text("/a/../b"));
    QVERIFY(!serviceUrl(rewritten, {text("model")}).ok());
}

void TestEndpoint::decodesEscapesOnce()
{
    QCOMPARE(uriDecode("a%253A%2f%2F+%"), QByteArray("a%3A//+%"));
    QCOMPARE(uriDecode("%4"), QByteArray("%4"));
    QCOMPARE(uriDecode("%zz%4g"), QByteArray("%zz%4g"));
    QByteArray all;
    for (int c = 0; c < 256; ++c)
        all += static_cast<char>(c);
    QCOMPARE(uriDecode(uriEncode(all)), all);
    QCOMPARE(uriEncode(all).count('%'), 256 - 66);
}

QTEST_GUILESS_MAIN(TestEndpoint)
#include "tst_endpoint.moc"
