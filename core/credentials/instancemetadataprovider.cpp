// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/instancemetadataprovider.h"

#include "core/aws/endpoint.h"
#include "core/aws/uriencode.h"
#include "core/credentials/fetchjob.h"
#include "core/credentials/keysanswer.h"
#include "core/credentials/serviceurls.h"
#include "core/credentials/steppedjob.h"
#include "core/json/json.h"

#include <algorithm>
#include <utility>

namespace outcrop::credentials
{

namespace
{

constexpr QByteArrayView listPath("/latest/meta-data/iam/security-credentials/");

bool isTrue(const QString &text)
{
    return text.trimmed().compare(QLatin1StringView("true"), Qt::CaseInsensitive) == 0;
}

base::Result<QUrl> serviceAddress(const QProcessEnvironment &environment)
{
    const QString chosen = environment.value(QStringLiteral("AWS_EC2_METADATA_SERVICE_ENDPOINT")).trimmed();
    if (!chosen.isEmpty())
        return aws::parseEndpointUrl(chosen);
    const QString mode =
        environment.value(QStringLiteral("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")).trimmed();
    return mode.compare(QLatin1StringView("IPv6"), Qt::CaseInsensitive) == 0
               ? QUrl(QStringLiteral("http://[fd00:ec2::254]"))
               : QUrl(QStringLiteral("http://169.254.169.254"));
}

class InstanceJob final : public SteppedJob
{
public:
    InstanceJob(const QString &source, const ProviderContext &context, const QUrl &base)
        : SteppedJob(source), m_transport(*context.localTransport), m_base(base)
    {
        net::HttpRequest request = prepared("/latest/api/token");
        request.method = "PUT";
        request.headers = {{"x-aws-ec2-metadata-token-ttl-seconds", "21600"}};
        fetch(std::move(request), &InstanceJob::takeToken);
    }

private:
    using Then = void (InstanceJob::*)(const FetchJob &);

    net::HttpRequest prepared(const QByteArray &path) const
    {
        net::HttpRequest request;
        request.method = "GET";
        request.url = withPath(m_base, path);
        request.allowPlainHttp = true; // link-local; it has no certificate
        request.headers = {{"x-aws-ec2-metadata-token", m_token.reveal()}};
        return request;
    }

    void fetch(net::HttpRequest request, Then then)
    {
        const FetchPatience once{1, std::chrono::seconds(1), std::chrono::milliseconds(0)};
        follow(std::make_unique<FetchJob>(m_transport, std::move(request), once),
               [this, then](const FetchJob &answer) { (this->*then)(answer); });
    }

    void takeToken(const FetchJob &answer)
    {
        if (answer.error() || answer.status() != 200) {
            skip(QStringLiteral("no metadata service answers at %1").arg(m_base.host()));
            return;
        }
        m_token = base::SecretString(answer.body().trimmed());
        fetch(prepared(listPath.toByteArray()), &InstanceJob::takeRole);
    }

    void takeRole(const FetchJob &answer)
    {
        const QByteArray role = answer.body().trimmed().split('\n').first();
        if (answer.error() || answer.status() != 200 || role.isEmpty()) {
            skip(QStringLiteral("the instance has no role"));
            return;
        }
        fetch(prepared(listPath.toByteArray() + aws::uriEncode(role)), &InstanceJob::takeKeys);
    }

    void takeKeys(const FetchJob &answer)
    {
        if (answer.error()) {
            fail(*answer.error());
            return;
        }
        const auto parsed = json::parse(answer.body());
        const QString code = parsed ? parsed->value(u"Code").toString() : QString();
        if (answer.status() != 200 || (parsed && code != QLatin1StringView("Success"))) {
            refuse(answer.status(), code);
            return;
        }
        auto keys = readKeysAnswer(answer.body(), QStringLiteral("The instance's metadata service"));
        if (!keys) {
            fail(keys.error());
            return;
        }
        keys->source = QStringLiteral("instance metadata");
        use(*keys);
    }

    void refuse(int status, const QString &code)
    {
        const bool isWord = !code.isEmpty() && code.size() <= 60 &&
                            std::all_of(code.begin(), code.end(), [](QChar c) { return c.isLetter(); });
        base::Error error = base::makeError(
            base::ErrorKind::Credentials,
            QStringLiteral("The instance's metadata service gave no keys (%1).")
                .arg(isWord ? code : QStringLiteral("status %1").arg(status)),
            QStringLiteral("Look at the role of the instance: whether it exists, and whether EC2 may assume "
                           "it."));
        error.code = isWord ? code : QString();
        error.httpStatus = status;
        fail(error);
    }

    net::HttpTransport &m_transport;
    QUrl m_base;
    base::SecretString m_token;
};

} // namespace

InstanceMetadataProvider::InstanceMetadataProvider(std::shared_ptr<const ProviderContext> context,
                                                   bool isChosen)
    : m_context(std::move(context)), m_isChosen(isChosen)
{
}

QString InstanceMetadataProvider::name() const
{
    return QStringLiteral("instance metadata");
}

std::unique_ptr<ResolveJob> InstanceMetadataProvider::resolve()
{
    const auto ready = [](Resolution resolution) {
        return std::make_unique<ReadyJob>(std::move(resolution));
    };
    if (!m_isChosen && !m_context->instanceMetadata)
        return ready(Resolution::skipped(name(), QStringLiteral("it is not asked unless chosen")));
    if (isTrue(m_context->environment.value(QStringLiteral("AWS_EC2_METADATA_DISABLED"))))
        return ready(Resolution::skipped(name(), QStringLiteral("AWS_EC2_METADATA_DISABLED is true")));
    if (!m_context->localTransport)
        return ready(Resolution::failed(name(), noLocalTransport()));
    const auto address = serviceAddress(m_context->environment);
    if (!address)
        return ready(Resolution::failed(name(), address.error()));
    return std::make_unique<InstanceJob>(name(), *m_context, *address);
}

} // namespace outcrop::credentials
