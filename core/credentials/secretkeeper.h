// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/credentials/sessionsecrets.h"

namespace outcrop::credentials
{

/// The rule for secrets that were typed in (reliability.md, decision 7): they go to the lasting store, the
/// keychain; what it does not take is kept in memory for this run, and whyInMemory() says so. Nothing is ever
/// written anywhere else.
///
/// Reading looks into memory first. A name the keychain cannot be asked for is its error, not "not there".
class SecretKeeper final : public SecretStore
{
public:
    /// @p lasting must outlive the keeper; jobs may outlive both.
    explicit SecretKeeper(SecretStore &lasting);

    QString name() const override;
    /// What is being written is there already.
    std::unique_ptr<SecretJob> read(const QString &name) override;
    std::unique_ptr<SecretJob> peek(const QString &name) override;
    /// Always succeeds, unless aborted; whyInMemory() says where it went.
    std::unique_ptr<SecretJob> write(const QString &name, const base::SecretString &secret) override;
    /// From memory, and from the lasting store, whose error it has.
    std::unique_ptr<SecretJob> remove(const QString &name) override;

    /// Why this secret is only in memory; nothing when it is not.
    std::optional<base::Error> whyInMemory(const QString &name) const;

private:
    class WriteJob;
    struct Memory {
        std::map<QString, base::SecretString> secrets;
        std::map<QString, base::Error> reasons;
        std::map<QString, const WriteJob *> writing; ///< the last write of each that is on its way
    };

    /// What is in memory, or on its way to the lasting store; null for what is not.
    std::unique_ptr<SecretJob> known(const QString &name) const;

    SecretStore &m_lasting;
    std::shared_ptr<Memory> m_memory;
};

} // namespace outcrop::credentials
