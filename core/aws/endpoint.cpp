// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/endpoint.h"

#include <algorithm>
#include <array>

namespace outcrop::aws
{

namespace
{

using base::ErrorKind;
using base::makeError;

struct Partition {
    QLatin1StringView regionPrefix;
    QLatin1StringView dns;
    QLatin1StringView dualStackDns;
};

// Service model's endpoint rules (protocol/converse.md, 1). The last one is for every other region.
constexpr std::array partitions{
    Partition{QLatin1StringView("cn-"), QLatin1StringView("amazonaws.com.cn"),
              QLatin1StringView("api.amazonwebservices.com.cn")},
    Partition{QLatin1StringView("eusc-"), QLatin1StringView("amazonaws.eu"),
              QLatin1StringView("api.amazonwebservices.eu")},
    Partition{QLatin1StringView("us-iso-"), QLatin1StringView("c2s.ic.gov"),
              QLatin1StringView("api.aws.ic.gov")},
    Partition{QLatin1StringView("us-isob-"), QLatin1StringView("sc2s.sgov.gov"),
              QLatin1StringView("api.aws.scloud")},
    Partition{QLatin1StringView("eu-isoe-"), QLatin1StringView("cloud.adc-e.uk"),
              QLatin1StringView("api.cloud-aws.adc-e.uk")},
    Partition{QLatin1StringView("us-isof-"), QLatin1StringView("csp.hci.ic.gov"),
              QLatin1StringView("api.aws.hci.ic.gov")},
    Partition{QLatin1StringView(""), QLatin1StringView("amazonaws.com"), QLatin1StringView("api.aws")},
};

const Partition &partitionOf(QStringView region)
{
    return *std::find_if(partitions.begin(), partitions.end(), [region](const Partition &candidate) {
        return region.startsWith(candidate.regionPrefix);
    });
}

base::Error badEndpoint(const QString &why)
{
    return makeError(ErrorKind::BadInput, QStringLiteral("The endpoint URL cannot be used: %1.").arg(why),
                     QStringLiteral("Write it like https://host/prefix or http://localhost:8080/bedrock."));
}

bool hasDotSegment(QByteArrayView path)
{
    const auto segments = path.toByteArray().split('/');
    return segments.contains(".") || segments.contains("..");
}

} // namespace

bool isRegionName(QStringView text)
{
    constexpr qsizetype longestLabel = 63; // RFC 1035
    return !text.isEmpty() && text.size() <= longestLabel && text.front() != u'-' && text.back() != u'-' &&
           std::all_of(text.begin(), text.end(), [](QChar c) {
               return (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'-';
           });
}

QString dnsSuffix(QStringView region)
{
    return partitionOf(region).dns;
}

base::Result<QUrl> endpoint(const EndpointQuery &query)
{
    if (!query.customUrl.trimmed().isEmpty()) {
        if (query.fips || query.dualStack)
            return makeError(
                ErrorKind::BadInput,
                QStringLiteral("A custom endpoint cannot be combined with FIPS or dual stack."),
                QStringLiteral("Switch FIPS and dual stack off, or remove the custom endpoint."));
        return parseEndpointUrl(query.customUrl);
    }
    if (query.region.isEmpty())
        return makeError(
            ErrorKind::BadInput, QStringLiteral("There is no region and no endpoint to send to."),
            QStringLiteral("Choose a region such as us-east-1 (AWS_REGION), or set an endpoint URL."));
    if (!isRegionName(query.region))
        return makeError(
            ErrorKind::BadInput,
            QStringLiteral("\"%1\" is not a region name.").arg(query.region.left(80).simplified()),
            QStringLiteral("A region has small letters, digits and hyphens only, such as us-east-1."));
    const Partition &partition = partitionOf(query.region);
    QUrl url;
    url.setScheme(QStringLiteral("https"));
    url.setHost(
        (query.plane == Plane::Runtime ? QStringLiteral("bedrock-runtime") : QStringLiteral("bedrock")) +
        (query.fips ? QStringLiteral("-fips.") : QStringLiteral(".")) + query.region + u'.' +
        (query.dualStack ? partition.dualStackDns : partition.dns));
    return url;
}

base::Result<QUrl> parseEndpointUrl(QStringView text)
{
    QByteArray bytes = text.trimmed().toUtf8();
    if (bytes.isEmpty())
        return badEndpoint(QStringLiteral("it is empty"));
    if (std::any_of(bytes.begin(), bytes.end(), [](char c) { return c <= 0x20 || c == 0x7f || c == '\\'; }))
        return badEndpoint(
            QStringLiteral("it has spaces, backslashes, control characters or letters outside ASCII"));
    while (bytes.endsWith('/'))
        bytes.chop(1);
    const QUrl url = QUrl::fromEncoded(bytes, QUrl::StrictMode);
    if (!url.isValid())
        return badEndpoint(QStringLiteral("it is not a URL"));
    if (url.scheme() != QLatin1StringView("https") && url.scheme() != QLatin1StringView("http"))
        return badEndpoint(QStringLiteral("it does not begin with https:// or http://"));
    if (url.host().isEmpty() || url.port(1) == 0)
        return badEndpoint(QStringLiteral("it names no host, or port 0"));
    if (bytes.contains('@'))
        return badEndpoint(QStringLiteral("it carries a user name or password"));
    if (url.hasQuery() || url.hasFragment())
        return badEndpoint(QStringLiteral("it has a query or a fragment"));
    const QByteArray path = url.path(QUrl::FullyEncoded).toLatin1();
    if (!bytes.endsWith(path) || hasDotSegment(path) || path.contains("//"))
        return badEndpoint(QStringLiteral("its path has dot segments, empty segments or needless escapes"));
    return url;
}

} // namespace outcrop::aws
