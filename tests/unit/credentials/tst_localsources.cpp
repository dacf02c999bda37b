// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/commandline.h"
#include "core/credentials/fetchjob.h"
#include "core/credentials/processprovider.h"
#include "tests/support/throwawaycertificates.h"
#include "tests/unit/credentials/fixturehome.h"

#include <QElapsedTimer>
#include <QTest>

using namespace outcrop;
using namespace outcrop::credentials;
using base::ErrorKind;
using testsupport::FixtureHome;
using testsupport::keys;
using testsupport::told;

/// Sources of credentials on this machine: the container's and the instance's endpoint, and commands.
class TestLocalSources : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void containerEndpoints_data();
    void containerEndpoints();
    void instanceMetadataIsAskedOnlyWhenChosen();
    void localEndpointsAreNeverAskedThroughAProxy();
    void instanceMetadataSaysWhyItHasNoKeys_data();
    void instanceMetadataSaysWhyItHasNoKeys();
    void onlyFaultsThatMayPassAreTriedAgain_data();
    void onlyFaultsThatMayPassAreTriedAgain();

    void splitsCommandsLikeAShell_data();
    void splitsCommandsLikeAShell();
    void credentialProcesses_data();
    void credentialProcesses();
    void aProcessWithoutAnEndRunsOnceUntilItsKeysAreRefused();
    void aHangingProcessIsKilledWithItsChildren();
    void stderrLosesWhatLooksLikeAKey();
    void stderrLosesSecrets_data();
    void stderrLosesSecrets();
    void noPartOfASecretIsLeftWhereStderrIsCut();
    void stderrLosesTheAnswersOwnSecrets();
};

void TestLocalSources::containerEndpoints_data()
{
    QTest::addColumn<QString>("relative");
    QTest::addColumn<QString>("full");
    QTest::addColumn<QByteArray>("token");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const char *relative, const char *full, const QByteArray &token,
                        const char *expected) {
        QTest::newRow(name) << QString::fromLatin1(relative) << QString::fromLatin1(full) << token
                            << QString::fromLatin1(expected);
    };
    row("loopback", "", "SELF/container", "Bearer t", "ASIACONTAINER");
    row("wrong token", "", "SELF/container", "other", "answered with status 401");
    row("another host over http", "", "http://203.0.113.1/x", "", "over plain http");
    row("host hidden behind user info", "", "http://127.0.0.1@203.0.113.1/x", "", "over plain http");
    row("relative that is none", "evil.example/x", "", "", "is not a");
    row("no address", "", "nonsense", "", "is not a usable address");
    row("another scheme", "", "file:///etc/passwd", "", "is not a usable address");
    row("token with a line break", "", "SELF/container", "a\r\nX-Forged: 1", "line break");
}

