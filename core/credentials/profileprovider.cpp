// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/profileprovider.h"

#include "core/credentials/pastedsecret.h"

#include <utility>

namespace outcrop::credentials
{

namespace
{

const QString idKey = QStringLiteral("aws_access_key_id");
const QString secretKey = QStringLiteral("aws_secret_access_key");

base::Result<aws::Credentials> readKeys(const IniSection &section, const Profile &profile,
                                        const QString &path)
{
    const auto place = [&](const QString &key) {
        return QStringLiteral("%1 of profile \"%2\" in %3").arg(key, profile.name, path);
    };
    const IniProperty *id = section.find(idKey);
    const IniProperty *secret = section.find(secretKey);
    if (!id || !secret)
        return base::makeError(base::ErrorKind::Credentials,
                               QStringLiteral("Profile \"%1\" in %2 has %3 but not %4.")
                                   .arg(profile.name, path, id ? idKey : secretKey, id ? secretKey : idKey),
                               QStringLiteral("Add the other half, or take both away."));
    const auto readId = readPastedSecret(place(idKey), id->text());
    if (!readId)
        return readId.error();
    const auto readSecret = readPastedSecret(place(secretKey), secret->text());
    if (!readSecret)
        return readSecret.error();
    aws::Credentials keys;
    keys.accessKeyId = readId->secret.reveal();
    keys.secretAccessKey = readSecret->secret;
    for (const QString &key : {QStringLiteral("aws_session_token"), QStringLiteral("aws_security_token")}) {
        const IniProperty *token = section.find(key);
        if (!token || token->value.isEmpty() || keys.sessionToken)
            continue;
        const auto read = readPastedSecret(place(key), token->text());
        if (!read)
            return read.error();
        keys.sessionToken = read->secret;
    }
    keys.accountId = profile.text(u"aws_account_id");
    return keys;
}

} // namespace

ProfileProvider::ProfileProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice)
    : m_context(std::move(context)), m_choice(std::move(choice))
{
}

std::unique_ptr<ResolveJob> ProfileProvider::resolve()
{
    const auto set = ProfileSet::load(ProfileFiles::locate(m_context->environment, m_context->home));
    if (!set)
        return failed(set.error());
    if (const Profile *profile = set->find(m_choice.name))
        return resolveProfile(*set, *profile);
    if (m_choice.isNamed)
        return failed(set->noSuchProfile(m_choice.name));
    if (mayDoWithout())
        return resolveProfile(*set, Profile{m_choice.name, std::nullopt, std::nullopt});
    return skipped(QStringLiteral("there is no profile \"%1\"").arg(m_choice.name));
}

std::unique_ptr<ResolveJob> ProfileProvider::skipped(const QString &why) const
{
    return std::make_unique<ReadyJob>(Resolution::skipped(name(), why));
}

std::unique_ptr<ResolveJob> ProfileProvider::failed(base::Error error) const
{
    return std::make_unique<ReadyJob>(Resolution::failed(name(), std::move(error)));
}

QString ProfileProvider::without(const QString &key) const
{
    return QStringLiteral("profile \"%1\" has no %2").arg(m_choice.name, key);
}

ProfileKeysProvider::ProfileKeysProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice,
                                         File file)
    : ProfileProvider(std::move(context), std::move(choice)), m_file(file)
{
}

QString ProfileKeysProvider::name() const
{
    return m_file == File::Credentials ? QStringLiteral("credentials file") : QStringLiteral("config file");
}

std::unique_ptr<ResolveJob> ProfileKeysProvider::resolveProfile(const ProfileSet &set, const Profile &profile)
{
    const bool isCredentials = m_file == File::Credentials;
    const auto &section = isCredentials ? profile.inCredentials : profile.inConfig;
    if (!section)
        return skipped(QStringLiteral("profile \"%1\" is not in it").arg(profile.name));
    if (!section->find(idKey) && !section->find(secretKey))
        return skipped(without(idKey));
    auto keys = readKeys(*section, profile, isCredentials ? set.files().credentials : set.files().config);
    if (!keys)
        return failed(keys.error());
    keys->source = QStringLiteral("%1, profile %2").arg(name(), profile.name);
    return std::make_unique<ReadyJob>(Resolution::used(name(), *keys));
}

} // namespace outcrop::credentials
