// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/httprequest.h"
#include "core/net/proxyrules.h"
#include "core/net/redaction.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::net;

class TestNetValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void headersAreCheckedBeforeTheyAreSent_data();
    void headersAreCheckedBeforeTheyAreSent();
    void headerErrorsNeverShowTheValue();
    void everyControlByteInAValueIsRefused();
    void headersAreFoundAndReplacedInAnyCase();
    void requestsThatMustNotLeaveAreRefused_data();
    void requestsThatMustNotLeaveAreRefused();
    void urlsAreRedacted_data();
    void urlsAreRedacted();
    void proxyIsChosenByVariables_data();
    void proxyIsChosenByVariables();
    void proxyVariablesThatCannotBeUnderstoodAreErrors();
    void proxyPasswordIsDecoded();
};

namespace
{

HttpRequest requestTo(const QByteArray &url)
{
    HttpRequest request;
    request.url = QUrl::fromEncoded(url, QUrl::StrictMode);
    return request;
}

} // namespace

void TestNetValues::headersAreCheckedBeforeTheyAreSent_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("good");
    QTest::newRow("plain") << QByteArray("x-bf-vk") << QByteArray("sk-bf-1") << true;
    QTest::newRow("inner blank and tab") << QByteArray("a") << QByteArray("b c\td") << true;
    QTest::newRow("empty value") << QByteArray("a") << QByteArray("") << true;
    QTest::newRow("UTF-8 value") << QByteArray("a") << QByteArray("\xc3\xa4") << true;
    QTest::newRow("line feed") << QByteArray("a") << QByteArray("b\nInjected: 1") << false;
    QTest::newRow("carriage return") << QByteArray("a") << QByteArray("b\rc") << false;
    QTest::newRow("NUL") << QByteArray("a") << QByteArray("b\0c", 3) << false;
    QTest::newRow("DEL") << QByteArray("a") << QByteArray("b\x7f") << false;
    QTest::newRow("trailing line end of a pasted token")
        << QByteArray("authorization") << QByteArray("Bearer t\n") << false;
    QTest::newRow("leading blank") << QByteArray("a") << QByteArray(" b") << false;
    QTest::newRow("trailing blank") << QByteArray("a") << QByteArray("b ") << false;
    QTest::newRow("no name") << QByteArray("") << QByteArray("b") << false;
    QTest::newRow("blank in name") << QByteArray("a b") << QByteArray("b") << false;
    QTest::newRow("colon in name") << QByteArray("a:b") << QByteArray("b") << false;
    QTest::newRow("line end in name") << QByteArray("a\r\nb") << QByteArray("b") << false;
    QTest::newRow("UTF-8 in name") << QByteArray("\xc3\xa4") << QByteArray("b") << false;
}

void TestNetValues::headersAreCheckedBeforeTheyAreSent()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, good);
    const auto problem = headerProblem({name, value});
    QCOMPARE(!problem.has_value(), good);
    if (problem)
        QCOMPARE(problem->kind, base::ErrorKind::BadInput);
}

void TestNetValues::headerErrorsNeverShowTheValue()
{
    const auto problem = headerProblem({"authorization", "Bearer secret-token\n"});
    QVERIFY(problem.has_value());
    QVERIFY(problem->message.contains(u"authorization"));
    for (const QString &text : {problem->message, problem->advice, problem->detail})
        QVERIFY(!text.contains(u"secret-token"));
}

void TestNetValues::everyControlByteInAValueIsRefused()
{
    for (int byte = 0; byte < 256; ++byte) {
        const QByteArray value = QByteArray("a") + static_cast<char>(byte) + "b";
        const bool allowed = byte == '\t' || (byte >= 0x20 && byte != 0x7f);
        QVERIFY2(headerProblem({"x", value}).has_value() != allowed, qPrintable(QString::number(byte)));
    }
}

void TestNetValues::headersAreFoundAndReplacedInAnyCase()
{
    HttpHeaders headers{{"A", "1"}, {"b", "2"}, {"a", "3"}};
    QCOMPARE(headerValue(headers, "a"), QByteArray("1"));
    QCOMPARE(headerValue(headers, "c"), std::nullopt);
    setHeader(headers, "a", "4");
    setHeader(headers, "c", "5");
    QVERIFY((headers == HttpHeaders{{"A", "4"}, {"b", "2"}, {"c", "5"}}));
}

