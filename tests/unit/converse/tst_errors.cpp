// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/limits.h"
#include "core/converse/erroradvice.h"
#include "core/converse/errorbody.h"
#include "core/converse/serviceerror.h"
#include "core/json/json.h"

#include <QTest>

using namespace outcrop;
using namespace outcrop::converse;
using base::Error;
using base::ErrorKind;

namespace
{

QString text(const char *utf8)
{
    return QString::fromUtf8(utf8);
}

/// One answer and what is to be read from it.
struct Row {
    const char *name;
    int status;
    const char *errorType; ///< header x-amzn-ErrorType, or null
    const char *body;
    ErrorKind kind;
    const char *code;
    const char *message;
};

constexpr const char *onDemand = "Invocation of model ID x with on-demand throughput isn\xe2\x80\x99t "
                                 "supported. Retry your request with the ID or "
                                 "ARN of an inference profile that contains this model.";

const Row rows[] = {
    // The service itself
    {"validation, header with namespace", 400,
     "ValidationException:http://internal.amazon.com/coral/com.amazon.bedrock/",
     R"({"message":"messages: must start with user"})", ErrorKind::Validation, "ValidationException",
     "messages: must start with user"},
    {"access denied", 403, "AccessDeniedException", R"({"Message":"User is not authorized"})",
     ErrorKind::AccessDenied, "AccessDeniedException", "User is not authorized"},
    {"not found", 404, "ResourceNotFoundException", R"({"message":"no such model"})", ErrorKind::NotFound,
     "ResourceNotFoundException", "no such model"},
    {"model timeout", 408, "ModelTimeoutException", R"({"message":"too slow"})", ErrorKind::Model,
     "ModelTimeoutException", "too slow"},
    {"model error", 424, "ModelErrorException",
     R"({"message":"m","originalStatusCode":500,"resourceName":"r"})", ErrorKind::Model,
     "ModelErrorException", "m"},
    {"throttling", 429, "ThrottlingException", R"({"message":"Too many tokens, please wait"})",
     ErrorKind::Throttled, "ThrottlingException", "Too many tokens, please wait"},
    {"model not ready", 429, "ModelNotReadyException", R"({"message":"warming up"})", ErrorKind::Model,
     "ModelNotReadyException", "warming up"},
    {"quota", 400, "ServiceQuotaExceededException", R"({"message":"quota"})", ErrorKind::Throttled,
     "ServiceQuotaExceededException", "quota"},
    {"internal", 500, "InternalServerException", R"({"message":"oops"})", ErrorKind::Service,
     "InternalServerException", "oops"},
    {"unavailable", 503, "ServiceUnavailableException", R"({"message":"later"})", ErrorKind::Service,
     "ServiceUnavailableException", "later"},
    {"code before type", 400, nullptr, R"({"type":"Sender","code":"ThrottlingException","message":"slow"})",
     ErrorKind::Throttled, "ThrottlingException", "slow"},
    {"Code before __type", 400, nullptr,
     R"({"__type":"Sender","Code":"aws#ExpiredTokenException:x","message":"gone"})", ErrorKind::Credentials,
     "ExpiredTokenException", "gone"},
    {"a number is no code", 400, nullptr, R"({"code":400,"type":"invalid_request_error","message":"m"})",
     ErrorKind::Validation, "invalid_request_error", "m"},
    {"type in the body with namespace", 400, nullptr,
     R"({"__type":"com.amazon.coral.service#SerializationException","Message":"bad json"})",
     ErrorKind::Validation, "SerializationException", "bad json"},
    {"unrecognized client", 403, "UnrecognizedClientException",
     R"({"message":"The security token included in the request is invalid."})", ErrorKind::Credentials,
     "UnrecognizedClientException", "The security token included in the request is invalid."},
    {"expired token", 403, "ExpiredTokenException",
     R"({"message":"The security token included in the request is expired"})", ErrorKind::Credentials,
     "ExpiredTokenException", "The security token included in the request is expired"},
    {"signature mismatch", 403, "InvalidSignatureException",
     R"({"message":"The request signature we calculated does not match"})", ErrorKind::Credentials,
     "InvalidSignatureException", "The request signature we calculated does not match"},
    {"signature expired", 403, "InvalidSignatureException",
     R"({"message":"Signature expired: 2026 is now earlier than"})", ErrorKind::ClockSkew,
     "InvalidSignatureException", "Signature expired: 2026 is now earlier than"},
    {"signature from the future", 403, "InvalidSignatureException",
     R"({"message":"Signature not yet current: x"})", ErrorKind::ClockSkew, "InvalidSignatureException",
     "Signature not yet current: x"},
    {"skewed", 403, "RequestTimeTooSkewed", "", ErrorKind::ClockSkew, "RequestTimeTooSkewed", ""},
    {"no authentication", 403, "MissingAuthenticationTokenException",
     R"({"message":"Missing Authentication Token"})", ErrorKind::Credentials,
     "MissingAuthenticationTokenException", "Missing Authentication Token"},
    {"refused before the service, without a type", 403, nullptr,
     R"({"Message":"The security token included in the request is expired"})", ErrorKind::Credentials, "",
     "The security token included in the request is expired"},
    {"API key", 403, "AccessDeniedException",
     R"({"Message":"Authentication failed: Please make sure your API Key is valid."})",
     ErrorKind::Credentials, "AccessDeniedException",
     "Authentication failed: Please make sure your API Key is valid."},
    {"route unknown", 404, "UnknownOperationException", "{}", ErrorKind::NotFound,
     "UnknownOperationException", ""},
    {"XML of the front door", 403, nullptr,
     "<ErrorResponse><Error><Type>Sender</Type><Code>InvalidClientTokenId</Code><Message>The token is "
     "&lt;bad&gt;"
     "</Message></Error><RequestId>r</RequestId></ErrorResponse>",
     ErrorKind::Credentials, "InvalidClientTokenId", "The token is <bad>"},
    // Gateways: protocol/gateways.md
    {"bifrost", 429, nullptr, R"({"message":"rate limit","type":"rate_limited"})", ErrorKind::Throttled,
     "rate_limited", "rate limit"},
    {"bifrost default type on a 400", 400, nullptr, R"({"message":"bad field","type":"InternalServerError"})",
     ErrorKind::Validation, "InternalServerError", "bad field"},
    {"bifrost 401 expired", 401, nullptr, R"({"message":"gone","type":"ExpiredTokenException"})",
     ErrorKind::Credentials, "ExpiredTokenException", "gone"},
    {"bifrost quota 402", 402, nullptr, R"({"message":"budget","type":"ServiceQuotaExceededException"})",
     ErrorKind::Throttled, "ServiceQuotaExceededException", "budget"},
    {"bifrost native", 400, nullptr,
     R"({"is_bifrost_error":true,"status_code":400,"error":{"type":"invalid_request_error","code":"x","message":"inner"},)"
     R"("extra_fields":{"provider":"openai","retry_after_ms":5}})",
     ErrorKind::Validation, "invalid_request_error", "inner"},
    {"bifrost plugin", 403, nullptr, R"({"message":"no","type":"PluginDenied"})", ErrorKind::AccessDenied,
     "PluginDenied", "no"},
    {"bifrost own words with a status", 403, nullptr,
     R"({"message":"model not allowed","type":"model_whatever"})", ErrorKind::AccessDenied, "model_whatever",
     "model not allowed"},
    {"litellm route", 400, nullptr, R"({"detail":{"error":"Model not found in the request"}})",
     ErrorKind::Validation, "", "Model not found in the request"},
    {"litellm handler", 401, nullptr,
     R"({"error":{"message":"Authentication Error, no key","type":"auth_error","param":"None","code":"401"}})",
     ErrorKind::Credentials, "auth_error", "Authentication Error, no key"},
    {"litellm without a type", 500, nullptr,
     R"({"error":{"message":"boom","type":"None","param":"None","code":"500"}})", ErrorKind::Service, "",
     "boom"},
    {"fastapi", 422, nullptr, R"({"detail":[{"loc":["body"],"msg":"field required","type":"value_error"}]})",
     ErrorKind::Validation, "", "field required"},
    {"fastapi plain", 404, nullptr, R"({"detail":"Not Found"})", ErrorKind::NotFound, "", "Not Found"},
    {"anthropic", 529, nullptr,
     R"({"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}})", ErrorKind::Service,
     "overloaded_error", "Overloaded"},
    {"error as a string", 400, nullptr, R"({"error":"no model"})", ErrorKind::Validation, "", "no model"},
    {"event lines", 500, nullptr, "data: {\"__type\":\"ThrottlingException\",\"message\":\"slow\"}\n\n",
     ErrorKind::Throttled, "ThrottlingException", "slow"},
    {"named event lines", 500, nullptr, "event: error\ndata: {\"error\":{\"message\":\"slow\"}}\n\n",
     ErrorKind::Service, "", "slow"},
    // Anything else
    {"empty body", 500, nullptr, "", ErrorKind::Service, "", ""},
    {"white space", 429, nullptr, " \r\n", ErrorKind::Throttled, "", ""},
    {"plain text", 503, nullptr, "upstream connect error\n", ErrorKind::Service, "",
     "upstream connect error"},
    {"405", 405, nullptr, "Method Not Allowed", ErrorKind::NotFound, "", "Method Not Allowed"},
    {"proxy", 407, nullptr, "<html><title>Proxy</title></html>", ErrorKind::Proxy, "", "Proxy"},
    {"load balancer page", 502, nullptr, "<html><head><title>502 Bad\n Gateway</title></head></html>",
     ErrorKind::Service, "", "502 Bad Gateway"},
    {"throttling page of a gateway", 429, nullptr,
     "<html><head><title>429 Too Many Requests</title></head><body><center>nginx</center></body></html>",
     ErrorKind::Throttled, "", "429 Too Many Requests"},
    {"timeout page of a load balancer", 408, nullptr, "<html><title>408 Request Time-out</title></html>",
     ErrorKind::Service, "", "408 Request Time-out"},
    {"portal page as 200", 200, nullptr,
     "<!DOCTYPE html><html><body><h1>Sign in <b>here</b></h1></body></html>", ErrorKind::UnexpectedAnswer, "",
     "Sign in here"},
    {"block page as 403", 403, nullptr, "<HTML><HEAD><TITLE>ERROR</TITLE></HEAD></HTML>",
     ErrorKind::UnexpectedAnswer, "", "ERROR"},
    {"truncated JSON", 400, "ValidationException", R"({"message":"The model ret)", ErrorKind::Validation,
     "ValidationException", "The model ret"},
    {"truncated inside a character", 400, nullptr, "{\"message\":\"gr\xc3", ErrorKind::Validation, "", "gr"},
    {"JSON string", 400, nullptr, R"("just text")", ErrorKind::Validation, "", "just text"},
    {"JSON array", 400, nullptr, R"([1,{"x":"first text"}])", ErrorKind::Validation, "", "first text"},
    {"null members", 400, nullptr, R"({"message":null,"Message":null,"code":null})", ErrorKind::Validation,
     "", ""},
    {"wrong types", 400, nullptr, R"({"message":{"a":1},"__type":[],"error":true})", ErrorKind::Validation,
     "", ""},
    {"number as message", 400, nullptr, R"({"message":42})", ErrorKind::Validation, "", "42"},
    {"redirect", 307, nullptr, "", ErrorKind::UnexpectedAnswer, "", ""},
    {"informational", 101, nullptr, "", ErrorKind::UnexpectedAnswer, "", ""},
    {"unknown 4xx with unknown type", 418, nullptr,
     R"({"__type":"TeapotException","message":"short and stout"})", ErrorKind::Validation, "TeapotException",
     "short and stout"},
    {"needs a profile", 400, "ValidationException", "", ErrorKind::Validation, "ValidationException", ""},
};

