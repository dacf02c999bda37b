// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/hash.h"
#include "core/aws/signer.h"
#include "core/aws/verifier.h"
#include "tests/unit/aws/sigv4cases.h"

#include <QDir>
#include <QTest>

#include <cstdio>

using namespace outcrop;
using namespace outcrop::aws;

namespace
{

QString vectors(const char *folder)
{
    return qEnvironmentVariable("OUTCROP_VECTORS") + QStringLiteral("/sigv4/") + QString::fromLatin1(folder);
}

QString own()
{
    return QStringLiteral(OUTCROP_TEST_DATA "/aws");
}

bool skipWithout(const QString &folder)
{
    if (QDir(folder).exists())
        return false;
    std::printf("SKIPPED: %s is not there\n", qPrintable(folder));
    return true;
}

/// The request as it would arrive.
ReceivedRequest received(const Sigv4Case &from, const Signature &signature)
{
    return {from.input.method, from.input.requestTarget, signature.headersToSend, from.body};
}

VerifyPolicy policyOf(const Sigv4Case &from)
{
    VerifyPolicy policy;
    policy.credentials = from.credentials;
    policy.region = from.input.region;
    policy.service = from.input.service;
    policy.now = timeOfAmzDate(from.input.amzDate);
    policy.normalizePath = from.input.normalizePath;
    return policy;
}

void expectSteps(const Sigv4Case &given)
{
    const auto made = sign(given.inputWithBody(), given.credentials);
    QVERIFY2(made.ok(), qPrintable(given.name));
    const QMap<QByteArray, QByteArray> steps{{"canonicalPath", made->canonicalPath},
                                             {"canonicalQuery", made->canonicalQuery},
                                             {"signedHeaders", made->signedHeaders},
                                             {"payloadHash", made->payloadHash},
                                             {"canonicalRequest", made->canonicalRequest},
                                             {"stringToSign", made->stringToSign},
                                             {"signature", made->signature},
                                             {"authorization", made->authorization}};
    QVERIFY(given.expected.size() >= 3);
    for (auto it = given.expected.begin(); it != given.expected.end(); ++it) {
        QVERIFY2(steps.contains(it.key()), it.key().constData());
        QCOMPARE(steps[it.key()], it.value());
    }
    if (!given.expectedHeaders.empty())
        QCOMPARE(made->headersToSend, given.expectedHeaders);
}

Sigv4Case plainCase()
{
    for (const Sigv4Case &candidate : bedrockCases(own())) {
        if (candidate.name == QLatin1StringView("converse-colon-id"))
            return candidate;
    }
    qFatal("tests/data/aws/converse-colon-id.json is missing");
}

} // namespace

class TestSigner : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hashesAsPublished();
    void signsOwnCases();
    void signsEveryCaseOfTheAwsSuite();
    void signsEveryBedrockVector();
    void replacesOldSignatureHeaders();
    void leavesOutHeadersHopsMayChange();
    void takesAHashAlreadyKnown();
    void refusesWhatCannotStandInAHeader_data();
    void refusesWhatCannotStandInAHeader();
    void acceptsWhatItSigned();
    void noticesEveryChangedByte();
    void saysWhyARequestIsRefused_data();
    void saysWhyARequestIsRefused();
    void explainsAMismatch();
    void readsAuthorizationHeaders_data();
    void readsAuthorizationHeaders();
};

