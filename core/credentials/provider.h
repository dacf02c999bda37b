// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/error.h"
#include "core/base/job.h"
#include "core/credentials/identity.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace outcrop::credentials
{

/// What became of one source that was asked.
struct SourceReport {
    enum class State {
        Used,    ///< it gave the identity
        Skipped, ///< it has nothing; the next one is asked
        Failed,  ///< it should have something but cannot give it; nothing further is asked
    };

    QString source;
    State state = State::Skipped;
    QString why; ///< one sentence without any secret; empty when used

    friend bool operator==(const SourceReport &, const SourceReport &) = default;
};

/// A header field whose value nobody may see.
struct SecretHeader {
    QByteArray name;
    base::SecretString value;

    friend bool operator==(const SecretHeader &, const SecretHeader &) = default;
};

/// The end of a search: an identity, or an error, or neither when there is nothing there.
struct Resolution {
    std::optional<Identity> identity;
    std::optional<base::Error> error;
    std::vector<SourceReport> tried;        ///< in the order asked
    std::vector<SecretHeader> headers = {}; ///< to be sent beside the identity, or in place of one
    std::optional<QDateTime> renews = {};   ///< UTC; when another search begins beside the use of this

    static Resolution used(const QString &source, Identity identity);
    static Resolution skipped(const QString &source, const QString &why);
    static Resolution failed(const QString &source, base::Error error);
};

/// A search that is going on. finished() is emitted once, then resolution() has the end. Aborted, it ends
/// with an error of kind Cancelled.
class ResolveJob : public base::Job
{
    Q_OBJECT

public:
    using base::Job::Job;

    /// Empty until finished.
    const Resolution &resolution() const { return m_resolution; }

protected:
    void end(Resolution resolution);

private:
    Resolution m_resolution;
};

/// One source of identities, or several in a row. Providers are asked again for each request that needs it;
/// whoever is slow keeps what it found.
class CredentialsProvider
{
public:
    virtual ~CredentialsProvider() = default;

    /// In words, for reports: "environment".
    virtual QString name() const = 0;
    /// Starts a search; the caller owns the job. The provider must outlive it.
    virtual std::unique_ptr<ResolveJob> resolve() = 0;
    /// What was given last was refused: the next search must not give it from memory.
    virtual void invalidate() {}
};

/// A search whose end is known at once.
class ReadyJob final : public ResolveJob
{
    Q_OBJECT

public:
    explicit ReadyJob(Resolution resolution);
    void abort() override {}
};

} // namespace outcrop::credentials
