// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/history/redactor.h"

#include <QRandomGenerator>
#include <QTest>

using namespace outcrop;
using namespace outcrop::history;
using std::chrono::nanoseconds;

class TestRedactor : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void secretHeadersLoseTheirValue_data();
    void secretHeadersLoseTheirValue();
    void otherHeadersStay_data();
    void otherHeadersStay();
    void schemeOfAuthorizationStays();
    void urlLosesPasswordAndSecretItemsOnly();
    void knownValuesAreFoundInEveryForm();
    void valuesEscapedForHtmlSafeJsonAreFound_data();
    void valuesEscapedForHtmlSafeJsonAreFound();
    void errorTextsAreMasked();
    void cutSecretsAtTheEndOfErrorTextsAreMasked();
    void secretsAreFoundAmongHeaders_data();
    void secretsAreFoundAmongHeaders();
    void shortValuesAreNoSecrets();
    void maskKeepsLength();
    void streamIsMaskedForEveryCut();
    void streamHoldsBackOnlyWhatMayBeASecret();
    void streamWithoutSecretsPassesAtOnce();
    void secretsInsertedAnywhereNeverPass();
};

namespace
{

const QByteArray secretValue = QByteArrayLiteral("wJalr+XUtn\"FEMI/K7MDENG");

Redactor redactorWithSecret()
{
    Redactor redactor;
    redactor.addSecret(base::SecretString(secretValue));
    return redactor;
}

QByteArray joined(const std::vector<BodyChunk> &chunks)
{
    QByteArray bytes;
    for (const BodyChunk &chunk : chunks)
        bytes += chunk.bytes;
    return bytes;
}

} // namespace

void TestRedactor::secretHeadersLoseTheirValue_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"Authorization", "authorization", "Proxy-Authorization", "X-Amz-Security-Token",
                             "x-api-key", "API-Key", "x-bf-vk", "x-litellm-api-key", "x-goog-api-key",
                             "Cookie", "Set-Cookie", "x-my-token", "X-Client-Secret", "x-gateway-key",
                             "Ocp-Apim-Subscription-Key", "x-auth", "X-Password", "x-my-credential"})
        QTest::newRow(name) << QByteArray(name);
}

void TestRedactor::secretHeadersLoseTheirValue()
{
    QFETCH(QByteArray, name);
    const HeaderList out = Redactor().redactHeaders({{name, "very-secret-value-of-31-bytes--"}});
    QCOMPARE(out.first().first, name);
    QCOMPARE(out.first().second, QByteArrayLiteral("[redacted, 16 to 31 bytes]"));
}

void TestRedactor::otherHeadersStay_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"Host", "X-Amz-Date", "Content-Type", "X-Amzn-Bedrock-Input-Token-Count",
                             "x-ratelimit-remaining-tokens", "WWW-Authenticate", "keep-alive",
                             "X-Amzn-RequestId", "x-amzn-bedrock-cache-read-input-token-count"})
        QTest::newRow(name) << QByteArray(name);
}

void TestRedactor::otherHeadersStay()
{
    QFETCH(QByteArray, name);
    const HeaderList in{{name, "value"}};
    QCOMPARE(redactorWithSecret().redactHeaders(in), in);
}

void TestRedactor::schemeOfAuthorizationStays()
{
    const HeaderList out =
        Redactor().redactHeaders({{"Authorization", "Bearer abc"},
                                  {"authorization", "AWS4-HMAC-SHA256 Credential=AKIA/x, Signature=abcdef"},
                                  {"Authorization", "nakedtoken"},
                                  {"x-api-key", ""}});
    QCOMPARE(out.at(0).second, QByteArrayLiteral("Bearer [redacted, 1 to 15 bytes]"));
    QCOMPARE(out.at(1).second, QByteArrayLiteral("AWS4-HMAC-SHA256 [redacted, 32 to 63 bytes]"));
    QCOMPARE(out.at(2).second, QByteArrayLiteral("[redacted, 1 to 15 bytes]"));
    QCOMPARE(out.at(3).second, QByteArray());
}

void TestRedactor::urlLosesPasswordAndSecretItemsOnly()
{
    const QUrl url = QUrl::fromEncoded("https://me:pass@host:8080/model/arn%3Aaws%2Fx/"
                                       "converse?list-type=2&X-Amz-Signature=aa&api_key=bb&q=a%20b");
    QCOMPARE(Redactor().redactUrl(url),
             QByteArrayLiteral("https://redacted@host:8080/model/arn%3Aaws%2Fx/converse?list-type=2"
                               "&X-Amz-Signature=redacted&api_key=redacted&q=a%20b"));
}