Error errorOf(const Row &row)
{
    ResponseHeaders headers;
    if (row.errorType)
        headers.emplace_back("X-AMZN-ErrorType", row.errorType);
    return errorFromResponse(row.status, headers, row.body);
}

} // namespace

class TestErrors : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsWhatTheServiceSaid_data();
    void readsWhatTheServiceSaid();
    void givesAdviceThatFits_data();
    void givesAdviceThatFits();
    void keepsTheRequestId_data();
    void keepsTheRequestId();
    void showsWhatWasSeenOfOddBodies();
    void hidesARepeatedSessionToken();
    void namesRedirectAndEncoding();
    void boundsWhatItReads();
    void takesEveryCutOfABody();
    void readsExceptionsInsideStreams_data();
    void readsExceptionsInsideStreams();
    void limitsWhatAnExceptionFrameSays();
    void knowsATypeWithoutCaseAndEnding();
};

void TestErrors::readsWhatTheServiceSaid_data()
{
    QTest::addColumn<int>("index");
    for (int i = 0; i < int(std::size(rows)); ++i)
        QTest::newRow(rows[i].name) << i;
}

void TestErrors::readsWhatTheServiceSaid()
{
    QFETCH(int, index);
    const Row &row = rows[index];
    const Error error = errorOf(row);
    QCOMPARE(base::errorKindName(error.kind), base::errorKindName(row.kind));
    QCOMPARE(error.code, text(row.code));
    QCOMPARE(error.serviceMessage, text(row.message));
    QCOMPARE(error.httpStatus, std::optional(row.status));
    QVERIFY(error.message.endsWith(u'.') && error.message.contains(QString::number(row.status)));
    QVERIFY2(!error.advice.isEmpty(), qPrintable(error.message));
    QVERIFY(!error.advice.contains(u'\n') && !error.message.contains(u'\n'));
    QVERIFY(!error.message.contains(text("nknown error")));
}