void TestLocalSources::containerEndpoints()
{
    QFETCH(QString, relative);
    QFETCH(QString, full);
    QFETCH(QByteArray, token);
    QFETCH(QString, expected);
    FixtureHome home;
    home.services.with([](auto &state) { state.containerToken = "Bearer t"; });
    full.replace(QStringLiteral("SELF"), QString::fromLatin1(home.services.url("").toEncoded()));
    home.environment.insert(QStringLiteral("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"), relative);
    home.environment.insert(QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI"), full);
    home.write(QStringLiteral("container-token"), token);
    home.environment.insert(QStringLiteral("AWS_CONTAINER_AUTHORIZATION_TOKEN"),
                            QStringLiteral("not this one"));
    home.environment.insert(QStringLiteral("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"),
                            home.path(QStringLiteral("container-token")));
    const QString found = told(home.fromEnvironment());
    if (relative.isEmpty())
        QVERIFY2(found.contains(expected), qPrintable(found));
    else
        QVERIFY2(found.startsWith(QStringLiteral("error")), qPrintable(found));
}

void TestLocalSources::instanceMetadataIsAskedOnlyWhenChosen()
{
    FixtureHome home;
    home.environment.insert(QStringLiteral("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
                            QString::fromLatin1(home.services.url().toEncoded()));
    QVERIFY(home.fromEnvironment().error);
    QVERIFY(home.services.recorded().empty());
    home.limits.instanceMetadata = true;
    QCOMPARE(told(home.fromEnvironment()),
             QStringLiteral("ASIAINSTANCE/secret-of-instance/token-of-instance//2026-01-15T11:00:00Z"));
    QCOMPARE(home.services.recorded()[0].header("x-aws-ec2-metadata-token-ttl-seconds"), QByteArray("21600"));
    const size_t before = home.services.recorded().size();
    home.environment.insert(QStringLiteral("AWS_EC2_METADATA_DISABLED"), QStringLiteral("TRUE"));
    QVERIFY(home.fromEnvironment().error);
    QCOMPARE(home.services.recorded().size(), before);
}

/// The other transport may have a proxy, which would be given the container's token.
void TestLocalSources::localEndpointsAreNeverAskedThroughAProxy()
{
    FixtureHome home;
    home.limits.instanceMetadata = true;
    home.environment.insert(QStringLiteral("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
                            QString::fromLatin1(home.services.url().toEncoded()));
    const auto withoutAWay = [&home] {
        const auto context = std::make_shared<ProviderContext>(*home.context());
        context->localTransport = nullptr;
        return FixtureHome::resolved(*chainFromEnvironment(context));
    };
    const Resolution instance = withoutAWay();
    QVERIFY(instance.error);
    QCOMPARE(instance.error->kind, ErrorKind::Internal);
    home.environment.insert(QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI"),
                            QString::fromLatin1(home.services.url("/container").toEncoded()));
    const Resolution container = withoutAWay();
    QVERIFY(container.error);
    QCOMPARE(container.error->kind, ErrorKind::Internal);
    QVERIFY(home.services.recorded().empty());
}

void TestLocalSources::instanceMetadataSaysWhyItHasNoKeys_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("words");
    const QByteArray keys = R"("AccessKeyId": "AKIA", "SecretAccessKey": "s", "Token": "t"})";
    QTest::newRow("code") << QByteArray("200 OK") << R"({"Code": "AssumeRoleUnauthorizedAccess", )" + keys
                          << QStringLiteral("AssumeRoleUnauthorizedAccess");
    QTest::newRow("code that is no word")
        << QByteArray("200 OK") << R"({"Code": "<b>9", )" + keys << QStringLiteral("status 200");
    QTest::newRow("status") << QByteArray("404 Not Found") << QByteArray("<html>")
                            << QStringLiteral("status 404");
    QTest::newRow("page") << QByteArray("200 OK") << QByteArray("<html>")
                          << QStringLiteral("not a JSON object");
}

void TestLocalSources::instanceMetadataSaysWhyItHasNoKeys()
{
    QFETCH(QByteArray, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, words);
    testsupport::FaultServer service([&](testsupport::FaultConnection &connection) {
        const QByteArray target = connection.request().target();
        if (target.endsWith("/the-role"))
            connection.respond(status, "Content-Type: text/plain\r\n", body);
        else
            connection.respond("200 OK", "Content-Type: text/plain\r\n",
                               target.endsWith("/token") ? "metadata-token" : "the-role");
    });
    FixtureHome home;
    home.limits.instanceMetadata = true;
    home.environment.insert(QStringLiteral("AWS_EC2_METADATA_SERVICE_ENDPOINT"),
                            QString::fromLatin1(service.url().toEncoded()));
    const auto error = home.fromEnvironment().error;
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Credentials);
    QVERIFY2(error->message.contains(words), qPrintable(error->message));
}

void TestLocalSources::onlyFaultsThatMayPassAreTriedAgain_data()
{
    QTest::addColumn<QByteArray>("status");
    QTest::addColumn<int>("requests");
    QTest::newRow("429") << QByteArray("429 Too Many Requests") << 3;
    QTest::newRow("503") << QByteArray("503 Service Unavailable") << 3;
    QTest::newRow("501") << QByteArray("501 Not Implemented") << 1;
    QTest::newRow("403") << QByteArray("403 Forbidden") << 1;
    QTest::newRow("untrusted certificate") << QByteArray() << 1;
}

void TestLocalSources::onlyFaultsThatMayPassAreTriedAgain()
{
    QFETCH(QByteArray, status);
    QFETCH(int, requests);
    const auto answer = [&](testsupport::FaultConnection &connection) {
        connection.respond(status, "Content-Type: text/plain\r\n", "x");
    };
    const auto server = status.isEmpty() ? std::make_unique<testsupport::FaultServer>(
                                               answer, testsupport::ThrowawayAuthority::selfSigned())
                                         : std::make_unique<testsupport::FaultServer>(answer);
    net::QtHttpTransport transport;
    net::HttpRequest request;
    request.method = "GET";
    request.url = server->url();
    request.allowPlainHttp = true;
    FetchJob job(transport, request, {3, std::chrono::seconds(5), std::chrono::milliseconds(1)});
    QSignalSpy finished(&job, &FetchJob::finished);
    QVERIFY(finished.wait(10'000));
    QCOMPARE(status.isEmpty() ? server->connections() : server->requests(), requests);
    if (status.isEmpty())
        QCOMPARE(job.error()->kind, ErrorKind::Tls);
}

void TestLocalSources::splitsCommandsLikeAShell_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QStringList>("words");
    const auto row = [](const char *name, const char *line, const QStringList &words) {
        QTest::newRow(name) << QString::fromUtf8(line) << words;
    };
    const auto list = [](std::initializer_list<const char *> words) {
        QStringList made;
        for (const char *word : words)
            made += QString::fromUtf8(word);
        return made;
    };
    row("words", "a  b\tc", list({"a", "b", "c"}));
    row("double quotes", "\"/opt/my tool\" --x=\"a b\"c", list({"/opt/my tool", "--x=a bc"}));
    row("single quotes are literal", "a 'b\\\"$x`c`'", list({"a", "b\\\"$x`c`"}));
    row("backslashes outside", "a\\ b c\\\\d \\\"e", list({"a b", "c\\d", "\"e"}));
    row("backslashes inside", "a \"b\\\"c\\\\d\\e\"", list({"a", "b\"c\\d\\e"}));
    row("empty words", "a '' \"\"", list({"a", "", ""}));
    row("nothing is expanded", "a $HOME ~ *.x ; b > c | d",
        list({"a", "$HOME", "~", "*.x", ";", "b", ">", "c", "|", "d"}));
    row("open single quote", "a 'b", {});
    row("open double quote", "a \"b\\\"", {});
    row("backslash at the end", "a \\", {});
    row("nothing", "  ", {});
    row("empty program", "'' a", {});
}

void TestLocalSources::splitsCommandsLikeAShell()
{
    QFETCH(QString, line);
    QFETCH(QStringList, words);
    const auto split = splitCommandLine(line);
    QCOMPARE(split.ok(), !words.isEmpty());
    if (split)
        QCOMPARE(*split, words);
    QVERIFY(!splitCommandLine(QStringLiteral("a b") + QChar(u'\0')).ok());
}

void TestLocalSources::credentialProcesses_data()
{
    QTest::addColumn<QByteArray>("script");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, const QByteArray &script, const char *words) {
        QTest::newRow(name) << script << QString::fromLatin1(words);
    };
    row("exit code", "echo CANARY; echo 'aws_secret=CANARY sorry' >&2; exit 4", "ended with exit code 4");
    row("no JSON", "echo CANARY", "not a JSON object");
    row("an array", "echo '[1]'", "not a JSON object");
    row("version as text", R"(echo '{"Version": "1", "AccessKeyId": "a", "SecretAccessKey": "CANARY"}')",
        "Version 1");
    row("version 2", R"(echo '{"Version": 2, "AccessKeyId": "a", "SecretAccessKey": "CANARY"}')",
        "Version 1");
    row("no secret", R"(echo '{"Version": 1, "AccessKeyId": "CANARY"}')", "usable SecretAccessKey");
    row("a secret with a line break",
        R"(printf '{"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "CANARY\\nX"}')",
        "usable SecretAccessKey");
    row("a bad end",
        R"(echo '{"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "CANARY", "Expiration": "soon"}')",
        "Expiration");
    row("expired",
        R"(echo '{"Version": 1, "AccessKeyId": "a", "SecretAccessKey": "CANARY", "Expiration": "2026-01-15T10:00:00Z"}')",
        "expired at 2026-01-15 10:00 UTC");
    row("a gigabyte", "yes CANARY", "wrote more than");
    row("a gigabyte of complaints", "yes secret=CANARY >&2", "wrote more than");
    row("killed", "kill -9 $$", "ended by a signal");
}

