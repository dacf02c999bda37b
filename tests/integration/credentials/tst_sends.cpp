// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/signer.h"
#include "core/credentials/cachingprovider.h"
#include "tests/support/clientrig.h"
#include "tests/support/fakeclock.h"

#include <QTest>
#include <QTimer>

#include <map>

using namespace outcrop;
using namespace std::chrono_literals;
using testsupport::FakeClock;
using testsupport::FaultConnection;
using testsupport::FaultServer;

namespace
{

/// Gives `AKIA1`, `AKIA2`, ... that live a minute of the fake clock, each after a while.
class MinuteKeys final : public credentials::CredentialsProvider
{
public:
    class Search final : public credentials::ResolveJob
    {
    public:
        explicit Search(MinuteKeys &from) : m_from(from)
        {
            ++m_from.underWay;
            m_from.mostUnderWay = std::max(m_from.mostUnderWay, m_from.underWay);
            QTimer::singleShot(5ms, this, &Search::answer);
        }
        void abort() override
        {
            --m_from.underWay;
            end(credentials::Resolution::failed(QStringLiteral("test"),
                                                base::makeError(base::ErrorKind::Cancelled, {})));
        }

    private:
        void answer()
        {
            if (isFinished())
                return;
            --m_from.underWay;
            aws::Credentials keys;
            keys.accessKeyId = "AKIA" + QByteArray::number(++m_from.given);
            keys.secretAccessKey = base::SecretString("a-secret-of-some-length");
            keys.expiration = m_from.clock.utcNow().addSecs(60);
            m_from.ends[keys.accessKeyId] = *keys.expiration;
            end(credentials::Resolution::used(QStringLiteral("test"), keys));
        }

        MinuteKeys &m_from;
    };

    explicit MinuteKeys(const FakeClock &time) : clock(time) {}

    QString name() const override { return QStringLiteral("test"); }
    std::unique_ptr<credentials::ResolveJob> resolve() override { return std::make_unique<Search>(*this); }

    const FakeClock &clock;
    std::map<QByteArray, QDateTime> ends;
    int given = 0;
    int underWay = 0;
    int mostUnderWay = 0;
};

QByteArray keyIdOf(const testsupport::RecordedRequest &request)
{
    const QByteArray authorization = request.header("Authorization");
    const qsizetype from = authorization.indexOf("Credential=") + 11;
    return authorization.mid(from, authorization.indexOf('/', from) - from);
}

/// What is signed with keys that live a minute, and the server it goes to.
struct World {
    explicit World(testsupport::FaultScript script) : server(std::move(script)), rig({}, &clock)
    {
        auto made = std::make_unique<MinuteKeys>(clock);
        keys = made.get();
        cache = std::make_shared<credentials::CachingProvider>(std::move(made), clock);
    }

    client::ConverseCall call()
    {
        client::ConverseCall made = rig.call(server.url());
        made.target.credentials = cache;
        return made;
    }

    FakeClock clock;
    FaultServer server;
    testsupport::ClientRig rig;
    MinuteKeys *keys;
    std::shared_ptr<credentials::CachingProvider> cache;
};

void answerWell(FaultConnection &connection)
{
    connection.respond("200 OK", "Content-Type: application/vnd.amazon.eventstream\r\n",
                       testsupport::textStream());
}

} // namespace

class TestSends : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Two hundred requests, up to eight at once, a second of the fake clock apart: none is signed with keys
    /// that have ended, each goes out once, and one search goes on at a time.
    void twoHundredSendsWhileCredentialsExpire()
    {
        World world(answerWell);
        std::vector<std::unique_ptr<testsupport::CallLog>> sends;
        const auto running = [&sends] {
            return std::count_if(sends.begin(), sends.end(),
                                 [](const auto &log) { return log->finished == 0; });
        };
        while (sends.size() < 200) {
            sends.push_back(world.rig.start(world.call()));
            QTRY_VERIFY_WITH_TIMEOUT(running() < 8, 20'000);
            world.clock.advance(1s);
        }
        QTRY_VERIFY_WITH_TIMEOUT(running() == 0, 20'000);
        for (const auto &log : sends)
            QVERIFY2(!log->result().error, qPrintable(log->problems()));
        const auto requests = world.server.recorded();
        QCOMPARE(requests.size(), size_t(200));
        for (const auto &request : requests) {
            const QDateTime signedAt = aws::timeOfAmzDate(request.header("X-Amz-Date"));
            const QDateTime end = world.keys->ends[keyIdOf(request)];
            QVERIFY2(signedAt < end, qPrintable(signedAt.toString() + u' ' + end.toString()));
        }
        QCOMPARE(world.keys->mostUnderWay, 1);
        QVERIFY2(world.keys->given >= 4, qPrintable(QString::number(world.keys->given)));
    }

    /// P36: a refusal as expired brings one renewal and one further attempt.
    void keysThatAreRefusedAsExpiredAreRenewedOnce()
    {
        World world([](FaultConnection &connection) {
            if (keyIdOf(connection.request()) == "AKIA2")
                answerWell(connection);
            else
                connection.respond(
                    "403 Forbidden",
                    "Content-Type: application/json\r\nx-amzn-ErrorType: ExpiredTokenException\r\n",
                    R"({"message": "The security token included in the request is expired"})");
        });
        const auto log = world.rig.run(world.call());
        QVERIFY2(!log->result().error, qPrintable(log->problems()));
        QCOMPARE(world.server.requests(), 2);
        QCOMPARE(world.keys->given, 2);
    }

    /// Keys that the service does not know are not kept until they end.
    void keysThatAreRefusedOtherwiseAreNotSentAgain()
    {
        World world([](FaultConnection &connection) {
            if (keyIdOf(connection.request()) == "AKIA2")
                answerWell(connection);
            else
                connection.respond(
                    "403 Forbidden",
                    "Content-Type: application/json\r\nx-amzn-ErrorType: UnrecognizedClientException\r\n",
                    R"({"message": "The security token included in the request is invalid."})");
        });
        QCOMPARE(world.rig.run(world.call())->kind(), base::ErrorKind::Credentials);
        QCOMPARE(world.server.requests(), 1);
        const auto log = world.rig.run(world.call());
        QVERIFY2(!log->result().error, qPrintable(log->problems()));
    }
};

QTEST_GUILESS_MAIN(TestSends)
#include "tst_sends.moc"
