// SPDX-License-Identifier: GPL-3.0-or-later
// Both sides of a signature: what is signed is accepted, what was not signed is refused, whatever the
// request.
#include "core/aws/endpoint.h"
#include "core/aws/hash.h"
#include "core/aws/modelurl.h"
#include "core/aws/signer.h"
#include "core/aws/uriencode.h"
#include "core/aws/verifier.h"
#include "core/base/webaddress.h"

#include <cstdlib>

using namespace outcrop;

namespace
{

void require(bool condition)
{
    if (!condition)
        std::abort();
}

aws::VerifyPolicy policy()
{
    aws::VerifyPolicy made;
    made.credentials.accessKeyId = "AKIDEXAMPLE";
    made.credentials.secretAccessKey = base::SecretString("a/secret+of+the/test");
    made.region = "us-east-1";
    made.now = aws::timeOfAmzDate("20260115T093007Z");
    return made;
}

void checkSigned(const QByteArray &target, const QByteArray &value, const QByteArray &body)
{
    const aws::VerifyPolicy with = policy();
    aws::SigningInput input;
    input.method = "POST";
    input.requestTarget = '/' + target;
    input.headers = {{"Host", "h.test"}, {"X-Amz-Test", value}};
    input.body = body;
    input.region = with.region;
    input.amzDate = "20260115T093007Z";
    const auto made = aws::sign(input, with.credentials);
    if (!made.ok())
        return;
    aws::ReceivedRequest request{input.method, input.requestTarget, made->headersToSend, body};
    require(aws::verify(request, with).accepted());
    const QByteArray other = body + 'x';
    request.body = other;
    require(aws::verify(request, with).outcome == aws::VerifyOutcome::SignatureMismatch);
}

void checkModelId(const QByteArray &bytes)
{
    const QString id = QString::fromUtf8(bytes);
    const auto url =
        aws::modelUrl(QUrl(QStringLiteral("https://h.test/bedrock")), id, QLatin1StringView("converse"));
    require(url.ok() != aws::modelIdProblem(id).has_value());
    if (url.ok())
        require(base::requestTarget(*url) == "/bedrock/model/" + aws::uriEncode(id.toUtf8()) + "/converse");
}

} // namespace

/// Three lines: a request target, a header value (also taken as an Authorization header), and the body.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray text(reinterpret_cast<const char *>(data), static_cast<qsizetype>(size));
    const QByteArrayList lines = text.split('\n');
    const QByteArray target = lines.value(0);
    const QByteArray value = lines.value(1);
    const QByteArray body = lines.mid(2).join('\n');
    checkSigned(target, value, body);
    checkModelId(target);
    require(aws::uriDecode(aws::uriEncode(text)) == text);
    const aws::ReceivedRequest forged{
        "POST",
        '/' + target,
        {{"host", "h.test"}, {"x-amz-date", "20260115T093007Z"}, {"Authorization", value}},
        body};
    require(!aws::verify(forged, policy()).accepted());
    (void)aws::parseEndpointUrl(QString::fromUtf8(target));
    return 0;
}
