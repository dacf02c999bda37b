// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/commandline.h"
#include "core/credentials/processprovider.h"
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

    void splitsCommandsLikeAShell_data();
    void splitsCommandsLikeAShell();
    void credentialProcesses_data();
    void credentialProcesses();
    void aProcessWithoutAnEndRunsOnceUntilItsKeysAreRefused();
    void aHangingProcessIsKilledWithItsChildren();
    void stderrLosesWhatLooksLikeAKey();
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

QTEST_GUILESS_MAIN(TestLocalSources)
#include "tst_localsources.moc"
