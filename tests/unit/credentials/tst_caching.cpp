// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/cachingprovider.h"
#include "core/credentials/staticprovider.h"
#include "tests/support/fakeclock.h"

#include <QPointer>
#include <QSignalSpy>
#include <QTest>

using namespace outcrop;
using namespace outcrop::credentials;
using base::ErrorKind;
using namespace std::chrono_literals;

namespace
{

/// A service that gives numbered keys with a life of its own choosing, when it is told to answer.
class Service final : public CredentialsProvider
{
public:
    class Search final : public ResolveJob
    {
    public:
        explicit Search(Service &service) : m_service(service) { ++m_service.underWay; }
        ~Search() override { settle(); }
        void abort() override
        {
            ++m_service.aborted;
            settle();
        }
        void answer(Resolution resolution)
        {
            settle();
            end(std::move(resolution));
        }

    private:
        void settle()
        {
            m_service.underWay -= m_isUnderWay ? 1 : 0;
            m_isUnderWay = false;
        }
        Service &m_service;
        bool m_isUnderWay = true;
    };

    explicit Service(const base::Clock &clock) : m_clock(clock) {}

    QString name() const override { return QStringLiteral("service"); }
    std::unique_ptr<ResolveJob> resolve() override
    {
        ++asked;
        auto search = std::make_unique<Search>(*this);
        mostUnderWay = std::max(mostUnderWay, underWay);
        current = search.get();
        if (answersAtOnce)
            answer();
        return search;
    }
    void invalidate() override { ++invalidated; }

    void answer()
    {
        aws::Credentials keys;
        keys.accessKeyId = "AKIA" + QByteArray::number(asked);
        keys.secretAccessKey = base::SecretString("s");
        if (life)
            keys.expiration = m_clock.utcNow().addMSecs(life->count());
        current->answer(Resolution::used(name(), keys));
    }
    void refuse()
    {
        current->answer(Resolution::failed(
            name(), base::makeError(ErrorKind::Network, QStringLiteral("The service is gone."))));
    }

    std::optional<std::chrono::milliseconds> life = 1h;
    bool answersAtOnce = true;
    int asked = 0;
    int underWay = 0;
    int mostUnderWay = 0;
    int aborted = 0;
    int invalidated = 0;
    QPointer<Search> current;

private:
    const base::Clock &m_clock;
};

struct Rig {
    testsupport::FakeClock clock;
    Service *service;
    CachingProvider cache;

    Rig() : Rig(std::make_unique<Service>(clock)) {}

    /// The access key id, or the error's message.
    QByteArray ask()
    {
        const auto job = cache.resolve();
        QSignalSpy finished(job.get(), &ResolveJob::finished);
        return finished.wait(5000) && finished.count() == 1 ? told(*job) : QByteArray("(no end)");
    }

    static QByteArray told(const ResolveJob &job)
    {
        if (job.resolution().error)
            return job.resolution().error->message.toUtf8();
        return job.resolution().identity ? std::get<aws::Credentials>(*job.resolution().identity).accessKeyId
                                         : QByteArray("(nothing)");
    }

private:
    explicit Rig(std::unique_ptr<Service> made) : service(made.get()), cache(std::move(made), clock) {}
};

} // namespace

class TestCaching : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsWhatExpiresAndAsksAgainForWhatDoesNot();
    void renewsBesideTheUseInTheAdvisoryWindow();
    void aFailureInTheAdvisoryWindowLeavesTheOldOneInUse();
    void waitsForARenewalInTheMandatoryWindow();
    void windowsShrinkForShortLives();
    void oneSearchServesAllWhoWait();
    void aSearchThatNobodyWaitsForIsStopped();
    void whatIsRefusedIsNotGivenAgain();
    void severalRefusalsOfTheSameKeysBringOneSearch();
    void anIdentityThatHasAlreadyExpiredIsAnError();
    void whoWaitsIsToldWhenTheProviderGoes();
    void twoHundredSendsWhileCredentialsExpire();
};