void TestRedactor::knownValuesAreFoundInEveryForm()
{
    const Redactor redactor = redactorWithSecret();
    for (const QByteArray &form :
         {secretValue, secretValue.toPercentEncoding(), QByteArrayLiteral("wJalr+XUtn\\\"FEMI/K7MDENG"),
          QByteArrayLiteral("wJalr+XUtn\\\"FEMI\\/K7MDENG")}) {
        const QByteArray out = redactor.mask("<" + form + "><" + form + ">");
        QVERIFY2(!out.contains("K7MDENG"), out.constData());
        QVERIFY(out.startsWith("<*") && out.endsWith("*>") && out.contains("*><*"));
    }
    QCOMPARE(redactor.redactHeaders({{"x-note", "a " + secretValue}}).first().second,
             "a " + QByteArray(secretValue.size(), '*'));
}

void TestRedactor::valuesEscapedForHtmlSafeJsonAreFound_data()
{
    QTest::addColumn<QByteArray>("form");
    QTest::newRow("as it is") << QByteArrayLiteral("s<cret&key+of/some=length==");
    QTest::newRow("ampersand and brackets") << QByteArrayLiteral("s\\u003ccret\\u0026key+of/some=length==");
    QTest::newRow("and equals signs")
        << QByteArrayLiteral("s\\u003ccret\\u0026key+of/some\\u003dlength\\u003d\\u003d");
    QTest::newRow("and plus, upper case")
        << QByteArrayLiteral("s\\u003Ccret\\u0026key\\u002Bof/some=length==");
    QTest::newRow("all of them") << QByteArrayLiteral(
        "s\\u003ccret\\u0026key\\u002bof\\u002fsome\\u003dlength\\u003d\\u003d");
    QTest::newRow("without padding") << QByteArrayLiteral("s<cret&key+of/some=length");
    QTest::newRow("escaped padding only") << QByteArrayLiteral("s<cret&key+of/some=length\\u003D\\u003D");
}

void TestRedactor::valuesEscapedForHtmlSafeJsonAreFound()
{
    QFETCH(QByteArray, form);
    Redactor redactor;
    redactor.addSecret(base::SecretString("s<cret&key+of/some=length=="));
    const QByteArray in = R"({"message":"key )" + form + R"(, no"})";
    const QByteArray out = redactor.mask(in);
    QCOMPARE(out.size(), in.size());
    QVERIFY2(out.startsWith(R"({"message":"key *)") && out.endsWith(R"(, no"})"), out.constData());
    QVERIFY2(!out.contains("cret") && !out.contains("length"), out.constData());
}

void TestRedactor::cutSecretsAtTheEndOfErrorTextsAreMasked()
{
    const Redactor redactor = redactorWithSecret();
    const auto masked = [&](qsizetype length) {
        return redactor.redactText(QStringLiteral("seen: ") + QString::fromUtf8(secretValue.left(length)));
    };
    QCOMPARE(masked(10), QStringLiteral("seen: **********"));
    QCOMPARE(masked(7), QStringLiteral("seen: wJalr+X")); // may be an ordinary word
}

void TestRedactor::secretsAreFoundAmongHeaders_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QList<QByteArray>>("secrets");
    const auto row = [](const char *name, const char *value, const QList<QByteArray> &secrets) {
        QTest::newRow(name) << QByteArray(name) << QByteArray(value) << secrets;
    };
    row("x-gateway-key", "abcdefgh", {"abcdefgh"});
    row("Authorization", "Bearer abc-1", {"Bearer abc-1", "abc-1"});
    row("x-my-gateway", "sk-0123456789", {"sk-0123456789"});
    row("x-team", "production", {});
    row("X-Amzn-Bedrock-Trace", "ENABLED_FULL", {});
    row("anthropic-version", "2023-06-01", {});
    row("User-Agent", "tool/1.0 (x)", {});
}

void TestRedactor::secretsAreFoundAmongHeaders()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QList<QByteArray>, secrets);
    QList<QByteArray> found;
    for (const base::SecretString &secret : secretsAmong({{name, value}}))
        found += secret.reveal();
    QCOMPARE(found, secrets);
}

void TestRedactor::errorTextsAreMasked()
{
    base::Error error =
        base::makeError(base::ErrorKind::AccessDenied, QStringLiteral("a ") + QString::fromUtf8(secretValue),
                        QString::fromUtf8(secretValue), QString::fromUtf8(secretValue));
    error.serviceMessage = QStringLiteral("ä") + QString::fromUtf8(secretValue);
    error.code = error.requestId = QString::fromUtf8(secretValue);
    const base::Error out = redactorWithSecret().redactError(error);
    for (const QString &text :
         {out.message, out.advice, out.detail, out.serviceMessage, out.code, out.requestId})
        QVERIFY(!text.contains(QStringLiteral("FEMI")) && text.contains(u'*'));
    QVERIFY(out.serviceMessage.startsWith(u'ä'));
}