void TestErrors::givesAdviceThatFits_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("type");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("words");
    const auto row = [](const char *name, int status, const char *type, const char *message,
                        const char *words) {
        QTest::newRow(name) << status << QByteArray(type) << text(message) << text(words);
    };
    row("profile", 400, "ValidationException", onDemand, "inference profile");
    row("model id", 400, "ValidationException", "The provided model identifier is invalid.", "model id");
    row("no access", 403, "AccessDeniedException",
        "You don't have access to the model with the specified model ID.", "Bedrock console");
    row("too long", 400, "ValidationException", "Input is too long for requested model.", "Shorten");
    row("both", 400, "ValidationException", "temperature and top_p cannot both be specified", "Unset either");
    row("expired", 403, "ExpiredTokenException", "The security token included in the request is expired",
        "sign in");
    row("secret", 403, "InvalidSignatureException", "The request signature we calculated does not match",
        "secret");
    row("region", 403, "InvalidSignatureException", "Credential should be scoped to a valid region.",
        "region");
    row("clock", 403, "InvalidSignatureException", "Signature expired: x", "clock");
    row("permission", 403, "AccessDeniedException", "User is not authorized to perform",
        "bedrock:InvokeModel");
    row("wait", 429, "ThrottlingException", "Too many requests", "Wait");
    row("quota", 400, "ServiceQuotaExceededException", "", "quota");
    row("not ready", 429, "ModelNotReadyException", "", "minute");
    row("slow model", 408, "ModelTimeoutException", "", "too long");
    row("prefix", 404, "", "404 page not found", "/pydanticai/bedrock");
    row("prefix 405", 405, "", "", "/bedrock");
    row("unknown model", 404, "ResourceNotFoundException", "Could not resolve the foundation model",
        "model id");
    row("size", 413, "", "", "attachments");
    row("gateway down", 502, "", "", "again");
    row("service", 500, "InternalServerException", "", "again");
    row("portal", 302, "", "", "sign-in page");
    row("budget", 402, "", "", "gateway");
}