void TestLocalSources::credentialProcesses()
{
    QFETCH(QByteArray, script);
    QFETCH(QString, words);
    FixtureHome home;
    home.config("[profile a]\ncredential_process = " + home.script(QStringLiteral("run"), script).toUtf8() +
                "\n");
    QElapsedTimer time;
    time.start();
    const auto error = home.profile(QStringLiteral("a")).error;
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Credentials);
    QVERIFY2(error->message.contains(words), qPrintable(error->message));
    QVERIFY2(!(error->message + error->advice + error->detail).contains(QStringLiteral("CANARY")),
             qPrintable(error->detail));
    QVERIFY(time.elapsed() < 5000);
}

void TestLocalSources::aProcessWithoutAnEndRunsOnceUntilItsKeysAreRefused()
{
    FixtureHome home;
    const QString runs = home.path(QStringLiteral("runs"));
    home.config(
        "[profile a]\ncredential_process = " +
        home.script(QStringLiteral("run"),
                    "echo x >> '" + runs.toUtf8() +
                        "'\necho '{\"Version\": 1, \"AccessKeyId\": \"AKIA\", \"SecretAccessKey\": \"s\"}'")
            .toUtf8() +
        "\n");
    const auto chain = chainForProfile(home.context(), QStringLiteral("a"));
    QCOMPARE(told(FixtureHome::resolved(*chain)), QStringLiteral("AKIA/s///"));
    QCOMPARE(told(FixtureHome::resolved(*chain)), QStringLiteral("AKIA/s///"));
    QCOMPARE(QFileInfo(runs).size(), 2);
    chain->invalidate();
    QCOMPARE(told(FixtureHome::resolved(*chain)), QStringLiteral("AKIA/s///"));
    QCOMPARE(QFileInfo(runs).size(), 4);
}

