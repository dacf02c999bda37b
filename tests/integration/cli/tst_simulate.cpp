// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/signer.h"
#include "core/json/json.h"
#include "tests/integration/cli/outcropprocess.h"

#include <QElapsedTimer>
#include <QMap>
#include <QProcess>
#include <QTcpSocket>
#include <QTest>
#include <QUrl>

#include <csignal>

using namespace outcrop;

namespace
{

/// A running `outcrop simulate`.
struct RunningSimulator {
    QProcess process;
    QUrl url;
    QMap<QByteArray, QByteArray> environment;

    bool start(const QStringList &arguments)
    {
        process.start(outcropBinary(), QStringList{QStringLiteral("simulate")} + arguments);
        QByteArray output;
        QElapsedTimer timer;
        timer.start();
        while (timer.elapsed() < 20000 && !output.endsWith("'\n")) {
            if (!process.waitForReadyRead(1000) && process.state() != QProcess::Running)
                break;
            output += process.readAllStandardOutput();
        }
        const QByteArrayList lines = output.split('\n');
        if (!lines.first().startsWith("listening on http://127.0.0.1:"))
            return false;
        url = QUrl(QString::fromLatin1(lines.first().mid(13)));
        for (const QByteArray &line : lines) {
            const qsizetype equals = line.indexOf("='");
            if (line.startsWith("export ") && equals > 0 && line.endsWith('\''))
                environment[line.mid(7, equals - 7)] = line.mid(equals + 2).chopped(1);
        }
        return true;
    }

    QByteArray host() const { return "127.0.0.1:" + QByteArray::number(url.port()); }
    void stop()
    {
        sendSignal(process, SIGTERM);
        QVERIFY(process.waitForFinished(10000));
    }

    /// Sends one HTTP request and returns the whole answer.
    QByteArray answerTo(const QByteArray &request) const
    {
        QTcpSocket socket;
        socket.connectToHost(url.host(), quint16(url.port()));
        socket.write(request);
        QByteArray answer;
        while (socket.waitForReadyRead(10000))
            answer += socket.readAll();
        return answer;
    }
};

QByteArray requestText(const aws::Headers &headers, const QByteArray &body)
{
    QByteArray text = "POST /model/example/converse HTTP/1.1\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    return text + "Content-Length: " + QByteArray::number(body.size()) + "\r\nConnection: close\r\n\r\n" +
           body;
}

const QByteArray body = R"({"messages":[{"role":"user","content":[{"text":"hello"}]}]})";

} // namespace

class TestSimulate : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void acceptsTheKeysItPrints();
    void acceptsTheTokenItPrints();
    void letsEverybodyIn();
    void stopsCleanlyOnASignal_data();
    void stopsCleanlyOnASignal();
    void saysWhenAPortIsTaken();
};

void TestSimulate::acceptsTheKeysItPrints()
{
    RunningSimulator simulator;
    QVERIFY(simulator.start({QStringLiteral("--region"), QStringLiteral("eu-west-1"),
                             QStringLiteral("--access-key-id"), QStringLiteral("AKIDEXAMPLE"),
                             QStringLiteral("--secret-access-key"), QStringLiteral("it's/secret"),
                             QStringLiteral("--session-token"), QStringLiteral("token==")}));
    QCOMPARE(simulator.environment["AWS_ENDPOINT_URL_BEDROCK_RUNTIME"], simulator.url.toEncoded());
    QCOMPARE(simulator.environment["AWS_REGION"], QByteArray("eu-west-1"));
    aws::SigningInput input;
    input.method = "POST";
    input.requestTarget = "/model/example/converse";
    input.headers = {{"Host", simulator.host()}, {"Content-Type", "application/json"}};
    input.body = body;
    input.region = simulator.environment["AWS_REGION"];
    input.amzDate = aws::amzDateOf(QDateTime::currentDateTimeUtc());
    aws::Credentials keys;
    keys.accessKeyId = simulator.environment["AWS_ACCESS_KEY_ID"];
    keys.secretAccessKey =
        base::SecretString(QByteArray(simulator.environment["AWS_SECRET_ACCESS_KEY"]).replace("'\\''", "'"));
    keys.sessionToken = base::SecretString(simulator.environment["AWS_SESSION_TOKEN"]);
    const auto accepted = aws::sign(input, keys);
    QVERIFY(accepted.ok());
    const QByteArray answer = simulator.answerTo(requestText(accepted->headersToSend, body));
    QVERIFY2(answer.startsWith("HTTP/1.1 200"), answer.constData());
    QVERIFY(answer.contains("stopReason"));

    keys.secretAccessKey = base::SecretString("another");
    const QByteArray refused = simulator.answerTo(requestText(aws::sign(input, keys)->headersToSend, body));
    QVERIFY2(refused.startsWith("HTTP/1.1 403"), refused.constData());
    QVERIFY(refused.contains("The Canonical String for this request should have been"));
    simulator.stop();
}

void TestSimulate::acceptsTheTokenItPrints()
{
    RunningSimulator simulator;
    QVERIFY(simulator.start({QStringLiteral("--bearer"), QStringLiteral("abc")}));
    QCOMPARE(simulator.environment["AWS_BEARER_TOKEN_BEDROCK"], QByteArray("abc"));
    const aws::Headers headers{{"Host", simulator.host()}, {"Content-Type", "application/json"}};
    aws::Headers allowed = headers;
    allowed.emplace_back("Authorization", "Bearer " + simulator.environment["AWS_BEARER_TOKEN_BEDROCK"]);
    QVERIFY(simulator.answerTo(requestText(allowed, body)).startsWith("HTTP/1.1 200"));
    QVERIFY(simulator.answerTo(requestText(headers, body)).startsWith("HTTP/1.1 403"));
    simulator.stop();
}

void TestSimulate::letsEverybodyIn()
{
    RunningSimulator simulator;
    QVERIFY(simulator.start({QStringLiteral("--no-auth")}));
    QVERIFY(simulator.environment.contains("AWS_ACCESS_KEY_ID"));
    QVERIFY(
        simulator
            .answerTo(requestText({{"Host", simulator.host()}, {"Content-Type", "application/json"}}, body))
            .startsWith("HTTP/1.1 200"));
    simulator.stop();
}

void TestSimulate::stopsCleanlyOnASignal_data()
{
    QTest::addColumn<int>("number");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
}

void TestSimulate::stopsCleanlyOnASignal()
{
    QFETCH(int, number);
    RunningSimulator simulator;
    QVERIFY(simulator.start({}));
    QVERIFY(!simulator.environment["AWS_SECRET_ACCESS_KEY"].isEmpty());
    QTcpSocket open; // a connection that stays
    open.connectToHost(simulator.url.host(), quint16(simulator.url.port()));
    QVERIFY(open.waitForConnected(5000));
    sendSignal(simulator.process, number);
    QVERIFY(simulator.process.waitForFinished(2500));
    QCOMPARE(simulator.process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(simulator.process.exitCode(), 0);
    QCOMPARE(simulator.process.readAllStandardError(), QByteArray());
}

void TestSimulate::saysWhenAPortIsTaken()
{
    RunningSimulator simulator;
    QVERIFY(simulator.start({}));
    const Outcome second = runOutcrop(
        {QStringLiteral("simulate"), QStringLiteral("--port"), QString::number(simulator.url.port())});
    QCOMPARE(second.exitCode, 5);
    QVERIFY2(second.errors.contains(QByteArray::number(simulator.url.port())), second.errors.constData());
    simulator.stop();
}

QTEST_GUILESS_MAIN(TestSimulate)
#include "tst_simulate.moc"