void TestErrors::givesAdviceThatFits()
{
    QFETCH(int, status);
    QFETCH(QByteArray, type);
    QFETCH(QString, message);
    QFETCH(QString, words);
    json::Json body = json::Json::object();
    body.set(u"message", message);
    ResponseHeaders headers;
    if (!type.isEmpty())
        headers.emplace_back("x-amzn-errortype", type);
    const Error error = errorFromResponse(status, headers, json::write(body));
    QVERIFY2(error.advice.contains(words), qPrintable(error.advice));
}

void TestErrors::keepsTheRequestId_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("id");
    QTest::newRow("service") << QByteArray("X-Amzn-RequestId") << QByteArray("a-b-c") << text("a-b-c");
    QTest::newRow("gateway") << QByteArray("x-request-id") << QByteArray(" r1 ") << text("r1");
    QTest::newRow("litellm") << QByteArray("x-litellm-call-id") << QByteArray("c") << text("c");
    QTest::newRow("too long") << QByteArray("x-amzn-requestid") << QByteArray(129, 'a') << QString();
    QTest::newRow("odd bytes") << QByteArray("x-amzn-requestid") << QByteArray("a\x01") << QString();
    QTest::newRow("none") << QByteArray("date") << QByteArray("today") << QString();
}

void TestErrors::keepsTheRequestId()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(QString, id);
    QCOMPARE(errorFromResponse(500, {{name, value}}, {}).requestId, id);
    const ResponseHeaders both{{"x-request-id", "second"}, {"x-amzn-requestid", "first"}};
    QCOMPARE(requestIdOf(both), text("first"));
}

