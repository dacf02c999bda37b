// SPDX-License-Identifier: GPL-3.0-or-later
// AWS_CA_BUNDLE on the command line (reliability.md, fault 30): a company's authority beside the system's
// own.
#include "tests/integration/cli/outcropprocess.h"
#include "tests/support/clientrig.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <cstdio>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using outcrop::testsupport::FaultServer;
using outcrop::testsupport::textStream;
using outcrop::testsupport::ThrowawayAuthority;
namespace script = outcrop::testsupport::script;

namespace
{

const QByteArray ask = R"({"modelId":"a.b-v1:0","messages":[{"role":"user","content":[{"text":"Hi"}]}]})";

outcrop::testsupport::FaultScript answered()
{
    return script::answer("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n", textStream());
}

Outcome runAgainst(const FaultServer &server, const QString &bundle)
{
    QProcessEnvironment environment = plainEnvironment();
    environment.insert(u"AWS_ACCESS_KEY_ID"_s, u"AKIDEXAMPLE"_s);
    environment.insert(u"AWS_SECRET_ACCESS_KEY"_s, u"not-a-secret"_s);
    environment.insert(u"AWS_REGION"_s, u"eu-west-1"_s);
    environment.insert(u"AWS_ENDPOINT_URL_BEDROCK_RUNTIME"_s, server.url("").toString());
    if (!bundle.isEmpty())
        environment.insert(u"AWS_CA_BUNDLE"_s, bundle);
    return runOutcrop({u"run"_s, u"-"_s}, ask, environment);
}

} // namespace

class TestCertificates : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theBundlesAuthorityIsTrusted();
    void anUnusableBundleIsRefusedAtOnce_data();
    void anUnusableBundleIsRefusedAtOnce();

private:
    ThrowawayAuthority m_authority;
    QTemporaryDir m_folder;
};

void TestCertificates::theBundlesAuthorityIsTrusted()
{
    FaultServer server(answered(), m_authority.good());
    QFile bundle(m_folder.filePath(u"company.pem"_s));
    QVERIFY(bundle.open(QIODevice::WriteOnly));
    bundle.write("# what is around the certificates does not matter\n" + m_authority.certificatePem());
    bundle.close();
    const Outcome trusting = runAgainst(server, bundle.fileName());
    QVERIFY2(trusting.exitCode == 0, trusting.errors.constData());
    QVERIFY(trusting.output.contains("Hello from the stream"));
    QCOMPARE(server.requests(), 1);

    const Outcome strict = runAgainst(server, {});
    QCOMPARE(strict.exitCode, 5);
    QVERIFY2(strict.errors.contains("does not know the authority") && strict.errors.contains("CA file"),
             strict.errors.constData());
    QCOMPARE(server.requests(), 1);
}

void TestCertificates::anUnusableBundleIsRefusedAtOnce_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("content");
    QTest::newRow("absent") << u"absent.pem"_s << QByteArray();
    QTest::newRow("empty") << u"empty.pem"_s << QByteArray();
    QTest::newRow("no PEM") << u"page.html"_s << QByteArray("<html>not a certificate</html>");
    QTest::newRow("PEM of something else") << u"key.pem"_s << ThrowawayAuthority::selfSigned().keyPem;
    QTest::newRow("a folder") << u"folder"_s << QByteArray();
    QTest::newRow("a pipe nobody writes to") << u"pipe"_s << QByteArray();
    QTest::newRow("not readable") << u"secret.pem"_s << ThrowawayAuthority::selfSigned().certificatePem;
}

void TestCertificates::anUnusableBundleIsRefusedAtOnce()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, content);
    const QString path = m_folder.filePath(name);
    if (name == u"folder"_s) {
        QVERIFY(QDir().mkpath(path));
    } else if (name == u"pipe"_s) {
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), 0600), 0);
    } else if (name != u"absent.pem"_s) {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(content), content.size());
    }
    if (name == u"secret.pem"_s) {
        if (::geteuid() == 0) {
            std::puts(
                "SKIPPED: a bundle of certificates that may not be read, because root reads every file");
            QSKIP("root reads every file");
        }
        QVERIFY(QFile::setPermissions(path, {}));
    }
    FaultServer server(answered(), m_authority.good());
    const Outcome outcome = runAgainst(server, path);
    QCOMPARE(outcome.exitCode, 2);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY2(outcome.errors.contains("AWS_CA_BUNDLE") && outcome.errors.contains(path.toUtf8()),
             outcome.errors.constData());
    QVERIFY2(outcome.errors.contains("PEM file"), outcome.errors.constData());
    QCOMPARE(server.connections(), 0);
}

QTEST_GUILESS_MAIN(TestCertificates)
#include "tst_certificates.moc"
