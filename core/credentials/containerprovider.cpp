// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/containerprovider.h"

#include "core/base/regularfile.h"
#include "core/base/webaddress.h"
#include "core/credentials/fetchjob.h"
#include "core/credentials/keysanswer.h"
#include "core/credentials/steppedjob.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

const QString relativeName = QStringLiteral("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
const QString fullName = QStringLiteral("AWS_CONTAINER_CREDENTIALS_FULL_URI");
const QString tokenFileName = QStringLiteral("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
const QString tokenName = QStringLiteral("AWS_CONTAINER_AUTHORIZATION_TOKEN");
constexpr qint64 mostTokenBytes = 64 * 1024;

base::Error unusable(const QString &why, const QString &advice)
{
    return base::makeError(base::ErrorKind::Credentials, why, advice);
}

bool isContainerHost(const QUrl &url)
{
    static const QStringList hosts{QStringLiteral("169.254.170.2"), QStringLiteral("169.254.170.23"),
                                   QStringLiteral("fd00:ec2::23")};
    return base::isLoopback(url) || hosts.contains(url.host());
}

base::Result<QByteArray> token(const ProviderContext &context)
{
    QByteArray token = context.environment.value(tokenName).toUtf8();
    QString from = tokenName;
    if (const QString path = context.environment.value(tokenFileName).trimmed(); !path.isEmpty()) {
        const auto content = base::RegularFile::read(path, mostTokenBytes);
        if (!content)
            return unusable(QStringLiteral("The file that %1 names cannot be read.").arg(tokenFileName),
                            content.error().message);
        token = content->bytes;
        from = tokenFileName;
    }
    if (token.contains('\r') || token.contains('\n'))
        return unusable(QStringLiteral("The token of %1 has a line break in it.").arg(from),
                        QStringLiteral("It would forge header fields; write it without one."));
    return token;
}

class ContainerJob final : public SteppedJob
{
public:
    ContainerJob(const QString &source, const ProviderContext &context, net::HttpRequest request)
        : SteppedJob(source)
    {
        FetchPatience patience;
        patience.deadline = std::chrono::seconds(2); // protocol/credentials.md, "Container"
        patience.wait = context.retryBase;
        net::HttpTransport &transport = *context.localTransport;
        follow(std::make_unique<FetchJob>(transport, std::move(request), patience),
               [this](const FetchJob &answer) { answered(answer); });
    }

private:
    void answered(const FetchJob &answer)
    {
        if (answer.error()) {
            fail(*answer.error());
            return;
        }
        if (answer.status() != 200) {
            base::Error error =
                unusable(QStringLiteral("The container's credential endpoint answered with status %1.")
                             .arg(answer.status()),
                         QStringLiteral("Look at the role of the task or pod."));
            error.httpStatus = answer.status();
            fail(error);
            return;
        }
        auto keys = readKeysAnswer(answer.body(), QStringLiteral("The container's credential endpoint"));
        if (!keys) {
            fail(keys.error());
            return;
        }
        keys->source = QStringLiteral("container");
        use(*keys);
    }
};

} // namespace

ContainerProvider::ContainerProvider(std::shared_ptr<const ProviderContext> context)
    : m_context(std::move(context))
{
}

QString ContainerProvider::name() const
{
    return QStringLiteral("container");
}

base::Result<net::HttpRequest> ContainerProvider::request() const
{
    const QString relative = m_context->environment.value(relativeName).trimmed();
    const QString full = m_context->environment.value(fullName).trimmed();
    net::HttpRequest request;
    request.method = "GET";
    request.url = QUrl::fromEncoded(
        (relative.isEmpty() ? full : QStringLiteral("http://169.254.170.2") + relative).toUtf8(),
        QUrl::StrictMode);
    const QString variable = relative.isEmpty() ? fullName : relativeName;
    const bool isHttp = request.url.scheme() == QLatin1StringView("http");
    if (!request.url.isValid() || request.url.host().isEmpty() ||
        (!isHttp && request.url.scheme() != QLatin1StringView("https")))
        return unusable(QStringLiteral("%1 is not a usable address.").arg(variable),
                        QStringLiteral("It looks like http://169.254.170.23/v1/credentials."));
    if (isHttp && !isContainerHost(request.url))
        return unusable(
            QStringLiteral("%1 leads to %2 over plain http, which is not a container service.")
                .arg(variable, request.url.host()),
            QStringLiteral("Use https, this computer, 169.254.170.2, 169.254.170.23 or fd00:ec2::23."));
    request.allowPlainHttp = isHttp;
    request.headers = {{"Accept", "application/json"}};
    const auto authorization = token(*m_context);
    if (!authorization)
        return authorization.error();
    if (!authorization->isEmpty())
        request.headers.push_back({"Authorization", *authorization});
    return request;
}

std::unique_ptr<ResolveJob> ContainerProvider::resolve()
{
    if (m_context->environment.value(relativeName).trimmed().isEmpty() &&
        m_context->environment.value(fullName).trimmed().isEmpty())
        return std::make_unique<ReadyJob>(
            Resolution::skipped(name(), QStringLiteral("%1 and %2 are not set").arg(relativeName, fullName)));
    if (!m_context->localTransport)
        return std::make_unique<ReadyJob>(Resolution::failed(name(), noLocalTransport()));
    auto made = request();
    if (!made)
        return std::make_unique<ReadyJob>(Resolution::failed(name(), made.error()));
    return std::make_unique<ContainerJob>(name(), *m_context, std::move(*made));
}

} // namespace outcrop::credentials