void TestNetValues::requestsThatMustNotLeaveAreRefused_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("header");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("good");
    const QByteArray https = "https://host.example/model/a/converse";
    const QByteArray none;
    QTest::newRow("https") << https << none << none << true;
    QTest::newRow("http to loopback") << QByteArray("http://127.0.0.1:8080/") << none << none << true;
    QTest::newRow("http to loopback, other address")
        << QByteArray("http://127.9.9.9:8080/") << none << none << true;
    QTest::newRow("http to localhost") << QByteArray("http://localhost:8080/") << none << none << true;
    QTest::newRow("http to ::1") << QByteArray("http://[::1]:8080/") << none << none << true;
    QTest::newRow("http to a host") << QByteArray("http://host.example/") << none << none << false;
    QTest::newRow("http to a host that looks local")
        << QByteArray("http://localhost.example/") << none << none << false;
    QTest::newRow("ftp") << QByteArray("ftp://host.example/") << none << none << false;
    QTest::newRow("file") << QByteArray("file:///etc/passwd") << none << none << false;
    QTest::newRow("relative") << QByteArray("/model") << none << none << false;
    QTest::newRow("empty") << QByteArray("") << none << none << false;
    QTest::newRow("user info") << QByteArray("https://user:geheim@host.example/") << none << none << false;
    QTest::newRow("dot segment") << QByteArray("https://host.example/model/../converse") << none << none
                                 << false;
    QTest::newRow("single dot") << QByteArray("https://host.example/./a") << none << none << false;
    QTest::newRow("dot at the end") << QByteArray("https://host.example/a/..") << none << none << false;
    QTest::newRow("escaped colon and slash")
        << QByteArray("https://host.example/model/a%3A0%2Fb") << none << none << true;
    QTest::newRow("Host that agrees") << https << QByteArray("Host") << QByteArray("host.example") << true;
    QTest::newRow("Host that differs") << https << QByteArray("host") << QByteArray("evil.example") << false;
    QTest::newRow("Content-Length") << https << QByteArray("Content-Length") << QByteArray("3") << false;
    QTest::newRow("Transfer-Encoding")
        << https << QByteArray("transfer-encoding") << QByteArray("chunked") << false;
    QTest::newRow("Connection") << https << QByteArray("Connection") << QByteArray("close") << false;
    QTest::newRow("Cookie") << https << QByteArray("Cookie") << QByteArray("a=b") << false;
    QTest::newRow("Accept-Encoding identity")
        << https << QByteArray("Accept-Encoding") << QByteArray("identity") << true;
    QTest::newRow("Accept-Encoding gzip")
        << https << QByteArray("Accept-Encoding") << QByteArray("gzip") << false;
    QTest::newRow("forged header") << https << QByteArray("x") << QByteArray("1\r\ny: 2") << false;
}

void TestNetValues::requestsThatMustNotLeaveAreRefused()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, header);
    QFETCH(QByteArray, value);
    QFETCH(bool, good);
    HttpRequest request = requestTo(url);
    if (!header.isEmpty())
        request.headers = {{header, value}};
    const auto problem = requestProblem(request);
    QVERIFY2(problem.has_value() != good, problem ? qPrintable(problem->message) : "accepted");
    if (problem) {
        QCOMPARE(problem->kind, base::ErrorKind::BadInput);
        QVERIFY(!problem->message.contains(u"geheim"));
    }
    if (url.startsWith("http://host")) {
        request.allowPlainHttp = true;
        QVERIFY(!requestProblem(request).has_value());
    }
}

void TestNetValues::urlsAreRedacted_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("expected");
    QTest::newRow("query") << QStringLiteral(
                                  "Error transferring https://h.example/p?key=secret - server replied: x")
                           << QStringLiteral("Error transferring https://h.example/p… - server replied: x");
    QTest::newRow("user info") << QStringLiteral("at https://me:secret@h.example/p failed")
                               << QStringLiteral("at https://h.example/p failed");
    QTest::newRow("fragment") << QStringLiteral("https://h.example/p#secret")
                              << QStringLiteral("https://h.example/p…");
    QTest::newRow("query without path") << QStringLiteral("http://h?secret") << QStringLiteral("http://h…");
    QTest::newRow("nothing to hide") << QStringLiteral("Connection refused")
                                     << QStringLiteral("Connection refused");
}

void TestNetValues::urlsAreRedacted()
{
    QFETCH(QString, text);
    QFETCH(QString, expected);
    QCOMPARE(withRedactedUrls(text), expected);
    QVERIFY(!redactedUrl(QUrl(QStringLiteral("https://me:secret@h/p?secret#secret"))).contains(u"secret"));
}

