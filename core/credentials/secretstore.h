// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/base/secretstring.h"

#include <QString>

#include <memory>
#include <optional>

namespace outcrop::credentials
{

/// Error::code of a secret that is not where it should be: the person has to enter it again.
QString secretMissingCode();

/// One read, write or removal that is going on. After finished(): error(), or success, and then of a read the
/// secret.
class SecretJob : public base::Job
{
    Q_OBJECT

public:
    using base::Job::Job;

    /// Of a read that succeeded; nothing when the store has no secret of that name.
    const std::optional<base::SecretString> &secret() const { return m_secret; }
    /// Of kind Keychain (Cancelled after abort()), with what to do next in its advice.
    const std::optional<base::Error> &error() const { return m_error; }

    /// Which program keeps secrets here, as people call it ("GNOME Keyring"): of a read that found nothing, a
    /// write and a removal. Empty when that is not known, and in memory.
    const QString &provider() const { return m_provider; }

    void abort() override;

protected:
    void setProvider(const QString &name) { m_provider = name; }
    void end(std::optional<base::SecretString> secret);
    void fail(base::Error error);

private:
    std::optional<base::SecretString> m_secret;
    std::optional<base::Error> m_error;
    QString m_provider;
};

/// Where secrets live between two uses. Names are references that files may hold ("connection/ID/token").
/// Jobs belong to the caller and may outlive the store.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// As the user knows it: "the keychain", "memory, until Outcrop quits".
    virtual QString name() const = 0;
    virtual std::unique_ptr<SecretJob> read(const QString &name) = 0;
    /// Reads to show what is there, not to use it: nobody is asked for a password. What is closed,
    /// or would have to be started, is an error.
    virtual std::unique_ptr<SecretJob> peek(const QString &name) { return read(name); }
    /// Replaces what was there. Succeeds only when the store gives back the same bytes.
    virtual std::unique_ptr<SecretJob> write(const QString &name, const base::SecretString &secret) = 0;
    /// Succeeds also when there was nothing; only when it is gone.
    virtual std::unique_ptr<SecretJob> remove(const QString &name) = 0;
};

} // namespace outcrop::credentials
