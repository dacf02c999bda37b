// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/net/retrypolicy.h"

#include <QRandomGenerator>
#include <QTest>
#include <QTimeZone>

#include <array>

using namespace outcrop;
using namespace outcrop::net;
using base::ErrorKind;
using std::chrono::milliseconds;

Q_DECLARE_METATYPE(outcrop::net::RetryClass)

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void classOfAnswers_data();
    void classOfAnswers();
    void transportFailuresAreRetriedOnlyWhenNothingArrived();
    void nothingIsRetriedOnceTheAnswerBegan();
    void unexpectedAnswersAreNotRetried();
    void hints_data();
    void hints();
    void delayIsRandomBelowADoublingCeiling();
    void delayIsSpreadEvenly();
    void delayNeverExceedsTwentySeconds();
    void threeAttemptsInAll();
    void hintStretchesTheDelayByFiveSecondsAtMost();
    void retriesPayAndSuccessGivesBack();
    void emptyQuotaEndsRetries();
};

void TestRetryPolicy::classOfAnswers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<RetryClass>("expected");
    const auto row = [](int status, const char *code, RetryClass expected) {
        QTest::addRow("%d %s", status, code) << status << QString::fromLatin1(code) << expected;
    };
    // The modelled exceptions of the runtime (protocol/converse.md, 6).
    row(400, "ValidationException", RetryClass::Never);
    row(400, "ServiceQuotaExceededException", RetryClass::Never);
    row(400, "ConflictException", RetryClass::Never);
    row(403, "AccessDeniedException", RetryClass::Never);
    row(404, "ResourceNotFoundException", RetryClass::Never);
    row(408, "ModelTimeoutException", RetryClass::Never);
    row(424, "ModelErrorException", RetryClass::Never);
    row(424, "ModelStreamErrorException", RetryClass::Never);
    row(429, "ThrottlingException", RetryClass::Throttling);
    row(429, "ModelNotReadyException", RetryClass::NotReady);
    row(500, "InternalServerException", RetryClass::Transient);
    row(503, "ServiceUnavailableException", RetryClass::Transient);
    // Others.
    row(429, "", RetryClass::Throttling);
    row(400, "Throttling", RetryClass::Throttling);
    row(400, "ThrottledException", RetryClass::Throttling);
    row(400, "RequestThrottledException", RetryClass::Throttling);
    row(400, "RequestThrottled", RetryClass::Throttling);
    row(400, "TooManyRequestsException", RetryClass::Throttling);
    row(400, "ProvisionedThroughputExceededException", RetryClass::Throttling);
    row(400, "TransactionInProgressException", RetryClass::Throttling);
    row(503, "RequestLimitExceeded", RetryClass::Throttling);
    row(509, "BandwidthLimitExceeded", RetryClass::Throttling);
    row(400, "LimitExceededException", RetryClass::Throttling);
    row(503, "SlowDown", RetryClass::Throttling);
    row(400, "PriorRequestNotComplete", RetryClass::Throttling);
    row(503, "EC2ThrottledException", RetryClass::Throttling);
    row(500, "", RetryClass::Transient);
    row(502, "", RetryClass::Transient);
    row(503, "", RetryClass::Transient);
    row(504, "", RetryClass::Transient);
    row(501, "", RetryClass::Never);
    row(505, "", RetryClass::Never);
    row(400, "RequestTimeout", RetryClass::Transient);
    row(408, "RequestTimeoutException", RetryClass::Transient);
    row(403, "ExpiredTokenException", RetryClass::Never);
    row(403, "SignatureDoesNotMatch", RetryClass::Never);
    row(401, "", RetryClass::Never);
    row(418, "", RetryClass::Never);
}

void TestRetryPolicy::classOfAnswers()
{
    QFETCH(int, status);
    QFETCH(QString, code);
    QFETCH(RetryClass, expected);
    FailedAttempt attempt;
    attempt.error = base::makeError(ErrorKind::Service, QStringLiteral("failed"));
    attempt.error.httpStatus = status;
    attempt.error.code = code;
    QCOMPARE(retryClass(attempt), expected);
}

