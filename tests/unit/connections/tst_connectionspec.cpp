// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connections/connectionspec.h"

#include <QTest>

#include <functional>

using namespace outcrop::connections;
using namespace Qt::StringLiterals;

namespace
{

ConnectionSpec usable()
{
    ConnectionSpec spec;
    spec.id = u"one"_s;
    spec.name = u"One"_s;
    spec.region = u"eu-west-1"_s;
    return spec;
}

ConnectionSpec gateway(const QString &url)
{
    ConnectionSpec spec;
    spec.id = u"two"_s;
    spec.name = u"Two"_s;
    spec.kind = ConnectionKind::Gateway;
    spec.endpointUrl = url;
    spec.auth = AuthKind::BearerStored;
    return spec;
}

} // namespace

class TestConnectionSpec : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesWhatCanBeUsed_data()
    {
        QTest::addColumn<QString>("url");
        for (const char *url : {"http://localhost:8080/bedrock", "http://localhost:8080/pydanticai/bedrock",
                                "http://127.0.0.1:4000/bedrock/", "https://gateway.test/bedrock"})
            QTest::newRow(url) << QString::fromLatin1(url);
    }
    void takesWhatCanBeUsed()
    {
        QFETCH(QString, url);
        QVERIFY(problemsOf(gateway(url)).empty());
        QVERIFY(problemsOf(usable()).empty());
    }

    void namesThePartThatIsWrong_data()
    {
        using Edit = std::function<void(ConnectionSpec &)>;
        QTest::addColumn<ConnectionSpec>("spec");
        QTest::addColumn<int>("field");
        QTest::addColumn<QString>("word");
        const auto row = [](const char *name, ConnectionSpec spec, Field field, const QString &word,
                            const Edit &edit) {
            edit(spec);
            QTest::newRow(name) << spec << static_cast<int>(field) << word;
        };
        const auto aws = [&row](const char *name, Field field, const QString &word, const Edit &edit) {
            row(name, usable(), field, word, edit);
        };
        const auto gate = [&row](const char *name, Field field, const QString &word, const Edit &edit) {
            row(name, gateway(u"https://gateway.test/bedrock"_s), field, word, edit);
        };
        aws("no name", Field::Name, u"name"_s, [](auto &s) { s.name = u"  "_s; });
        aws("no region", Field::Region, u"us-east-1"_s, [](auto &s) { s.region = u"Europe"_s; });
        aws("keys without a region", Field::Region, u"region"_s, [](auto &s) {
            s.region.clear();
            s.auth = AuthKind::AwsKeys;
            s.accessKeyId = u"AKID"_s;
        });
        aws("API key without a region", Field::Region, u"region"_s, [](auto &s) {
            s.region.clear();
            s.auth = AuthKind::BearerStored;
        });
        aws("own endpoint and FIPS", Field::Endpoint, u"FIPS"_s, [](auto &s) {
            s.endpointUrl = u"https://vpce.test"_s;
            s.fips = true;
        });
        aws("no profile", Field::Profile, u"profile"_s, [](auto &s) { s.auth = AuthKind::AwsProfile; });
        aws("no key id", Field::AccessKeyId, u"access key id"_s, [](auto &s) { s.auth = AuthKind::AwsKeys; });
        aws("zero seconds", Field::Limits, u"1 s"_s,
            [](auto &s) { s.limits.idle = std::chrono::seconds(0); });
        aws("too many at a time", Field::Concurrency, u"64"_s, [](auto &s) { s.concurrency = 65; });
        gate("no URL", Field::Endpoint, u"base URL"_s, [](auto &s) { s.endpointUrl.clear(); });
        gate("no scheme", Field::Endpoint, u"https://"_s, [](auto &s) { s.endpointUrl = u"gateway.test"_s; });
        gate("password in the URL", Field::Endpoint, u"password"_s,
             [](auto &s) { s.endpointUrl = u"https://me:geheim@gateway.test"_s; });
        gate("plain http", Field::Endpoint, u"readable"_s,
             [](auto &s) { s.endpointUrl = u"http://gateway.test/bedrock"_s; });
        gate("no header name", Field::HeaderName, u"x-bf-vk"_s, [](auto &s) { s.auth = AuthKind::Header; });
        gate("bad header name", Field::HeaderName, u"x-bf-vk"_s, [](auto &s) {
            s.auth = AuthKind::Header;
            s.headerName = u"x bf"_s;
        });
        gate("line break in a header", Field::Headers, u"x-team"_s, [](auto &s) {
            s.headers = {{u"x-team"_s, u"a\r\nHost: b"_s, false}};
        });
        gate("header of the transport", Field::Headers, u"Content-Length"_s, [](auto &s) {
            s.headers = {{u"Content-Length"_s, u"1"_s, false}};
        });
        gate("header twice", Field::Headers, u"twice"_s, [](auto &s) {
            s.headers = {{u"x-a"_s, u"1"_s, false}, {u"X-A"_s, u"2"_s, false}};
        });
        gate("second authorization", Field::Headers, u"Authorization"_s, [](auto &s) {
            s.headers = {{u"authorization"_s, {}, true}};
        });
        gate("proxy that is none", Field::Proxy, u"proxy"_s, [](auto &s) {
            s.proxy = ProxyKind::Manual;
            s.proxyUrl = u"ftp://proxy.test"_s;
        });
        gate("proxy with a password", Field::Proxy, u"fields below"_s, [](auto &s) {
            s.proxy = ProxyKind::Manual;
            s.proxyUrl = u"http://me:geheim@proxy.test:3128"_s;
        });
    }
    void namesThePartThatIsWrong()
    {
        QFETCH(ConnectionSpec, spec);
        QFETCH(int, field);
        QFETCH(QString, word);
        const auto problems = problemsOf(spec);
        QCOMPARE(problems.size(), size_t(1));
        QCOMPARE(static_cast<int>(problems[0].field), field);
        QVERIFY(!problems[0].isWarning);
        QVERIFY2(problems[0].message.contains(word), qPrintable(problems[0].message));
        QVERIFY(!problems[0].message.contains(u"geheim"_s));
    }

    void warnsOfWhatIsAllowed()
    {
        ConnectionSpec spec = gateway(u"http://gateway.test/bedrock"_s);
        spec.allowPlainHttp = true;
        const auto plain = problemsOf(spec);
        QCOMPARE(plain.size(), size_t(1));
        QVERIFY(plain[0].isWarning && plain[0].message.contains(u"read the key"_s));
        const auto tooLong = problemsOf(gateway(u"https://gateway.test/bedrock/model"_s));
        QCOMPARE(tooLong.size(), size_t(1));
        QVERIFY(tooLong[0].isWarning && tooLong[0].message.contains(u"/model"_s));
    }

    void namesItsSecrets()
    {
        ConnectionSpec spec = usable();
        QVERIFY(secretNames(spec).isEmpty());
        spec.auth = AuthKind::AwsKeys;
        spec.hasSessionToken = true;
        spec.headers = {{u"X-Team"_s, u"a"_s, false}, {u"X-Key"_s, {}, true}};
        QCOMPARE(secretNames(spec),
                 (QStringList{u"connection/one/secret-access-key"_s, u"connection/one/session-token"_s,
                              u"connection/one/header/x-key"_s}));
        spec.auth = AuthKind::Header;
        QCOMPARE(secretNames(spec).first(), u"connection/one/token"_s);
    }
};

QTEST_APPLESS_MAIN(TestConnectionSpec)
#include "tst_connectionspec.moc"