void TestSigner::hashesAsPublished()
{
    // FIPS 180-4 example, RFC 4231 cases 1 and 2
    QCOMPARE(sha256Hex("abc"),
             QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(sha256Hex({}), QByteArray("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"));
    QCOMPARE(hmacSha256(QByteArray(20, '\x0b'), "Hi There").toHex(),
             QByteArray("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"));
    QCOMPARE(hmacSha256("Jefe", "what do ya want for nothing?").toHex(),
             QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    QVERIFY(constantTimeEqual("same", "same"));
    QVERIFY(!constantTimeEqual("same", "samf"));
    QVERIFY(!constantTimeEqual("same", "sam"));
}

void TestSigner::signsOwnCases()
{
    const auto cases = bedrockCases(own());
    QVERIFY(cases.size() >= 4);
    for (const Sigv4Case &given : cases)
        expectSteps(given);
}

void TestSigner::signsEveryCaseOfTheAwsSuite()
{
    if (skipWithout(vectors("aws-suite")))
        QSKIP("no vectors");
    const auto cases = awsSuite(vectors("aws-suite"));
    QCOMPARE(cases.size(), size_t(25));
    for (const Sigv4Case &given : cases)
        expectSteps(given);
}

void TestSigner::signsEveryBedrockVector()
{
    if (skipWithout(vectors("bedrock")))
        QSKIP("no vectors");
    const auto cases = bedrockCases(vectors("bedrock"));
    QCOMPARE(cases.size(), size_t(5));
    for (const Sigv4Case &given : cases)
        expectSteps(given);
}

void TestSigner::replacesOldSignatureHeaders()
{
    const Sigv4Case given = plainCase();
    SigningInput again = given.inputWithBody();
    again.headers = sign(again, given.credentials)->headersToSend;
    QCOMPARE(sign(again, given.credentials)->headersToSend,
             sign(given.inputWithBody(), given.credentials)->headersToSend);
}

void TestSigner::leavesOutHeadersHopsMayChange()
{
    const Sigv4Case given = plainCase();
    SigningInput noisy = given.inputWithBody();
    for (const char *name : {"Accept-Encoding", "User-Agent", "CONNECTION", "Proxy-Authorization",
                             "Sec-Fetch-Mode", "X-Amzn-Trace-Id", "TE"})
        noisy.headers.emplace_back(name, "anything");
    const auto made = sign(noisy, given.credentials);
    QCOMPARE(made->signature, given.expected["signature"]);
    QCOMPARE(made->headersToSend.size(), given.expectedHeaders.size() + 7); // but they are sent
}

void TestSigner::takesAHashAlreadyKnown()
{
    const Sigv4Case given = plainCase();
    SigningInput input = given.input; // no body
    input.payloadHash = sha256Hex(given.body);
    QCOMPARE(sign(input, given.credentials)->signature, given.expected["signature"]);
}

void TestSigner::refusesWhatCannotStandInAHeader_data()
{
    QTest::addColumn<QByteArray>("field");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<int>("kind");
    const int bad = static_cast<int>(base::ErrorKind::BadInput);
    const int keys = static_cast<int>(base::ErrorKind::Credentials);
    QTest::newRow("no key id") << QByteArray("id") << QByteArray() << keys;
    QTest::newRow("key id with line break") << QByteArray("id") << QByteArray("AKIA\r\nX: y") << keys;
    QTest::newRow("key id with slash") << QByteArray("id") << QByteArray("AKIA/20260101") << keys;
    QTest::newRow("no secret") << QByteArray("secret") << QByteArray() << keys;
    QTest::newRow("secret with newline") << QByteArray("secret") << QByteArray("abc\n") << keys;
    QTest::newRow("token with NUL") << QByteArray("token") << QByteArray("a\0b", 3) << keys;
    QTest::newRow("token with quote spaces") << QByteArray("token") << QByteArray(" abc") << keys;
    QTest::newRow("region empty") << QByteArray("region") << QByteArray() << bad;
    QTest::newRow("region with slash") << QByteArray("region") << QByteArray("us-east-1/x") << bad;
    QTest::newRow("region upper case") << QByteArray("region") << QByteArray("US-EAST-1") << bad;
    QTest::newRow("service with slash") << QByteArray("service") << QByteArray("bed/rock") << bad;
    QTest::newRow("date short") << QByteArray("date") << QByteArray("20260115") << bad;
    QTest::newRow("date impossible") << QByteArray("date") << QByteArray("20261315T093007Z") << bad;
    QTest::newRow("date with offset") << QByteArray("date") << QByteArray("20260115T0930+01") << bad;
    QTest::newRow("header value CR") << QByteArray("header") << QByteArray("a\rb") << bad;
    QTest::newRow("header value CRLF") << QByteArray("header") << QByteArray("a\r\nEvil: 1") << bad;
    QTest::newRow("header value LF") << QByteArray("header") << QByteArray("a\nEvil: 1") << bad;
    QTest::newRow("header value NUL") << QByteArray("header") << QByteArray("a\0b", 3) << bad;
    QTest::newRow("header name with space") << QByteArray("name") << QByteArray("X Y") << bad;
    QTest::newRow("header name with colon") << QByteArray("name") << QByteArray("X:Y") << bad;
    QTest::newRow("header name empty") << QByteArray("name") << QByteArray() << bad;
}

void TestSigner::refusesWhatCannotStandInAHeader()
{
    QFETCH(QByteArray, field);
    QFETCH(QByteArray, value);
    QFETCH(int, kind);
    Sigv4Case given = plainCase();
    SigningInput input = given.inputWithBody();
    if (field == "id")
        given.credentials.accessKeyId = value;
    else if (field == "secret")
        given.credentials.secretAccessKey = base::SecretString(value);
    else if (field == "token")
        given.credentials.sessionToken = base::SecretString(value);
    else if (field == "region")
        input.region = value;
    else if (field == "service")
        input.service = value;
    else if (field == "date")
        input.amzDate = value;
    else if (field == "header")
        input.headers.emplace_back("X-Test", value);
    else
        input.headers.emplace_back(value, "1");
    const auto made = sign(input, given.credentials);
    QVERIFY(!made.ok());
    QCOMPARE(static_cast<int>(made.error().kind), kind);
    QVERIFY(!made.error().message.isEmpty() && !made.error().advice.isEmpty());
}

void TestSigner::acceptsWhatItSigned()
{
    auto cases = bedrockCases(own());
    for (const Sigv4Case &more : awsSuite(vectors("aws-suite"))) {
        if (more.input.signSessionToken) // an unsigned token is known by its own case only
            cases.push_back(more);
    }
    for (const Sigv4Case &given : cases) {
        const auto made = sign(given.inputWithBody(), given.credentials);
        const Verification seen = verify(received(given, *made), policyOf(given));
        QVERIFY2(seen.accepted(), (given.name.toUtf8() + ": " + seen.message).constData());
        QCOMPARE(seen.canonicalRequest, made->canonicalRequest);
        QCOMPARE(seen.stringToSign, made->stringToSign);
    }
}

void TestSigner::noticesEveryChangedByte()
{
    const Sigv4Case given = plainCase();
    const Signature made = *sign(given.inputWithBody(), given.credentials);
    const auto outcomeOf = [&](const ReceivedRequest &request) {
        return verify(request, policyOf(given)).outcome;
    };
    QCOMPARE(outcomeOf(received(given, made)), VerifyOutcome::Accepted);

    for (qsizetype i = 0; i < given.body.size(); ++i) {
        QByteArray body = given.body;
        body[i] = static_cast<char>(body[i] ^ 1);
        ReceivedRequest changed = received(given, made);
        changed.body = body;
        QCOMPARE(outcomeOf(changed), VerifyOutcome::SignatureMismatch);
    }
    for (qsizetype i = 1; i < given.input.requestTarget.size(); ++i) {
        ReceivedRequest changed = received(given, made);
        changed.requestTarget[i] = changed.requestTarget[i] == 'x' ? 'y' : 'x';
        QCOMPARE(outcomeOf(changed), VerifyOutcome::SignatureMismatch);
    }
    for (size_t i = 0; i < made.headersToSend.size(); ++i) {
        ReceivedRequest changed = received(given, made);
        changed.headers[i].second += "x";
        QVERIFY(outcomeOf(changed) != VerifyOutcome::Accepted);
    }
    ReceivedRequest otherMethod = received(given, made);
    otherMethod.method = "GET";
    QCOMPARE(outcomeOf(otherMethod), VerifyOutcome::SignatureMismatch);
}

void TestSigner::saysWhyARequestIsRefused_data()
{
    QTest::addColumn<QByteArray>("change");
    QTest::addColumn<int>("outcome");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char *change, VerifyOutcome outcome, const char *code) {
        QTest::newRow(change) << QByteArray(change) << static_cast<int>(outcome) << QByteArray(code);
    };
    row("none", VerifyOutcome::Accepted, "");
    row("no header", VerifyOutcome::MissingAuthentication, "MissingAuthenticationTokenException");
    row("bearer", VerifyOutcome::MissingAuthentication, "MissingAuthenticationTokenException");
    row("no signature", VerifyOutcome::IncompleteSignature, "IncompleteSignatureException");
    row("host not signed", VerifyOutcome::IncompleteSignature, "IncompleteSignatureException");
    row("no date", VerifyOutcome::IncompleteSignature, "IncompleteSignatureException");
    row("other key", VerifyOutcome::UnknownKey, "UnrecognizedClientException");
    row("token missing", VerifyOutcome::UnknownKey, "UnrecognizedClientException");
    row("token unexpected", VerifyOutcome::UnknownKey, "UnrecognizedClientException");
    row("other region", VerifyOutcome::WrongScope, "InvalidSignatureException");
    row("other service", VerifyOutcome::WrongScope, "InvalidSignatureException");
    row("other secret", VerifyOutcome::SignatureMismatch, "InvalidSignatureException");
    row("five minutes late", VerifyOutcome::Accepted, "");
    row("later", VerifyOutcome::Expired, "InvalidSignatureException");
    row("five minutes early", VerifyOutcome::Accepted, "");
    row("earlier", VerifyOutcome::NotYetCurrent, "InvalidSignatureException");
}

void TestSigner::saysWhyARequestIsRefused()
{
    QFETCH(QByteArray, change);
    QFETCH(int, outcome);
    QFETCH(QByteArray, code);
    const Sigv4Case given = plainCase();
    const Signature made = *sign(given.inputWithBody(), given.credentials);
    ReceivedRequest request = received(given, made);
    VerifyPolicy policy = policyOf(given);
    QByteArray &authorization = request.headers.back().second;
    if (change == "no header")
        request.headers.pop_back();
    else if (change == "bearer")
        authorization = "Bearer abc";
    else if (change == "no signature")
        authorization.truncate(authorization.indexOf(", Signature"));
    else if (change == "host not signed")
        authorization.replace(";host;", ";");
    else if (change == "no date")
        std::erase_if(request.headers, [](const auto &header) { return header.first == "X-Amz-Date"; });
    else if (change == "other key")
        policy.credentials.accessKeyId = "AKIAOTHER";
    else if (change == "token missing")
        policy.credentials.sessionToken = base::SecretString("token");
    else if (change == "token unexpected")
        request.headers.emplace_back("x-amz-security-token", "token");
    else if (change == "other region")
        policy.region = "eu-west-3";
    else if (change == "other service")
        policy.service = "sts";
    else if (change == "other secret")
        policy.credentials.secretAccessKey = base::SecretString("wrong");
    else if (change == "five minutes late")
        policy.now = policy.now.addSecs(300);
    else if (change == "later")
        policy.now = policy.now.addSecs(301);
    else if (change == "five minutes early")
        policy.now = policy.now.addSecs(-300);
    else if (change == "earlier")
        policy.now = policy.now.addSecs(-301);
    const Verification seen = verify(request, policy);
    QCOMPARE(static_cast<int>(seen.outcome), outcome);
    QCOMPARE(seen.code, code);
    QCOMPARE(seen.message.isEmpty(), code.isEmpty());
    QVERIFY(!seen.message.contains(given.credentials.secretAccessKey.reveal()));
}

void TestSigner::explainsAMismatch()
{
    const Sigv4Case given = plainCase();
    const Signature made = *sign(given.inputWithBody(), given.credentials);
    ReceivedRequest request = received(given, made);
    request.body = "{}";
    const Verification seen = verify(request, policyOf(given));
    QVERIFY(seen.message.contains("The Canonical String for this request should have been\n'POST\n"));
    QVERIFY(seen.message.contains(seen.canonicalRequest));
    QVERIFY(seen.message.contains(seen.stringToSign));
    QVERIFY(seen.canonicalRequest != made.canonicalRequest);
}

void TestSigner::readsAuthorizationHeaders_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("ok");
    QTest::newRow("as botocore")
        << QByteArray("AWS4-HMAC-SHA256 Credential=A/20260115/us-east-1/bedrock/aws4_request, "
                      "SignedHeaders=host;x-amz-date, Signature=00")
        << true;
    QTest::newRow("without spaces") << QByteArray("AWS4-HMAC-SHA256 Credential=A/20260115/us-east-1/bedrock/"
                                                  "aws4_request,SignedHeaders=host;x-amz-date,Signature=00")
                                    << true;
    QTest::newRow("other order") << QByteArray(
                                        "AWS4-HMAC-SHA256 Signature=00, SignedHeaders=host;x-amz-date, "
                                        "Credential=A/20260115/us-east-1/bedrock/aws4_request")
                                 << true;
    QTest::newRow("other algorithm") << QByteArray("AWS4-ECDSA-P256-SHA256 Credential=A/b/c/d/aws4_request")
                                     << false;
    QTest::newRow("short scope") << QByteArray("AWS4-HMAC-SHA256 Credential=A/20260115/bedrock/aws4_request, "
                                               "SignedHeaders=host, Signature=00")
                                 << false;
    QTest::newRow("no credential") << QByteArray("AWS4-HMAC-SHA256 SignedHeaders=host, Signature=00")
                                   << false;
    QTest::newRow("nothing") << QByteArray("AWS4-HMAC-SHA256 ") << false;
    QTest::newRow("commas only") << QByteArray("AWS4-HMAC-SHA256 ,,,=,=") << false;
}

void TestSigner::readsAuthorizationHeaders()
{
    QFETCH(QByteArray, value);
    QFETCH(bool, ok);
    const auto parsed = parseAuthorization(value);
    QCOMPARE(parsed.ok(), ok);
    if (!ok) {
        QCOMPARE(parsed.error().code, QStringLiteral("IncompleteSignatureException"));
        return;
    }
    QCOMPARE(parsed->accessKeyId, QByteArray("A"));
    QCOMPARE(parsed->credentialScope(), QByteArray("20260115/us-east-1/bedrock/aws4_request"));
    QCOMPARE(parsed->signedHeaders, QByteArray("host;x-amz-date"));
    QCOMPARE(parsed->signature, QByteArray("00"));
}

QTEST_GUILESS_MAIN(TestSigner)
#include "tst_signer.moc"