void TestCaching::keepsWhatExpiresAndAsksAgainForWhatDoesNot()
{
    Rig rig;
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    rig.clock.advance(44min);
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    QCOMPARE(rig.service->asked, 1);
    QCOMPARE(*rig.cache.expiration(), rig.clock.utcNow().addSecs(16 * 60));

    Rig endless;
    endless.service->life = std::nullopt;
    QCOMPARE(endless.ask(), QByteArray("AKIA1"));
    QCOMPARE(endless.ask(), QByteArray("AKIA2"));
    QVERIFY(!endless.cache.expiration());
}

void TestCaching::renewsBesideTheUseInTheAdvisoryWindow()
{
    Rig rig;
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    rig.service->answersAtOnce = false;
    rig.clock.advance(45min);
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    QCOMPARE(rig.service->asked, 2);
    rig.service->answer();
    QTRY_COMPARE(rig.cache.expiration()->toMSecsSinceEpoch(),
                 rig.clock.utcNow().addSecs(3600).toMSecsSinceEpoch());
    QCOMPARE(rig.ask(), QByteArray("AKIA2"));
    QCOMPARE(rig.service->asked, 2);
}

void TestCaching::aFailureInTheAdvisoryWindowLeavesTheOldOneInUse()
{
    Rig rig;
    rig.ask();
    rig.service->answersAtOnce = false;
    rig.clock.advance(46min);
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    rig.service->refuse();
    QTRY_VERIFY(rig.cache.refreshError());
    rig.clock.advance(59s);
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    QCOMPARE(rig.service->asked, 2); // not yet again
    rig.clock.advance(1s);
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    QCOMPARE(rig.service->asked, 3);
    rig.service->answer();
    QTRY_VERIFY(!rig.cache.refreshError());
}

void TestCaching::waitsForARenewalInTheMandatoryWindow()
{
    Rig rig;
    rig.ask();
    rig.service->answersAtOnce = false;
    rig.clock.advance(50min);
    auto job = rig.cache.resolve();
    QTest::qWait(0);
    QVERIFY(!job->isFinished());
    rig.service->refuse();
    QTRY_VERIFY(job->isFinished());
    QCOMPARE(Rig::told(*job), QByteArray("The service is gone."));
    job = rig.cache.resolve();
    rig.service->answer();
    QTRY_VERIFY(job->isFinished());
    QCOMPARE(Rig::told(*job), QByteArray("AKIA3"));
}

void TestCaching::windowsShrinkForShortLives()
{
    Rig rig;
    rig.service->life = 60s; // advisory from 20 s, mandatory from 10 s before the end
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    rig.clock.advance(39s);
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    QCOMPARE(rig.service->asked, 1);
    rig.clock.advance(1s);
    QCOMPARE(rig.ask(), QByteArray("AKIA1"));
    QCOMPARE(rig.service->asked, 2);
    rig.clock.advance(50s); // of the second's sixty
    QCOMPARE(rig.ask(), QByteArray("AKIA3"));
}

void TestCaching::oneSearchServesAllWhoWait()
{
    Rig rig;
    rig.service->answersAtOnce = false;
    std::vector<std::unique_ptr<ResolveJob>> jobs;
    for (int i = 0; i < 20; ++i)
        jobs.push_back(rig.cache.resolve());
    jobs[3]->abort();
    jobs[4].reset();
    QCOMPARE(rig.service->asked, 1);
    rig.service->answer();
    for (size_t i = 0; i < jobs.size(); ++i) {
        if (i == 4)
            continue;
        QTRY_VERIFY(jobs[i]->isFinished());
        QCOMPARE(Rig::told(*jobs[i]),
                 i == 3 ? QByteArray("The search for credentials was stopped.") : QByteArray("AKIA1"));
    }
    QCOMPARE(rig.service->asked, 1);
}

void TestCaching::aSearchThatNobodyWaitsForIsStopped()
{
    Rig rig;
    rig.service->answersAtOnce = false;
    auto first = rig.cache.resolve();
    auto second = rig.cache.resolve();
    first->abort();
    QCOMPARE(rig.service->aborted, 0);
    second.reset();
    QCOMPARE(rig.service->aborted, 1);
    rig.service->answersAtOnce = true;
    QCOMPARE(rig.ask(), QByteArray("AKIA2"));
    QCOMPARE(rig.service->mostUnderWay, 1);
}

