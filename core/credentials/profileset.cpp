// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/profileset.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <utility>

namespace outcrop::credentials
{

namespace
{

const QString defaultName = QStringLiteral("default");

/// Every key of a profile that protocol/credentials.md names, and those of other tools that are common there.
bool isKnownKey(const QString &key)
{
    static const QStringList known{
        QStringLiteral("account_id_endpoint_mode"),
        QStringLiteral("api_versions"),
        QStringLiteral("auth_scheme_preference"),
        QStringLiteral("aws_access_key_id"),
        QStringLiteral("aws_account_id"),
        QStringLiteral("aws_secret_access_key"),
        QStringLiteral("aws_security_token"),
        QStringLiteral("aws_session_token"),
        QStringLiteral("ca_bundle"),
        QStringLiteral("cli_auto_prompt"),
        QStringLiteral("cli_binary_format"),
        QStringLiteral("cli_history"),
        QStringLiteral("cli_pager"),
        QStringLiteral("cli_timestamp_format"),
        QStringLiteral("credential_process"),
        QStringLiteral("credential_source"),
        QStringLiteral("defaults_mode"),
        QStringLiteral("disable_request_compression"),
        QStringLiteral("duration_seconds"),
        QStringLiteral("ec2_metadata_service_endpoint"),
        QStringLiteral("ec2_metadata_service_endpoint_mode"),
        QStringLiteral("ec2_metadata_v1_disabled"),
        QStringLiteral("endpoint_discovery_enabled"),
        QStringLiteral("endpoint_url"),
        QStringLiteral("external_id"),
        QStringLiteral("ignore_configured_endpoint_urls"),
        QStringLiteral("login_session"),
        QStringLiteral("max_attempts"),
        QStringLiteral("metadata_service_num_attempts"),
        QStringLiteral("metadata_service_timeout"),
        QStringLiteral("mfa_serial"),
        QStringLiteral("output"),
        QStringLiteral("parameter_validation"),
        QStringLiteral("region"),
        QStringLiteral("request_checksum_calculation"),
        QStringLiteral("request_min_compression_size_bytes"),
        QStringLiteral("response_checksum_validation"),
        QStringLiteral("retry_mode"),
        QStringLiteral("role_arn"),
        QStringLiteral("role_session_name"),
        QStringLiteral("s3"),
        QStringLiteral("sdk_ua_app_id"),
        QStringLiteral("services"),
        QStringLiteral("sigv4a_signing_region_set"),
        QStringLiteral("source_profile"),
        QStringLiteral("sso_account_id"),
        QStringLiteral("sso_region"),
        QStringLiteral("sso_registration_scopes"),
        QStringLiteral("sso_role_name"),
        QStringLiteral("sso_session"),
        QStringLiteral("sso_start_url"),
        QStringLiteral("sts_regional_endpoints"),
        QStringLiteral("tcp_keepalive"),
        QStringLiteral("use_dualstack_endpoint"),
        QStringLiteral("use_fips_endpoint"),
        QStringLiteral("user_agent_appid"),
        QStringLiteral("web_identity_token_file"),
    };
    return std::binary_search(known.begin(), known.end(), key);
}

struct Header {
    QString kind; ///< "default", "profile", "sso-session", "services", or empty
    QString name;
};

/// The header of a section of the config file: `kind name`, the name quoted or without white space.
Header readHeader(const QString &text)
{
    if (text == defaultName)
        return {defaultName, defaultName};
    const auto blank = std::find_if(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
    const QString kind(text.begin(), blank - text.begin());
    QString name = QString(blank, text.end() - blank).trimmed();
    const bool isQuoted =
        name.size() > 2 && (name.front() == u'"' || name.front() == u'\'') && name.back() == name.front();
    if (isQuoted)
        name = name.sliced(1, name.size() - 2);
    else if (std::any_of(name.begin(), name.end(), [](QChar c) { return c.isSpace(); }))
        return {};
    const bool isKind = kind == QLatin1StringView("profile") || kind == QLatin1StringView("sso-session") ||
                        kind == QLatin1StringView("services");
    return isKind && !name.isEmpty() ? Header{kind, name} : Header{};
}

/// Adds the properties of @p from that @p into does not have.
void fillUp(IniSection &into, const IniSection &from)
{
    for (const IniProperty &property : from.properties) {
        if (!into.find(property.name))
            into.properties.push_back(property);
    }
}

} // namespace

QString expandHome(const QString &path, const QString &home)
{
    if (path == QLatin1StringView("~"))
        return home;
    if (home.isEmpty() && path.startsWith(QLatin1StringView("~/")))
        return {};
    return path.startsWith(QLatin1StringView("~/")) ? QDir(home).filePath(path.sliced(2)) : path;
}

ProfileFiles ProfileFiles::locate(const QProcessEnvironment &environment, const QString &home)
{
    const auto place = [&](const QString &variable, const QString &file) {
        const QString chosen = environment.value(variable).trimmed();
        if (!chosen.isEmpty())
            return expandHome(chosen, home);
        return home.isEmpty() ? QString() : QDir(home).filePath(file);
    };
    return {place(QStringLiteral("AWS_CONFIG_FILE"), QStringLiteral(".aws/config")),
            place(QStringLiteral("AWS_SHARED_CREDENTIALS_FILE"), QStringLiteral(".aws/credentials"))};
}

const IniProperty *Profile::find(QStringView key) const
{
    if (inCredentials) {
        if (const IniProperty *found = inCredentials->find(key))
            return found;
    }
    return inConfig ? inConfig->find(key) : nullptr;
}

QString Profile::text(QStringView key) const
{
    const IniProperty *found = find(key);
    return found ? found->text() : QString();
}

base::Result<ProfileSet> ProfileSet::load(const ProfileFiles &files)
{
    const auto read = [](const QString &path) { return path.isEmpty() ? IniFile() : readIni(path); };
    const auto config = read(files.config);
    if (!config)
        return config.error();
    const auto credentials = read(files.credentials);
    if (!credentials)
        return credentials.error();
    ProfileSet set = from(*config, *credentials);
    set.m_files = files;
    constexpr QFile::Permissions others = QFile::ReadGroup | QFile::ReadOther;
    if (!credentials->sections.empty() && (QFile::permissions(files.credentials) & others))
        set.m_notices +=
            QStringLiteral("%1 can be read by other users of this computer. Its mode should be 0600.")
                .arg(files.credentials);
    return set;
}

ProfileSet ProfileSet::from(const IniFile &config, const IniFile &credentials)
{
    ProfileSet set;
    set.m_files = {config.path, credentials.path};
    set.addConfig(config);
    set.addCredentials(credentials);
    return set;
}

void ProfileSet::addConfig(const IniFile &file)
{
    m_notices += file.notices;
    std::optional<IniSection> plainDefault; // [default], which [profile default] goes before
    for (const IniSection &section : file.sections) {
        const Header header = readHeader(section.header);
        if (header.kind.isEmpty()) {
            m_notices += QStringLiteral("%1, line %2: %3 was ignored. A profile is written [profile NAME] "
                                        "there, its name in quotes if it has spaces.")
                             .arg(file.path)
                             .arg(section.line)
                             .arg(shownHeader(section.header));
            continue;
        }
        if (header.kind == QLatin1StringView("sso-session")) {
            m_ssoSessions.insert_or_assign(header.name, section);
            continue;
        }
        if (header.kind == QLatin1StringView("services")) {
            m_services.insert_or_assign(header.name, section);
            continue;
        }
        reportUnknown(file, section);
        if (header.kind == defaultName) {
            plainDefault = section;
            profile(defaultName);
            continue;
        }
        Profile &target = profile(header.name);
        IniSection whole = section; // [profile a] and [profile "a"] are one; the later wins
        if (target.inConfig)
            fillUp(whole, *target.inConfig);
        target.inConfig = whole;
    }
    if (!plainDefault)
        return;
    Profile &target = profile(defaultName);
    if (target.inConfig)
        m_notices += QStringLiteral("%1, line %2: [default] was ignored, because there is [profile default].")
                         .arg(file.path)
                         .arg(plainDefault->line);
    else
        target.inConfig = plainDefault;
}

void ProfileSet::addCredentials(const IniFile &file)
{
    m_notices += file.notices;
    for (const IniSection &section : file.sections) {
        if (section.header.startsWith(QLatin1StringView("profile ")))
            m_notices +=
                QStringLiteral("%1, line %2: %3 is a profile of just that name. The credentials file "
                               "names profiles without the word profile.")
                    .arg(file.path)
                    .arg(section.line)
                    .arg(shownHeader(section.header));
        reportUnknown(file, section);
        profile(section.header).inCredentials = section;
    }
}

Profile &ProfileSet::profile(const QString &name)
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&name](const Profile &profile) { return profile.name == name; });
    if (found != m_profiles.end())
        return *found;
    m_profiles.push_back({name, std::nullopt, std::nullopt});
    return m_profiles.back();
}