void TestLocalSources::aHangingProcessIsKilledWithItsChildren()
{
    FixtureHome home;
    const QString pids = home.path(QStringLiteral("pids"));
    home.config("[profile a]\ncredential_process = " +
                home.script(QStringLiteral("run"), "trap '' TERM\nsetsid sleep 600 &\necho $! >> '" +
                                                       pids.toUtf8() + "'\n(sleep 600 & echo $! >> '" +
                                                       pids.toUtf8() + "'; wait) &\nwait\n")
                    .toUtf8() +
                "\n[profile b]\ncredential_process = /nowhere/at-all\n");
    home.limits.processDeadline = std::chrono::milliseconds(700);
    const auto error = home.profile(QStringLiteral("a")).error;
    QVERIFY(error);
    QCOMPARE(error->kind, ErrorKind::Timeout);
    QFile file(pids);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const auto children = file.readAll().trimmed().split('\n');
    QCOMPARE(children.size(), 2);
    for (const QByteArray &pid : children) {
        const auto isGone = [&pid] { // killed children wait for whoever reaps them
            QFile stat(QStringLiteral("/proc/%1/stat").arg(QString::fromLatin1(pid)));
            return !stat.open(QIODevice::ReadOnly) || stat.readAll().contains(") Z ");
        };
        QTRY_VERIFY2(isGone(), pid.constData());
    }
    const auto absent = home.profile(QStringLiteral("b")).error;
    QVERIFY(absent && absent->message.contains(QStringLiteral("could not be started")));

    home.limits.processDeadline = std::chrono::minutes(1);
    const auto chain = chainForProfile(home.context(), QStringLiteral("a"));
    const auto job = chain->resolve();
    QSignalSpy finished(job.get(), &ResolveJob::finished);
    job->abort();
    QVERIFY(finished.wait(1000));
    QCOMPARE(job->resolution().error->kind, ErrorKind::Cancelled);
}

