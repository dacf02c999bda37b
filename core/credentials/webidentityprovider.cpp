// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/webidentityprovider.h"

#include "core/base/regularfile.h"
#include "core/credentials/keysanswer.h"
#include "core/credentials/serviceurls.h"
#include "core/credentials/steppedjob.h"
#include "core/credentials/stscall.h"

namespace outcrop::credentials
{

namespace
{

constexpr qint64 mostTokenBytes = 64 * 1024; // the service takes 20 000

class WebIdentityJob final : public SteppedJob
{
public:
    WebIdentityJob(const QString &source, const ProviderContext &context, net::HttpRequest request,
                   const QString &roleArn, const base::SecretString &token)
        : SteppedJob(source), m_roleArn(roleArn), m_token(token)
    {
        FetchPatience patience;
        patience.wait = context.retryBase;
        follow(std::make_unique<FetchJob>(*context.transport, std::move(request), patience),
               [this](const FetchJob &answer) { answered(answer); });
    }

private:
    void answered(const FetchJob &answer)
    {
        if (answer.error()) {
            fail(*answer.error());
            return;
        }
        auto keys = readStsAnswer(answer.status(), answer.body(),
                                  QStringLiteral("assume the role %1 with the web identity").arg(m_roleArn),
                                  {m_token});
        if (!keys) {
            fail(keys.error());
            return;
        }
        keys->source = QStringLiteral("web identity");
        use(*keys);
    }

    QString m_roleArn;
    base::SecretString m_token;
};

} // namespace

QString WebIdentityProvider::name() const
{
    return QStringLiteral("web identity");
}

std::unique_ptr<ResolveJob> WebIdentityProvider::resolveProfile(const ProfileSet &set, const Profile &profile)
{
    const auto setting = [&](const char *variable, QStringView key) {
        const QString own = choice().withEnvironment
                                ? context().environment.value(QString::fromLatin1(variable)).trimmed()
                                : QString();
        return own.isEmpty() ? profile.text(key) : own;
    };
    const QString file = setting("AWS_WEB_IDENTITY_TOKEN_FILE", u"web_identity_token_file");
    if (file.isEmpty())
        return skipped(choice().withEnvironment
                           ? QStringLiteral("AWS_WEB_IDENTITY_TOKEN_FILE is not set, and %1")
                                 .arg(without(QStringLiteral("web_identity_token_file")))
                           : without(QStringLiteral("web_identity_token_file")));
    const QString role = setting("AWS_ROLE_ARN", u"role_arn");
    if (role.isEmpty())
        return failed(base::makeError(
            base::ErrorKind::Credentials,
            QStringLiteral("There is a web identity token file but no role to assume with it."),
            QStringLiteral("Set AWS_ROLE_ARN, or role_arn in the profile.")));
    const auto content = base::RegularFile::read(expandHome(file, context().home), mostTokenBytes);
    if (!content || content->bytes.trimmed().isEmpty())
        return failed(
            base::makeError(base::ErrorKind::Credentials,
                            QStringLiteral("The web identity token file %1 cannot be used.").arg(file),
                            QStringLiteral("Look whether it is there, readable and not empty."),
                            content ? QStringLiteral("The file is empty.") : content.error().message));
    const base::SecretString token(content->bytes.trimmed());
    const QString region = regionFor(context(), profile);
    const auto endpoint = serviceUrl(IdentityService::Sts, region, context().environment, set, profile);
    if (!endpoint)
        return failed(endpoint.error());
    const QString session = setting("AWS_ROLE_SESSION_NAME", u"role_session_name");
    const QByteArray ownSession =
        "outcrop-" + QByteArray::number(context().clock->utcNow().toSecsSinceEpoch());
    const StsCall call{*endpoint,
                       region,
                       {{"Action", "AssumeRoleWithWebIdentity"},
                        {"RoleArn", role.toUtf8()},
                        {"RoleSessionName", session.isEmpty() ? ownSession : session.toUtf8()},
                        {"WebIdentityToken", token.reveal()}},
                       std::nullopt};
    auto request = stsRequest(call, context().clock->utcNow());
    if (!request)
        return failed(request.error());
    return std::make_unique<WebIdentityJob>(name(), context(), std::move(*request), role, token);
}

} // namespace outcrop::credentials