void ProfileSet::reportUnknown(const IniFile &file, const IniSection &section)
{
    for (const IniProperty &property : section.properties) {
        if (!isKnownKey(property.name) && property.nested.empty())
            m_notices += QStringLiteral("%1, line %2: %3 is not known and has no effect.")
                             .arg(file.path)
                             .arg(property.line)
                             .arg(shownName(property));
    }
}

QStringList ProfileSet::names() const
{
    QStringList names;
    for (const Profile &profile : m_profiles)
        names += profile.name;
    return names;
}

const Profile *ProfileSet::find(const QString &name) const
{
    const auto found = std::find_if(m_profiles.begin(), m_profiles.end(),
                                    [&name](const Profile &profile) { return profile.name == name; });
    return found == m_profiles.end() ? nullptr : &*found;
}

const IniSection *ProfileSet::ssoSession(const QString &name) const
{
    const auto found = m_ssoSessions.find(name);
    return found == m_ssoSessions.end() ? nullptr : &found->second;
}

const IniSection *ProfileSet::services(const QString &name) const
{
    const auto found = m_services.find(name);
    return found == m_services.end() ? nullptr : &found->second;
}

QString ProfileSet::serviceEndpoint(const Profile &profile, QStringView service) const
{
    const IniSection *section = services(profile.text(u"services"));
    const IniProperty *settings = section ? section->find(service) : nullptr;
    if (!settings)
        return {};
    for (const IniProperty &property : settings->nested) {
        if (property.name == QLatin1StringView("endpoint_url"))
            return property.text();
    }
    return {};
}

base::Error ProfileSet::noSuchProfile(const QString &name) const
{
    const QStringList have = names();
    const QString others = have.isEmpty()
                               ? QStringLiteral("There are no profiles at all.")
                               : QStringLiteral("There are: %1.").arg(have.join(QStringLiteral(", ")));
    base::Error error = base::makeError(
        base::ErrorKind::Credentials, QStringLiteral("There is no profile \"%1\".").arg(name),
        QStringLiteral("Choose another profile, or add it to %1.")
            .arg(m_files.config.isEmpty() ? QStringLiteral("the AWS config file") : m_files.config),
        others);
    return error;
}

QString profileFromEnvironment(const QProcessEnvironment &environment)
{
    for (const QString &name : {QStringLiteral("AWS_DEFAULT_PROFILE"), QStringLiteral("AWS_PROFILE")}) {
        const QString value = environment.value(name).trimmed();
        if (!value.isEmpty())
            return value;
    }
    return {};
}

} // namespace outcrop::credentials