void TestErrors::showsWhatWasSeenOfOddBodies()
{
    QVERIFY(errorFromResponse(500, {}, {}).detail.contains(text("no body")));
    QVERIFY(
        errorFromResponse(502, {}, "<html><p>hello there</p></html>").detail.contains(text("hello there")));
    const Error compressed =
        errorFromResponse(500, {{"Content-Encoding", "gzip"}}, QByteArray("\x1f\x8b\x08\x00\xff", 5));
    QVERIFY(compressed.detail.contains(text("1f 8b 08")));
    QVERIFY(compressed.detail.contains(text("gzip")));
    QVERIFY(errorFromResponse(400, {}, "{\"message\":\"cut").detail.contains(text("cut off")));
    QVERIFY(errorFromResponse(400, {}, "{\"message\":\"plain\"}").detail.isEmpty());
    const QString odd = errorFromResponse(400, {}, "<x>\x1b[31mred\xe2\x80\xae</x>").detail;
    const Error header =
        errorFromResponse(302, {{"location", "http://a\x1b[31m"}, {"x-amzn-errortype", "Odd\x01Type"}}, {});
    QVERIFY(header.detail.contains(text("http://a")) && !header.detail.contains(QChar(0x1b)));
    QVERIFY(!header.message.contains(QChar(1)) && header.message.contains(text("Odd")));
    QVERIFY(odd.contains(text("red")) && !odd.contains(QChar(0x1b)) && !odd.contains(QChar(0x202e)));
}

void TestErrors::hidesARepeatedSessionToken()
{
    const QByteArray body =
        R"({"message":"The Canonical String for this request should have been\n'POST\n/x\n\n)"
        R"(host:h\nx-amz-date:20260101T000000Z\nx-amz-security-token:SECRETTOKEN==\n\nhost'"})";
    const Error error = errorFromResponse(403, {{"x-amzn-errortype", "InvalidSignatureException"}}, body);
    QVERIFY(error.serviceMessage.contains(text("x-amz-security-token:<hidden>\n")));
    QVERIFY(error.serviceMessage.contains(text("x-amz-date:20260101T000000Z")));
    for (const QString &part : {error.message, error.advice, error.detail, error.serviceMessage})
        QVERIFY(!part.contains(text("SECRETTOKEN")));
    const Error cut = errorFromResponse(403, {}, body.left(body.size() - 10));
    QVERIFY(!cut.detail.contains(text("SECRETTOKEN")) && cut.detail.contains(text("<hidden>")));
}

void TestErrors::namesRedirectAndEncoding()
{
    const Error redirect = errorFromResponse(302, {{"Location", "https://portal.test/login"}}, {});
    QVERIFY(redirect.detail.contains(text("https://portal.test/login")));
    QCOMPARE(redirect.kind, ErrorKind::UnexpectedAnswer);
    const Error page = errorFromResponse(200, {{"Content-Type", "text/html"}}, "<html></html>");
    QVERIFY(page.detail.contains(text("text/html")));
    QVERIFY(
        !errorFromResponse(400, {{"content-encoding", "identity"}}, "x").detail.contains(text("identity")));
}