void TestNetValues::proxyIsChosenByVariables_data()
{
    QTest::addColumn<QStringList>("variables");
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QString>("proxy");
    const auto row = [](const char *name, const QStringList &variables, const char *url, const char *proxy) {
        QTest::newRow(name) << variables << QByteArray(url) << QString::fromLatin1(proxy);
    };
    const QString https = QStringLiteral("HTTPS_PROXY=http://p.example:3128");
    const auto no = [&https](const char *list) {
        return QStringList{https, QStringLiteral("NO_PROXY=") + QString::fromLatin1(list)};
    };
    row("none", {}, "https://h.example/", "");
    row("https", {https}, "https://h.example/", "p.example:3128");
    row("https only", {https}, "http://h.example/", "");
    row("lower case wins", {https, QStringLiteral("https_proxy=http://q.example:1")}, "https://h.example/",
        "q.example:1");
    row("all", {QStringLiteral("ALL_PROXY=socks5h://s.example:1080")}, "https://h.example/",
        "s.example:1080");
    row("without scheme", {QStringLiteral("http_proxy=p.example:8")}, "http://h.example/", "p.example:8");
    row("loopback is exempt", {https}, "https://127.0.0.1:1/", "");
    row("star", no("*"), "https://h.example/", "");
    row("exact", no("h.example"), "https://h.example/", "");
    row("bare domain covers hosts in it", no("example"), "https://h.example/", "");
    row("dotted domain covers hosts in it", no(".example"), "https://h.example/", "");
    row("dotted domain covers itself", no(".h.example"), "https://h.example/", "");
    row("not a suffix of a label", no("example.org"), "https://badexample.org/", "p.example:3128");
    row("list with blanks", no("a.example, h.example"), "https://h.example/", "");
    row("port agrees", no("h.example:8443"), "https://h.example:8443/", "");
    row("port differs", no("h.example:8443"), "https://h.example/", "p.example:3128");
    row("CIDR inside", no("10.0.0.0/8"), "https://10.1.2.3/", "");
    row("CIDR outside", no("10.0.0.0/8"), "https://11.1.2.3/", "p.example:3128");
    row("CIDR against a name", no("10.0.0.0/8"), "https://h.example/", "p.example:3128");
    row("IPv6 CIDR", no("fd00::/8"), "https://[fd00::1]/", "");
    row("IPv6 with port", no("[fd00::1]:443"), "https://[fd00::1]/", "");
    row("address", no("10.1.2.3"), "https://10.1.2.3/", "");
    row("other case", no("H.EXAMPLE"), "https://h.example/", "");
}

void TestNetValues::proxyIsChosenByVariables()
{
    QFETCH(QStringList, variables);
    QFETCH(QByteArray, url);
    QFETCH(QString, proxy);
    QProcessEnvironment environment;
    for (const QString &variable : variables)
        environment.insert(variable.section(QLatin1Char('='), 0, 0), variable.section(QLatin1Char('='), 1));
    const auto rules = ProxyRules::fromEnvironment(environment);
    QVERIFY(rules.ok());
    QCOMPARE(proxyName(rules->proxyFor(QUrl::fromEncoded(url))), proxy);
}

void TestNetValues::proxyVariablesThatCannotBeUnderstoodAreErrors()
{
    for (const char *value : {"http://", "https://p.example:3128", "http://p:port", "nonsense://x"}) {
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("https_proxy"), QString::fromLatin1(value));
        const auto rules = ProxyRules::fromEnvironment(environment);
        QVERIFY2(!rules.ok(), value);
        QVERIFY(rules.error().message.contains(u"https_proxy"));
    }
}

void TestNetValues::proxyPasswordIsDecoded()
{
    QProcessEnvironment environment;
    environment.insert(QStringLiteral("https_proxy"), QStringLiteral("http://me:p%40ss@p.example:3128"));
    const auto rules = ProxyRules::fromEnvironment(environment);
    QVERIFY(rules.ok());
    const QNetworkProxy proxy = rules->proxyFor(QUrl(QStringLiteral("https://h.example/")));
    QCOMPARE(proxy.user(), QStringLiteral("me"));
    QCOMPARE(proxy.password(), QStringLiteral("p@ss"));
    QCOMPARE(proxyName(proxy), QStringLiteral("p.example:3128"));
}

QTEST_GUILESS_MAIN(TestNetValues)
#include "tst_netvalues.moc"
