// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/assumeroleprovider.h"

#include "core/credentials/containerprovider.h"
#include "core/credentials/defaultchain.h"
#include "core/credentials/environmentkeysprovider.h"
#include "core/credentials/instancemetadataprovider.h"
#include "core/credentials/serviceurls.h"
#include "core/credentials/steppedjob.h"
#include "core/credentials/stscall.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

using base::ErrorKind;
using base::makeError;

base::Error badProfile(const QString &profile, const QString &why, const QString &advice)
{
    return makeError(ErrorKind::Credentials, QStringLiteral("Profile \"%1\" %2.").arg(profile, why), advice);
}

/// arn:aws:iam::123456789012:role/path/name
QString nameOfRole(const QString &arn)
{
    return arn.sliced(arn.lastIndexOf(u'/') + 1);
}

/// What AssumeRole is called with.
struct RoleCall {
    QString profile;
    QString roleArn;
    QString device; ///< mfa_serial; empty: no code is needed
    StsCall sts;    ///< without signer and code
};

class AssumeRoleJob final : public SteppedJob
{
public:
    AssumeRoleJob(const QString &source, std::shared_ptr<const ProviderContext> context, RoleCall call,
                  std::unique_ptr<CredentialsProvider> provider)
        : SteppedJob(source)
        , m_context(std::move(context))
        , m_call(std::move(call))
        , m_provider(std::move(provider))
    {
        follow(m_provider->resolve(), [this](const ResolveJob &job) { sourceFound(job.resolution()); });
    }
    ~AssumeRoleJob() override { deleteStep(); }

private:
    void sourceFound(const Resolution &found);
    void askForCode();
    void assume();
    void answered(const FetchJob &answer);
    QString what() const { return QStringLiteral("assume the role %1").arg(m_call.roleArn); }

    std::shared_ptr<const ProviderContext> m_context;
    RoleCall m_call;
    std::unique_ptr<CredentialsProvider> m_provider;
    Secrets m_secrets; ///< that the service is told, and must not be quoted with
};

void AssumeRoleJob::sourceFound(const Resolution &found)
{
    if (found.error) {
        fail(*found.error);
        return;
    }
    const auto *keys = found.identity ? std::get_if<aws::Credentials>(&*found.identity) : nullptr;
    if (!keys) {
        const QString why = found.tried.empty() ? QString() : found.tried.back().why;
        fail(badProfile(m_call.profile,
                        QStringLiteral("has no credentials to assume its role with: %1").arg(why),
                        QStringLiteral("Look at its source_profile or credential_source.")));
        return;
    }
    m_call.sts.signer = *keys;
    m_secrets = {keys->secretAccessKey};
    if (keys->sessionToken)
        m_secrets.push_back(*keys->sessionToken);
    if (m_call.device.isEmpty())
        assume();
    else
        askForCode();
}

void AssumeRoleJob::askForCode()
{
    if (!m_context->codes) {
        fail(badProfile(
            m_call.profile,
            QStringLiteral("needs a code of the device %1, and nobody can be asked here").arg(m_call.device),
            QStringLiteral("Use it in the window, or sign in another way.")));
        return;
    }
    follow(m_context->codes->ask({m_call.profile, m_call.roleArn, m_call.device}),
           [this](const CodeJob &job) {
               const QString code = job.code().value_or(QString()).simplified().remove(u' ');
               if (code.isEmpty()) {
                   fail(makeError(ErrorKind::Cancelled,
                                  QStringLiteral("No code was given for %1.").arg(m_call.device)));
                   return;
               }
               m_call.sts.form.emplace_back("SerialNumber", m_call.device.toUtf8());
               m_call.sts.form.emplace_back("TokenCode", code.toUtf8());
               m_secrets.emplace_back(code.toUtf8());
               assume();
           });
}

void AssumeRoleJob::assume()
{
    auto request = stsRequest(m_call.sts, m_context->clock->utcNow());
    if (!request) {
        fail(request.error());
        return;
    }
    FetchPatience patience;
    patience.wait = m_context->retryBase;
    if (!m_call.device.isEmpty())
        patience.attempts = 1; // a code works once
    follow(std::make_unique<FetchJob>(*m_context->transport, std::move(*request), patience),
           [this](const FetchJob &answer) { answered(answer); });
}

void AssumeRoleJob::answered(const FetchJob &answer)
{
    if (answer.error()) {
        fail(*answer.error());
        return;
    }
    auto keys = readStsAnswer(answer.status(), answer.body(), what(), m_secrets);
    if (!keys) {
        fail(keys.error());
        return;
    }
    keys->source = QStringLiteral("profile %1 → %2 → role %3")
                       .arg(m_call.profile, m_call.sts.signer->source, nameOfRole(m_call.roleArn));
    use(*keys);
}

} // namespace