void TestRetryPolicy::transportFailuresAreRetriedOnlyWhenNothingArrived()
{
    for (const ErrorKind kind : {ErrorKind::Network, ErrorKind::Timeout}) {
        FailedAttempt attempt{base::makeError(kind, QStringLiteral("failed")), false, false};
        QCOMPARE(retryClass(attempt), RetryClass::Transient);
        attempt.requestMayHaveArrived = true;
        QCOMPARE(retryClass(attempt), RetryClass::Never);
    }
    for (const ErrorKind kind : {ErrorKind::Tls, ErrorKind::Proxy, ErrorKind::Cancelled, ErrorKind::BadInput,
                                 ErrorKind::UnexpectedAnswer, ErrorKind::Credentials}) {
        const FailedAttempt attempt{base::makeError(kind, QStringLiteral("failed")), false, false};
        QCOMPARE(retryClass(attempt), RetryClass::Never);
    }
}

void TestRetryPolicy::nothingIsRetriedOnceTheAnswerBegan()
{
    FailedAttempt attempt{base::makeError(ErrorKind::Throttled, QStringLiteral("failed")), true, true};
    attempt.error.httpStatus = 429;
    QCOMPARE(retryClass(attempt), RetryClass::Never);
}

void TestRetryPolicy::unexpectedAnswersAreNotRetried()
{
    FailedAttempt attempt{base::makeError(ErrorKind::UnexpectedAnswer, QStringLiteral("gzip")), true, false};
    attempt.error.httpStatus = 503;
    QCOMPARE(retryClass(attempt), RetryClass::Never);
}