void TestRedactor::shortValuesAreNoSecrets()
{
    Redactor redactor;
    redactor.addSecret(base::SecretString("1234567"));
    redactor.addSecret(base::SecretString());
    QVERIFY(redactor.isEmpty());
}

void TestRedactor::maskKeepsLength()
{
    const QByteArray in = "0123" + secretValue + secretValue + "4567";
    QCOMPARE(redactorWithSecret().mask(in), "0123" + QByteArray(2 * secretValue.size(), '*') + "4567");
}

void TestRedactor::streamIsMaskedForEveryCut()
{
    const Redactor redactor = redactorWithSecret();
    const QByteArray whole = "{\"message\":\"x-amz-security-token:" + secretValue + "\"}";
    for (qsizetype first = 1; first < whole.size(); ++first) {
        for (qsizetype second = first + 1; second <= whole.size(); ++second) {
            StreamMask mask;
            std::vector<BodyChunk> out;
            qsizetype from = 0;
            for (const qsizetype to : {first, second, whole.size()}) {
                for (BodyChunk &chunk : mask.feed(redactor, {whole.mid(from, to - from), nanoseconds(to)}))
                    out.push_back(std::move(chunk));
                from = to;
            }
            for (BodyChunk &chunk : mask.finish(redactor))
                out.push_back(std::move(chunk));
            const QByteArray bytes = joined(out);
            QCOMPARE(bytes.size(), whole.size());
            QVERIFY2(!bytes.contains(secretValue.mid(3)), bytes.constData());
            QVERIFY2(!bytes.contains(secretValue.left(4)), bytes.constData());
            QCOMPARE(out.size(), 3U);
            QCOMPARE(out[0].sinceStart, nanoseconds(first));
            QCOMPARE(out[2].sinceStart, nanoseconds(whole.size()));
        }
    }
}

void TestRedactor::streamHoldsBackOnlyWhatMayBeASecret()
{
    const Redactor redactor = redactorWithSecret();
    StreamMask mask;
    QCOMPARE(mask.feed(redactor, {"plain wJa", nanoseconds(1)}).size(), 1U);
    QCOMPARE(mask.feed(redactor, {"plain wJal", nanoseconds(2)}).size(), 0U);
    const auto released = mask.feed(redactor, {" no secret after all", nanoseconds(3)});
    QCOMPARE(joined(released), QByteArrayLiteral("plain wJal no secret after all"));
    QCOMPARE(released.size(), 2U);
}

void TestRedactor::streamWithoutSecretsPassesAtOnce()
{
    StreamMask mask;
    const auto out = mask.feed(Redactor(), {"abc", nanoseconds(7)});
    QCOMPARE(out.size(), 1U);
    QCOMPARE(out[0], (BodyChunk{"abc", nanoseconds(7)}));
    QVERIFY(mask.finish(Redactor()).empty());
}

void TestRedactor::secretsInsertedAnywhereNeverPass()
{
    QRandomGenerator random(20261120);
    const QByteArray letters = "abcXYZ0189+/=_-.\"\\ ";
    const auto word = [&](qsizetype length) {
        QByteArray bytes(length, ' ');
        for (char &byte : bytes)
            byte = letters.at(random.bounded(static_cast<int>(letters.size())));
        return bytes;
    };
    for (int round = 0; round < 20; ++round) {
        Redactor redactor;
        std::vector<QByteArray> secrets;
        for (int i = 0; i < 3; ++i) {
            secrets.push_back(word(8 + random.bounded(60)).replace(' ', '_'));
            redactor.addSecret(base::SecretString(secrets.back()));
        }
        for (int insertion = 0; insertion < 1000; ++insertion) {
            const QByteArray &secret = secrets[static_cast<size_t>(random.bounded(3))];
            const QByteArray form = random.bounded(2) == 0 ? secret : secret.toPercentEncoding();
            const QByteArray text = word(random.bounded(30)) + form + word(random.bounded(30));
            StreamMask mask;
            QByteArray out;
            for (qsizetype at = 0; at < text.size();) {
                const qsizetype length = 1 + random.bounded(20);
                out += joined(mask.feed(redactor, {text.mid(at, length), nanoseconds(0)}));
                at += length;
            }
            out += joined(mask.finish(redactor));
            QCOMPARE(out.size(), text.size());
            QVERIFY2(!out.contains(form.mid(3)), text.constData());
            QVERIFY2(!redactor.mask(text).contains(form), text.constData());
        }
    }
}

QTEST_GUILESS_MAIN(TestRedactor)
#include "tst_redactor.moc"