void TestErrors::boundsWhatItReads()
{
    const QByteArray huge = "{\"message\":\"" + QByteArray(3'000'000, 'x') + "\"}";
    const Error error = errorFromResponse(400, {}, huge);
    QVERIFY(error.serviceMessage.size() <= 64 * 1024);
    QVERIFY(error.serviceMessage.startsWith(text("xxx")));
    QVERIFY(error.detail.size() <= base::limits::errorExcerptBytes + 200);
    const QByteArray deep = QByteArray(200'000, '[');
    QVERIFY(!errorFromResponse(400, {}, deep).advice.isEmpty());
}

void TestErrors::takesEveryCutOfABody()
{
    for (const Row &row : rows) {
        const QByteArray body(row.body);
        for (qsizetype length = 0; length <= body.size(); ++length) {
            const Error error = errorFromResponse(row.status, {}, body.first(length));
            QVERIFY(!error.message.isEmpty() && !error.advice.isEmpty());
        }
    }
}

void TestErrors::readsExceptionsInsideStreams_data()
{
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("words");
    QTest::newRow("camel") << text("throttlingException") << text("ThrottlingException") << text("Wait");
    QTest::newRow("pascal") << text("ValidationException") << text("ValidationException")
                            << text("Change the request");
    QTest::newRow("model") << text("modelStreamErrorException") << text("ModelStreamErrorException")
                           << text("another model");
    QTest::newRow("gateway") << text("PluginDenied") << text("PluginDenied") << text("permission");
    QTest::newRow("namespace") << text("a.b#internalServerException:x") << text("InternalServerException")
                               << text("again");
    QTest::newRow("none") << QString() << QString() << text("again");
}

void TestErrors::readsExceptionsInsideStreams()
{
    QFETCH(QString, type);
    QFETCH(QString, code);
    QFETCH(QString, words);
    const Error error = errorFromProblem(type, text("the text"), text("id-1"), 424, text("inner"));
    QCOMPARE(error.kind, ErrorKind::StreamFailed);
    QCOMPARE(error.code, code);
    QCOMPARE(error.serviceMessage, text("the text"));
    QCOMPARE(error.requestId, text("id-1"));
    QVERIFY(!error.httpStatus);
    QVERIFY2(error.advice.contains(words), qPrintable(error.advice));
    QVERIFY(error.detail.contains(text("424")) && error.detail.contains(text("inner")));
}

void TestErrors::limitsWhatAnExceptionFrameSays()
{
    const Error error =
        errorFromProblem(QString(30'000, u'T'), QString(300'000, u'm'), {}, 500, QString(300'000, u'o'));
    QCOMPARE(error.code.size(), longestErrorCode);
    QCOMPARE(error.serviceMessage.size(), longestErrorMessage);
    QVERIFY(error.message.size() < 400);
    QVERIFY(error.detail.size() < 70'000);
    QCOMPARE(readErrorBody("<Error><Code>" + QByteArray(30'000, 'T')).code.size(), longestErrorCode);
}

void TestErrors::knowsATypeWithoutCaseAndEnding()
{
    for (const char *spelling :
         {"ThrottlingException", "throttlingException", "Throttling", "THROTTLINGEXCEPTION"})
        QCOMPARE(kindOfCode(text(spelling), {}), std::optional(ErrorKind::Throttled));
    QCOMPARE(kindOfCode(text("Exception"), {}), std::nullopt);
    QCOMPARE(kindOfCode({}, {}), std::nullopt);
    QCOMPARE(errorTypeName(u"aws.protocoltests.restjson#FooError:http://internal/coral"), text("FooError"));
    QCOMPARE(errorTypeName(u" FooError "), text("FooError"));
    QCOMPARE(errorTypeName(u":"), QString());
}

QTEST_GUILESS_MAIN(TestErrors)
#include "tst_errors.moc"
