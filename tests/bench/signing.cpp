// SPDX-License-Identifier: GPL-3.0-or-later
// Figure c: what signing a large request costs beside the hash that the signature asks for anyway.
#include "bench.h"

#include "core/aws/signer.h"

#include <openssl/evp.h>

#include <array>

using namespace outcrop;

namespace
{

constexpr int bodyBytes = 20'000'000; // near the most InvokeModel takes

aws::SigningInput inputFor(const QByteArray &body)
{
    aws::SigningInput input;
    input.method = "POST";
    input.requestTarget =
        "/model/arn%3Aaws%3Abedrock%3Aus-east-1%3A123456789012%3Ainference-profile%2Fexample/converse";
    input.headers = {{"Host", "bedrock-runtime.us-east-1.amazonaws.com"},
                     {"Content-Type", "application/json"}};
    input.body = body;
    input.region = "us-east-1";
    input.amzDate = "20260115T093007Z";
    return input;
}

std::vector<bench::Figure> measure(const bench::Options &options)
{
    const QByteArray body(options.quick ? bodyBytes / 100 : bodyBytes, 'x');
    aws::Credentials keys;
    keys.accessKeyId = "AKIDEXAMPLE";
    keys.secretAccessKey = base::SecretString("secret/of+a/bench");
    keys.sessionToken = base::SecretString("token==");
    const aws::SigningInput input = inputFor(body);

    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    QByteArray signature;
    const auto seconds = bench::bestSeconds(
        options.quick ? 1 : 7, {[&] {
                                    EVP_Digest(body.constData(), static_cast<size_t>(body.size()),
                                               digest.data(), nullptr, EVP_sha256(), nullptr);
                                },
                                [&] { signature = aws::sign(input, keys)->signature; }});

    bench::Figure figure;
    figure.figure = QStringLiteral("c");
    figure.name = QStringLiteral("sign a request with a 20 MB body");
    figure.unit = QStringLiteral("s");
    figure.value = seconds[1];
    figure.baseline = seconds[0];
    figure.baselineName = QStringLiteral("libcrypto SHA-256 alone over the same body");
    figure.bound = bench::Figure::Bound::AtMost;
    figure.limit = 1.3;
    figure.facts = json::Json::object({{QLatin1StringView("bytes"), body.size()},
                                       {QLatin1StringView("firstDigestByte"), int(digest[0])},
                                       {QLatin1StringView("signature"), json::Json::string(signature)}});
    return {figure};
}

const bench::Registration registration("c", measure);

} // namespace
