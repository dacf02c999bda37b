// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/webaddress.h"

#include <QTest>

using namespace outcrop::base;

class TestWebAddress : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void requestTargetKeepsTheEncoding_data();
    void requestTargetKeepsTheEncoding();
    void writesHostHeaders_data();
    void writesHostHeaders();
    void knowsLoopback_data();
    void knowsLoopback();
};

void TestWebAddress::requestTargetKeepsTheEncoding_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("target");
    QTest::newRow("escapes") << QByteArray("https://h/bedrock/model/a%3A0%2Fb/converse")
                             << QByteArray("/bedrock/model/a%3A0%2Fb/converse");
    QTest::newRow("query") << QByteArray("https://h/p?type=A&nextToken=a%2Fb%2Bc%3D")
                           << QByteArray("/p?type=A&nextToken=a%2Fb%2Bc%3D");
    QTest::newRow("no path") << QByteArray("https://h") << QByteArray("/");
}

void TestWebAddress::requestTargetKeepsTheEncoding()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, target);
    QCOMPARE(requestTarget(QUrl::fromEncoded(url, QUrl::StrictMode)), target);
}

void TestWebAddress::writesHostHeaders_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<QByteArray>("host");
    QTest::newRow("no port") << QByteArray("https://h.test") << QByteArray("h.test");
    QTest::newRow("the port of https") << QByteArray("https://h.test:443/x") << QByteArray("h.test");
    QTest::newRow("the port of http") << QByteArray("http://h.test:80/x") << QByteArray("h.test");
    QTest::newRow("the port of the other scheme")
        << QByteArray("https://h.test:80/x") << QByteArray("h.test:80");
    QTest::newRow("address") << QByteArray("http://127.0.0.1:8080/") << QByteArray("127.0.0.1:8080");
    QTest::newRow("address of version 6") << QByteArray("http://[::1]:8080/x") << QByteArray("[::1]:8080");
}

void TestWebAddress::writesHostHeaders()
{
    QFETCH(QByteArray, url);
    QFETCH(QByteArray, host);
    QCOMPARE(hostHeader(QUrl::fromEncoded(url, QUrl::StrictMode)), host);
}

void TestWebAddress::knowsLoopback_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<bool>("loopback");
    for (const char *yes : {"http://localhost", "http://LOCALHOST:80", "http://127.0.0.1:9",
                            "http://127.9.9.9", "http://127.1", "http://[::1]:5", "http://[0:0:0::1]"})
        QTest::newRow(yes) << QByteArray(yes) << true;
    for (const char *no :
         {"http://a.localhost", "http://localhost.evil.test", "http://127.0.0.1.evil.test", "http://10.0.0.1",
          "http://[::2]", "http://evil.test", "http://notlocalhost", "http://0.0.0.0", "file:///x"})
        QTest::newRow(no) << QByteArray(no) << false;
}

void TestWebAddress::knowsLoopback()
{
    QFETCH(QByteArray, url);
    QFETCH(bool, loopback);
    QCOMPARE(isLoopback(QUrl::fromEncoded(url, QUrl::StrictMode)), loopback);
}

QTEST_APPLESS_MAIN(TestWebAddress)
#include "tst_webaddress.moc"
