// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/inifile.h"

#include <QProcessEnvironment>

#include <map>
#include <optional>

namespace outcrop::credentials
{

/// Where the two files are: AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE (a leading `~` is @p home), else
/// `.aws/config` and `.aws/credentials` under @p home.
struct ProfileFiles {
    QString config;
    QString credentials;

    static ProfileFiles locate(const QProcessEnvironment &environment, const QString &home);
};

/// @p path with a leading `~/` replaced by @p home.
QString expandHome(const QString &path, const QString &home);

/// One profile, from both files. For the same name the credentials file wins.
class Profile
{
public:
    QString name;
    std::optional<IniSection> inConfig;
    std::optional<IniSection> inCredentials;

    bool has(QStringView key) const { return find(key) != nullptr; }
    /// Empty when the profile has no such key.
    QString text(QStringView key) const;
    const IniProperty *find(QStringView key) const;
};

/// Every profile of the config and credentials files, as protocol/credentials.md ("Files") reads them.
/// A value: what the files held when they were read.
class ProfileSet
{
public:
    /// A file that does not exist is an empty one. Errors: those of readIni().
    static base::Result<ProfileSet> load(const ProfileFiles &files);
    static ProfileSet from(const IniFile &config, const IniFile &credentials);

    /// In the order of the files, config first.
    QStringList names() const;
    /// Nothing when there is none of that name.
    const Profile *find(const QString &name) const;
    /// `[sso-session NAME]`, `[services NAME]`; nothing when there is none.
    const IniSection *ssoSession(const QString &name) const;
    const IniSection *services(const QString &name) const;

    /// `endpoint_url` of @p service ("sts") in the section that the profile's `services` names; empty
    /// without.
    QString serviceEndpoint(const Profile &profile, QStringView service) const;

    /// Sections that were ignored, unknown keys, repeated ones, with file and line; a credentials file that
    /// others can read. A sentence each.
    const QStringList &notices() const { return m_notices; }
    const ProfileFiles &files() const { return m_files; }

    /// That there is no profile of that name, with those that there are.
    base::Error noSuchProfile(const QString &name) const;

private:
    void addConfig(const IniFile &file);
    void addCredentials(const IniFile &file);
    Profile &profile(const QString &name);
    void reportUnknown(const IniFile &file, const IniSection &section);

    ProfileFiles m_files;
    std::vector<Profile> m_profiles;
    std::map<QString, IniSection> m_ssoSessions;
    std::map<QString, IniSection> m_services;
    QStringList m_notices;
};

/// The profile that the environment chooses: AWS_DEFAULT_PROFILE, else AWS_PROFILE; empty when neither is set
/// (then `default`, if there is one).
QString profileFromEnvironment(const QProcessEnvironment &environment);

} // namespace outcrop::credentials