AssumeRoleProvider::AssumeRoleProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice,
                                       QStringList above)
    : ProfileProvider(std::move(context), std::move(choice)), m_above(std::move(above))
{
}

QString AssumeRoleProvider::name() const
{
    return QStringLiteral("assumed role");
}

std::unique_ptr<ResolveJob> AssumeRoleProvider::resolveProfile(const ProfileSet &set, const Profile &profile)
{
    if (!profile.has(u"role_arn"))
        return skipped(without(QStringLiteral("role_arn")));
    if (profile.has(u"web_identity_token_file"))
        return skipped(QStringLiteral("profile \"%1\" uses a web identity").arg(profile.name));
    auto from = source(set, profile);
    if (!from)
        return failed(from.error());
    RoleCall call;
    call.profile = profile.name;
    call.roleArn = profile.text(u"role_arn");
    call.device = profile.text(u"mfa_serial");
    call.sts.region = regionFor(context(), profile);
    const auto endpoint =
        serviceUrl(IdentityService::Sts, call.sts.region, context().environment, set, profile);
    if (!endpoint)
        return failed(endpoint.error());
    call.sts.endpoint = *endpoint;
    const QString session = profile.text(u"role_session_name");
    const QByteArray ownSession =
        "outcrop-" + QByteArray::number(context().clock->utcNow().toSecsSinceEpoch());
    call.sts.form = {{"Action", "AssumeRole"},
                     {"RoleArn", call.roleArn.toUtf8()},
                     {"RoleSessionName", session.isEmpty() ? ownSession : session.toUtf8()}};
    for (const auto &[key, member] :
         {std::pair(u"duration_seconds", "DurationSeconds"), std::pair(u"external_id", "ExternalId")}) {
        if (const QString value = profile.text(key); !value.isEmpty())
            call.sts.form.emplace_back(member, value.toUtf8());
    }
    return std::make_unique<AssumeRoleJob>(name(), sharedContext(), std::move(call), std::move(*from));
}

base::Result<std::unique_ptr<CredentialsProvider>> AssumeRoleProvider::source(const ProfileSet &set,
                                                                              const Profile &profile) const
{
    const QString source = profile.text(u"source_profile");
    const bool hasOther = !profile.text(u"credential_source").isEmpty();
    if (!source.isEmpty() && hasOther)
        return badProfile(profile.name, QStringLiteral("has both source_profile and credential_source"),
                          QStringLiteral("Take one of them away."));
    if (source.isEmpty() && !hasOther)
        return badProfile(profile.name,
                          QStringLiteral("has role_arn but neither source_profile nor credential_source"),
                          QStringLiteral("Say with source_profile whose credentials assume the role."));
    return hasOther ? credentialSource(profile) : sourceProfile(set, profile, source);
}

base::Result<std::unique_ptr<CredentialsProvider>>
AssumeRoleProvider::sourceProfile(const ProfileSet &set, const Profile &profile, const QString &source) const
{
    const Profile *from = set.find(source);
    if (!from)
        return badProfile(profile.name,
                          QStringLiteral("names the source_profile \"%1\", which does not exist").arg(source),
                          QStringLiteral("Add that profile, or name another one."));
    const bool hasKeys = from->has(u"aws_access_key_id") || from->has(u"aws_secret_access_key");
    const QStringList way = m_above + QStringList{profile.name};
    if (way.contains(source) && !(source == profile.name && hasKeys))
        return badProfile(profile.name,
                          QStringLiteral("leads in a circle: %1")
                              .arg((way + QStringList{source}).join(QStringLiteral(" → "))),
                          QStringLiteral("Let the last source_profile be one with credentials of its own."));
    const ProfileChoice choice{source, true, false};
    if (!hasKeys && from->has(u"role_arn") && !from->has(u"web_identity_token_file"))
        return std::unique_ptr<CredentialsProvider>(
            std::make_unique<AssumeRoleProvider>(sharedContext(), choice, way));
    return sourceProfileChain(sharedContext(), choice);
}

base::Result<std::unique_ptr<CredentialsProvider>>
AssumeRoleProvider::credentialSource(const Profile &profile) const
{
    const QString source = profile.text(u"credential_source");
    std::unique_ptr<CredentialsProvider> provider;
    if (source == QLatin1StringView("Environment"))
        provider = std::make_unique<EnvironmentKeysProvider>(context().environment, *context().clock);
    else if (source == QLatin1StringView("EcsContainer"))
        provider = std::make_unique<ContainerProvider>(sharedContext());
    else if (source == QLatin1StringView("Ec2InstanceMetadata"))
        provider = std::make_unique<InstanceMetadataProvider>(sharedContext(), true);
    else
        return badProfile(profile.name,
                          QStringLiteral("has the unknown credential_source \"%1\"").arg(source.left(40)),
                          QStringLiteral("It may be Environment, EcsContainer or Ec2InstanceMetadata."));
    return provider;
}

} // namespace outcrop::credentials
