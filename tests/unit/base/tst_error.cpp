// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/job.h"
#include "core/base/result.h"
#include "core/base/secretstring.h"

#include <QSignalSpy>
#include <QTest>

using namespace outcrop::base;

namespace
{

class ImmediateJob : public Job
{
public:
    void abort() override { finishLater(); }
};

} // namespace

class TestError : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyKindHasItsOwnName();
    void resultHoldsEitherValueOrError();
    void secretStringForgetsWhenMoved();
    void jobFinishesOnceAndLater();
};

void TestError::everyKindHasItsOwnName()
{
    QSet<QString> names;
    for (int i = 0; i <= static_cast<int>(ErrorKind::Internal); ++i) {
        const auto kind = static_cast<ErrorKind>(i);
        const QString name = errorKindName(kind);
        QCOMPARE(errorKindFromName(name), kind);
        names.insert(name);
    }
    QCOMPARE(names.size(), static_cast<int>(ErrorKind::Internal) + 1);
    QVERIFY(!errorKindFromName(u"no_such_kind"));
}

void TestError::resultHoldsEitherValueOrError()
{
    const Result<int> good = 7;
    QVERIFY(good.ok());
    QCOMPARE(*good, 7);
    QCOMPARE(*good.map([](int n) { return n * 2; }), 14);

    const Result<int> bad = makeError(ErrorKind::Storage, QStringLiteral("no"));
    QVERIFY(!bad);
    QCOMPARE(bad.error().kind, ErrorKind::Storage);
    QCOMPARE(bad.map([](int n) { return n * 2; }).error().message, QStringLiteral("no"));
    QCOMPARE(bad.valueOr(3), 3);

    QVERIFY(Result<void>().ok());
}

void TestError::secretStringForgetsWhenMoved()
{
    SecretString secret(QByteArray("hidden"));
    const SecretString other = std::move(secret);
    QCOMPARE(other.reveal(), QByteArray("hidden"));
    SecretString third = other;
    third = SecretString();
    QVERIFY(third.isEmpty());
    QCOMPARE(other.reveal(), QByteArray("hidden"));
}

void TestError::jobFinishesOnceAndLater()
{
    ImmediateJob job;
    QSignalSpy spy(&job, &Job::finished);
    job.abort();
    job.abort();
    QCOMPARE(spy.count(), 0);
    QTRY_COMPARE(spy.count(), 1);
    QCoreApplication::processEvents();
    QCOMPARE(spy.count(), 1);
}

QTEST_GUILESS_MAIN(TestError)
#include "tst_error.moc"
