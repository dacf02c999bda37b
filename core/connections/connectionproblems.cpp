// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/aws/endpoint.h"
#include "core/base/webaddress.h"
#include "core/connections/connectionspec.h"
#include "core/connections/waysout.h"
#include "core/net/httprequest.h"

#include <QUrl>

namespace outcrop::connections
{

namespace
{

/// A day: longer waits are mistakes.
constexpr std::chrono::seconds longestLimit = std::chrono::hours(24);

using Problems = std::vector<FieldProblem>;

void add(Problems &problems, Field field, const QString &message, int row = -1)
{
    problems.push_back({field, message, false, row});
}

void warn(Problems &problems, Field field, const QString &message)
{
    problems.push_back({field, message, true, -1});
}

bool signs(const ConnectionSpec &spec)
{
    return spec.auth == AuthKind::AwsChain || spec.auth == AuthKind::AwsProfile ||
           spec.auth == AuthKind::AwsKeys;
}

QString wordsOf(const base::Error &error)
{
    return error.advice.isEmpty() ? error.message : error.message + u' ' + error.advice;
}

void checkRegion(const ConnectionSpec &spec, Problems &problems)
{
    if (!spec.region.isEmpty()) {
        if (!aws::isRegionName(spec.region))
            add(problems, Field::Region,
                QStringLiteral("\"%1\" is not a region name: small letters, digits and hyphens, such as "
                               "us-east-1.")
                    .arg(spec.region.left(80)));
        return;
    }
    // A profile may name one, and the environment may; typed keys and API keys say nothing.
    if (spec.kind == ConnectionKind::Aws && spec.endpointUrl.isEmpty() && spec.auth != AuthKind::AwsProfile &&
        spec.auth != AuthKind::AwsChain)
        add(problems, Field::Region, QStringLiteral("Choose the region to send to, such as us-east-1."));
    else if (spec.auth == AuthKind::AwsKeys)
        add(problems, Field::Region, QStringLiteral("Choose the region to sign for, such as us-east-1."));
}

void checkPlainHttp(const ConnectionSpec &spec, Problems &problems)
{
    if (spec.allowPlainHttp)
        warn(problems, Field::Endpoint,
             QStringLiteral("Without https everyone on the way can read the key and every message."));
    else
        add(problems, Field::Endpoint,
            QStringLiteral("Plain http leads to another computer here: key and messages would be readable on "
                           "the way. Use https, or allow it for this connection."));
}

void checkEndpoint(const ConnectionSpec &spec, Problems &problems)
{
    if (spec.endpointUrl.isEmpty()) {
        if (spec.kind == ConnectionKind::Gateway)
            add(problems, Field::Endpoint,
                QStringLiteral("Enter the gateway's base URL with its path, such as "
                               "http://localhost:8080/bedrock."));
        return;
    }
    aws::EndpointQuery query;
    query.customUrl = spec.endpointUrl;
    query.fips = spec.fips;
    query.dualStack = spec.dualStack;
    const auto url = aws::endpoint(query);
    if (!url) {
        add(problems, Field::Endpoint, wordsOf(url.error()));
        return;
    }
    if (url->scheme() == QLatin1StringView("http") && !base::isLoopback(*url))
        checkPlainHttp(spec, problems);
    static const QStringList tails{QStringLiteral("/model"), QStringLiteral("/converse"),
                                   QStringLiteral("/converse-stream")};
    for (const QString &tail : tails) {
        if (url->path().endsWith(tail))
            warn(problems, Field::Endpoint,
                 QStringLiteral("\"%1\" is added for each request; the base URL usually ends before it.")
                     .arg(tail));
    }
}

void checkAuth(const ConnectionSpec &spec, Problems &problems)
{
    if (spec.auth == AuthKind::AwsProfile && spec.profile.isEmpty())
        add(problems, Field::Profile, QStringLiteral("Choose the profile."));
    if (spec.auth == AuthKind::AwsKeys && spec.accessKeyId.trimmed().isEmpty())
        add(problems, Field::AccessKeyId, QStringLiteral("Enter the access key id."));
    if (spec.auth == AuthKind::Header && net::headerProblem({spec.headerName.toUtf8(), "x"}))
        add(problems, Field::HeaderName,
            QStringLiteral("Name the header field that carries the key, such as x-bf-vk."));
}

void checkHeaders(const ConnectionSpec &spec, Problems &problems)
{
    QStringList seen;
    for (int row = 0; row < static_cast<int>(spec.headers.size()); ++row) {
        const ExtraHeader &header = spec.headers.at(static_cast<size_t>(row));
        net::HttpRequest request;
        request.url = QUrl(QStringLiteral("https://localhost/"));
        request.headers = {{header.name.toUtf8(), header.isSecret ? QByteArray("x") : header.value.toUtf8()}};
        const QString name = header.name.toLower();
        if (const auto problem = net::requestProblem(request))
            add(problems, Field::Headers, wordsOf(*problem), row);
        else if (seen.contains(name))
            add(problems, Field::Headers,
                QStringLiteral("The header \"%1\" is there twice.").arg(header.name), row);
        else if (name == QLatin1StringView("authorization") && spec.auth != AuthKind::None)
            add(problems, Field::Headers,
                QStringLiteral("\"Authorization\" is made by the authentication; choose none to write it "
                               "yourself."),
                row);
        seen += name;
    }
}

void checkWay(const ConnectionSpec &spec, Problems &problems)
{
    if (spec.proxy == ProxyKind::Manual) {
        if (const auto rules = manualProxy(spec.proxyUrl); !rules)
            add(problems, Field::Proxy, wordsOf(rules.error()));
    }
    for (const auto &limit : {spec.limits.connect, spec.limits.head, spec.limits.idle, spec.limits.total}) {
        if (limit && (*limit < std::chrono::seconds(1) || *limit > longestLimit)) {
            add(problems, Field::Limits,
                QStringLiteral("A time limit is 1 s to one day; empty is the usual."));
            break;
        }
    }
    if (spec.concurrency < 0 || spec.concurrency > mostConcurrency)
        add(problems, Field::Concurrency,
            QStringLiteral("At most %1 requests at a time; 0 is no limit.").arg(mostConcurrency));
}

} // namespace

std::vector<FieldProblem> problemsOf(const ConnectionSpec &spec)
{
    Problems problems;
    if (spec.name.trimmed().isEmpty())
        add(problems, Field::Name, QStringLiteral("Enter a name."));
    if (spec.isBuiltIn())
        return problems;
    checkRegion(spec, problems);
    checkEndpoint(spec, problems);
    checkAuth(spec, problems);
    checkHeaders(spec, problems);
    checkWay(spec, problems);
    if (spec.kind == ConnectionKind::Gateway && signs(spec) && spec.region.isEmpty() &&
        spec.auth != AuthKind::AwsKeys)
        warn(problems, Field::Region,
             QStringLiteral("The region to sign for is that of the profile or the environment."));
    return problems;
}

} // namespace outcrop::connections