void TestLocalSources::stderrLosesWhatLooksLikeAKey()
{
    const QString text = withoutLikelySecrets(QStringLiteral(
        "cannot use AKIAIOSFODNN7EXAMPLE with wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY, secret_key: short "
        "TOKEN=abc in /usr/lib/x; try again later"));
    QCOMPARE(text,
             QStringLiteral(
                 "cannot use (hidden) with (hidden), secret_key: (hidden) TOKEN=(hidden) in /usr/lib/x; "
                 "try again later"));
}

void TestLocalSources::stderrLosesSecrets_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char *line, const char *shown) {
        QTest::newRow(line) << QString::fromLatin1(line) << QString::fromLatin1(shown);
    };
    row("password: \"a b\" x", "password: (hidden) x");
    row("pass='a b' passphrase='a b' x", "pass='a b' passphrase=(hidden) x");
    row("Authorization: Bearer a b", "Authorization: (hidden)");
    row("set-cookie: a=b; c=d", "set-cookie: (hidden)");
    row("assertion=abc otp=123456 pin: 1234 x", "assertion=(hidden) otp=(hidden) pin: (hidden) x");
    row("the secret is abc x", "the secret is (hidden) x");
    row("the token is expired", "the token is expired");
    row("the token is not there", "the token is not there");
    row("spinning: 1", "spinning: 1");
    row("x abc%2Fdef%2Fghi%2Fjk1 y", "x (hidden) y");
    row("CredentialsProviderFailed in module", "CredentialsProviderFailed in module");
}

void TestLocalSources::stderrLosesSecrets()
{
    QFETCH(QString, line);
    QFETCH(QString, shown);
    QCOMPARE(withoutLikelySecrets(line), shown);
}

void TestLocalSources::noPartOfASecretIsLeftWhereStderrIsCut()
{
    FixtureHome home;
    home.config("[profile a]\ncredential_process = " +
                home.script(QStringLiteral("run"), "cat \"$(dirname \"$0\")/words\" >&2\nexit 1\n").toUtf8() +
                "\n");
    for (const int limit : {2048, 16 * 1024}) {
        for (int before = limit - 44; before <= limit + 1; before += 3) {
            const QByteArray words = QByteArray("x ").repeated(before / 2) + QByteArray(before % 2, ' ');
            home.write(QStringLiteral("words"), words + "wJalr9XUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEYz end");
            const auto error = home.profile(QStringLiteral("a")).error;
            QVERIFY(error);
            QVERIFY2(error->detail.startsWith(QStringLiteral("x x")), qPrintable(error->detail));
            QVERIFY2(!error->detail.contains(u'w'), qPrintable(error->detail.right(60)));
            QVERIFY(error->detail.size() <= 2048);
        }
    }
}

/// Letters alone do not look like a key: what it answered and what it was given are known.
void TestLocalSources::stderrLosesTheAnswersOwnSecrets()
{
    FixtureHome home;
    home.environment.insert(QStringLiteral("VAULT_TOKEN"), QStringLiteral("canaryvaulttoken"));
    home.config("[profile a]\ncredential_process = " +
                home.script(QStringLiteral("run"),
                            "echo 'canarysecret and canarytoken and canaryvaulttoken' >&2\n"
                            "echo '{\"Version\": 1, \"AccessKeyId\": \"AKIA\", "
                            "\"SecretAccessKey\": \"canarysecret\", "
                            "\"SessionToken\": \"canarytoken\"}'\nexit 1\n")
                    .toUtf8() +
                "\n");
    const auto error = home.profile(QStringLiteral("a")).error;
    QVERIFY(error);
    QCOMPARE(error->detail, QStringLiteral("(hidden) and (hidden) and (hidden)"));
}

QTEST_GUILESS_MAIN(TestLocalSources)
#include "tst_localsources.moc"