void TestCaching::whatIsRefusedIsNotGivenAgain()
{
    Rig rig;
    rig.ask();
    rig.cache.invalidate();
    QCOMPARE(rig.service->invalidated, 1);
    QCOMPARE(rig.ask(), QByteArray("AKIA2"));
    // What was already on its way when it was refused does not count either.
    rig.service->answersAtOnce = false;
    rig.clock.advance(51min);
    const auto job = rig.cache.resolve();
    rig.cache.invalidate();
    rig.service->answer();
    QTRY_COMPARE(rig.service->asked, 4);
    rig.service->answer();
    QTRY_VERIFY(job->isFinished());
    QCOMPARE(Rig::told(*job), QByteArray("AKIA4"));
    QCOMPARE(rig.service->mostUnderWay, 1);
}

/// Requests that were under way with the old keys are refused one after the other.
void TestCaching::severalRefusalsOfTheSameKeysBringOneSearch()
{
    Rig rig;
    rig.ask();
    rig.cache.invalidate();
    QCOMPARE(rig.ask(), QByteArray("AKIA2"));
    rig.cache.invalidate(); // late
    QCOMPARE(rig.ask(), QByteArray("AKIA2"));
    QCOMPARE(rig.service->invalidated, 1);
    // These are refused later, twice, and the second time while others are looked for.
    rig.clock.advance(11s);
    rig.service->answersAtOnce = false;
    rig.cache.invalidate();
    const auto job = rig.cache.resolve();
    rig.cache.invalidate();
    rig.service->answer();
    QTRY_VERIFY(job->isFinished());
    QCOMPARE(Rig::told(*job), QByteArray("AKIA3"));
    QCOMPARE(rig.service->asked, 3);
}

void TestCaching::anIdentityThatHasAlreadyExpiredIsAnError()
{
    Rig rig;
    rig.service->life = 0ms;
    QCOMPARE(rig.ask(), QByteArray("The credentials that were found expired at 2026-01-15 10:00 UTC."));
    rig.service->life = 1ms;
    QCOMPARE(rig.ask(), QByteArray("AKIA2"));
}

void TestCaching::whoWaitsIsToldWhenTheProviderGoes()
{
    testsupport::FakeClock clock;
    auto service = std::make_unique<Service>(clock);
    service->answersAtOnce = false;
    auto cache = std::make_unique<CachingProvider>(std::move(service), clock);
    const auto job = cache->resolve();
    cache.reset();
    QVERIFY(job->isFinished());
    QCOMPARE(job->resolution().error->kind, ErrorKind::Cancelled);
}

/// Sends that begin at odd moments, up to eight at once, over keys that live a minute and take up to nine
/// seconds to be renewed: nobody is given keys that have ended, and one search goes on at a time.
void TestCaching::twoHundredSendsWhileCredentialsExpire()
{
    Rig rig;
    rig.service->life = 60s;
    rig.service->answersAtOnce = false;
    struct Send {
        std::unique_ptr<ResolveJob> job;
        bool isDone = false;
    };
    std::vector<Send> sends;
    int served = 0;
    int expired = 0;
    unsigned odd = 1;
    for (int second = 0; served < 200 && second < 4000; ++second) {
        rig.clock.advance(1s);
        odd = odd * 1103515245u + 12345u;
        const auto waiting =
            std::count_if(sends.begin(), sends.end(), [](const Send &send) { return !send.isDone; });
        if ((odd >> 16) % 3 != 0 && waiting < 8)
            sends.push_back({rig.cache.resolve()});
        if (rig.service->underWay > 0 && (odd >> 20) % 9 == 0)
            rig.service->answer();
        QTest::qWait(0);
        for (Send &send : sends) {
            if (send.isDone || !send.job->isFinished())
                continue;
            send.isDone = true;
            QVERIFY2(send.job->resolution().identity, Rig::told(*send.job).constData());
            const auto &keys = std::get<aws::Credentials>(*send.job->resolution().identity);
            expired += *keys.expiration <= rig.clock.utcNow() ? 1 : 0;
            ++served;
        }
    }
    QCOMPARE(served, 200);
    QCOMPARE(expired, 0);
    QCOMPARE(rig.service->mostUnderWay, 1);
    QVERIFY2(rig.service->asked > 4, qPrintable(QString::number(rig.service->asked)));
}

QTEST_GUILESS_MAIN(TestCaching)
#include "tst_caching.moc"