void TestRetryPolicy::hints_data()
{
    QTest::addColumn<QByteArray>("exact");
    QTest::addColumn<QByteArray>("retryAfter");
    QTest::addColumn<QByteArray>("date");
    QTest::addColumn<qint64>("expected"); // ms; -1: none
    const auto row = [](const char *name, const char *exact, const char *after, const char *date,
                        qint64 expected) {
        QTest::newRow(name) << QByteArray(exact) << QByteArray(after) << QByteArray(date) << expected;
    };
    constexpr qint64 day = 86'400'000;
    row("none", "", "", "", -1);
    row("milliseconds", "1500", "", "", 1500);
    row("milliseconds win", "1500", "7", "", 1500);
    row("milliseconds are garbage", "soon", "7", "", 7000);
    row("zero", "", "0", "", 0);
    row("seconds", "", "7", "", 7000);
    row("blanks around", "", " 7 ", "", 7000);
    row("negative", "", "-7", "", -1);
    row("fraction", "", "1.5", "", -1);
    row("garbage", "", "a while", "", -1);
    row("ten to the ninth", "", "1000000000", "", day);
    row("more digits than fit", "", "99999999999999999999999999", "", day);
    row("date from our clock", "", "Thu, 15 Jan 2026 10:00:30 GMT", "", 30'000);
    row("date from the server's clock", "", "Thu, 15 Jan 2026 12:00:30 GMT", "Thu, 15 Jan 2026 12:00:00 GMT",
        30'000);
    row("date in the past", "", "Thu, 15 Jan 2026 09:00:00 GMT", "", -1);
    row("date far away", "", "Thu, 15 Jan 2099 09:00:00 GMT", "", day);
    row("date that is none", "", "Thu, 45 Jan 2026 09:00:00 GMT", "", -1);
}

void TestRetryPolicy::hints()
{
    QFETCH(QByteArray, exact);
    QFETCH(QByteArray, retryAfter);
    QFETCH(QByteArray, date);
    QFETCH(qint64, expected);
    HttpHeaders headers;
    if (!exact.isEmpty())
        headers.push_back({"X-Amz-Retry-After", exact});
    if (!retryAfter.isEmpty())
        headers.push_back({"Retry-After", retryAfter});
    if (!date.isEmpty())
        headers.push_back({"Date", date});
    const QDateTime now(QDate(2026, 1, 15), QTime(10, 0), QTimeZone::utc());
    const auto hint = retryHint(headers, now);
    QCOMPARE(hint ? qint64(hint->count()) : -1, expected);
}

void TestRetryPolicy::delayIsRandomBelowADoublingCeiling()
{
    const RetryPolicy policy;
    RetryQuota quota;
    const auto delay = [&](int attempts, RetryClass failure, double random) {
        return policy.next(quota, attempts, failure, std::nullopt, random)->delay.count();
    };
    QCOMPARE(delay(1, RetryClass::Transient, 0.0), 0);
    QCOMPARE(delay(1, RetryClass::Transient, 0.5), 25);
    QCOMPARE(delay(2, RetryClass::Transient, 0.5), 50);
    QCOMPARE(delay(1, RetryClass::NotReady, 0.5), 25);
    QCOMPARE(delay(1, RetryClass::Throttling, 0.5), 500);
    QCOMPARE(delay(2, RetryClass::Throttling, 0.5), 1000);
}

void TestRetryPolicy::delayIsSpreadEvenly()
{
    const RetryPolicy policy;
    QRandomGenerator generator(1);
    std::array<int, 10> tenths{};
    for (int i = 0; i < 10'000; ++i) {
        RetryQuota quota;
        const auto delay =
            policy.next(quota, 1, RetryClass::Throttling, std::nullopt, generator.generateDouble())->delay;
        QVERIFY(delay.count() >= 0 && delay.count() <= 1000);
        ++tenths.at(std::min<size_t>(9, static_cast<size_t>(delay.count()) / 100));
    }
    for (const int count : tenths) // each tenth of the range within 20 % of its share
        QVERIFY2(count >= 800 && count <= 1200, qPrintable(QString::number(count)));
}

void TestRetryPolicy::delayNeverExceedsTwentySeconds()
{
    RetryPolicy policy;
    policy.maxAttempts = 100;
    RetryQuota quota;
    QCOMPARE(policy.next(quota, 60, RetryClass::Throttling, std::nullopt, 0.999999)->delay.count(), 20'000);
}

void TestRetryPolicy::threeAttemptsInAll()
{
    const RetryPolicy policy;
    RetryQuota quota;
    QVERIFY(policy.next(quota, 1, RetryClass::Transient, std::nullopt, 0.5).has_value());
    QVERIFY(policy.next(quota, 2, RetryClass::Transient, std::nullopt, 0.5).has_value());
    QVERIFY(!policy.next(quota, 3, RetryClass::Transient, std::nullopt, 0.5).has_value());
    QVERIFY(!policy.next(quota, 1, RetryClass::Never, std::nullopt, 0.5).has_value());
}

void TestRetryPolicy::hintStretchesTheDelayByFiveSecondsAtMost()
{
    const RetryPolicy policy;
    RetryQuota quota;
    const auto retry = [&](milliseconds hint) {
        return *policy.next(quota, 1, RetryClass::Throttling, hint, 0.5);
    };
    QCOMPARE(retry(milliseconds(100)).delay.count(), 500); // never shorter than the own delay
    QCOMPARE(retry(milliseconds(3000)).delay.count(), 3000);
    QCOMPARE(retry(milliseconds(5500)).delay.count(), 5500);
    QCOMPARE(retry(milliseconds(60'000)).delay.count(), 5500);
}

void TestRetryPolicy::retriesPayAndSuccessGivesBack()
{
    const RetryPolicy policy;
    RetryQuota quota;
    const auto transient = policy.next(quota, 1, RetryClass::Transient, std::nullopt, 0.5);
    QCOMPARE(quota.tokens, 486);
    const auto throttled = policy.next(quota, 2, RetryClass::Throttling, std::nullopt, 0.5);
    QCOMPARE(quota.tokens, 481);
    RetryPolicy::succeeded(quota, throttled);
    QCOMPARE(quota.tokens, 486);
    RetryPolicy::succeeded(quota, std::nullopt);
    QCOMPARE(quota.tokens, 487);
    RetryPolicy::succeeded(quota, transient);
    QCOMPARE(quota.tokens, 500); // never above the capacity
}

void TestRetryPolicy::emptyQuotaEndsRetries()
{
    const RetryPolicy policy;
    RetryQuota quota{13};
    QVERIFY(!policy.next(quota, 1, RetryClass::Transient, std::nullopt, 0.5).has_value());
    QCOMPARE(quota.tokens, 13);
    QVERIFY(policy.next(quota, 1, RetryClass::Throttling, std::nullopt, 0.5).has_value());
    QCOMPARE(quota.tokens, 8);
}

QTEST_GUILESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
