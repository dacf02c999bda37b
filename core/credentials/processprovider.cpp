// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/credentials/processprovider.h"

#include "core/credentials/commandjob.h"
#include "core/credentials/commandline.h"
#include "core/credentials/keysanswer.h"
#include "core/credentials/steppedjob.h"
#include "core/json/json.h"

#include <QRegularExpression>

#include <utility>

namespace outcrop::credentials
{

namespace
{

constexpr qsizetype mostComplaintBytes = 2048;

base::Error badAnswer(const QString &what, const QString &why)
{
    return base::makeError(base::ErrorKind::Credentials, QStringLiteral("%1 %2.").arg(what, why),
                           QStringLiteral("Run the command in a terminal and look at what it gives."));
}

class ProcessJob final : public SteppedJob
{
public:
    using Take = std::function<void(const aws::Credentials &)>;

    ProcessJob(const QString &source, const QString &profile, std::unique_ptr<CommandJob> command, Take take)
        : SteppedJob(source), m_profile(profile), m_take(std::move(take))
    {
        follow(std::move(command), [this](const CommandJob &job) { ended(job); });
    }

private:
    QString what() const { return QStringLiteral("The credential process of profile \"%1\"").arg(m_profile); }

    void ended(const CommandJob &job)
    {
        const QString complaints =
            withoutLikelySecrets(QString::fromUtf8(job.complaints().left(mostComplaintBytes)).trimmed());
        if (job.error() || job.exitCode() != 0) {
            base::Error error =
                job.error()
                    ? *job.error()
                    : badAnswer(what(), QStringLiteral("ended with exit code %1").arg(job.exitCode()));
            if (error.detail.isEmpty())
                error.detail = complaints;
            fail(error);
            return;
        }
        const auto parsed = json::parse(job.output());
        if (!parsed || !parsed->isObject()) {
            fail(badAnswer(what(), QStringLiteral("answered something that is not a JSON object")));
            return;
        }
        if (parsed->value(u"Version").toInt() != 1) {
            fail(badAnswer(what(), QStringLiteral("did not answer with Version 1")));
            return;
        }
        auto keys = readKeysAnswer(job.output(), what());
        if (!keys) {
            fail(keys.error());
            return;
        }
        keys->source = QStringLiteral("credential process, profile %1").arg(m_profile);
        m_take(*keys);
        use(*keys);
    }

    QString m_profile;
    Take m_take;
};

} // namespace

ProcessProvider::ProcessProvider(std::shared_ptr<const ProviderContext> context, ProfileChoice choice)
    : ProfileProvider(std::move(context), std::move(choice)), m_kept(std::make_shared<Kept>())
{
}

QString ProcessProvider::name() const
{
    return QStringLiteral("credential process");
}

void ProcessProvider::invalidate()
{
    m_kept->keys.reset();
}

std::unique_ptr<ResolveJob> ProcessProvider::resolveProfile(const ProfileSet &, const Profile &profile)
{
    const QString line = profile.text(u"credential_process");
    if (line.isEmpty())
        return skipped(without(QStringLiteral("credential_process")));
    const auto command = splitCommandLine(line);
    if (!command)
        return failed(command.error());
    if (m_kept->keys && m_kept->command == *command)
        return std::make_unique<ReadyJob>(Resolution::used(name(), *m_kept->keys));
    *m_kept = {*command, std::nullopt};
    auto job =
        std::make_unique<CommandJob>(*command, context().environment,
                                     CommandLimits{context().processDeadline, context().processOutputBytes});
    return std::make_unique<ProcessJob>(name(), profile.name, std::move(job),
                                        [kept = m_kept](const aws::Credentials &keys) {
                                            if (!keys.expiration)
                                                kept->keys = keys;
                                        });
}

QString withoutLikelySecrets(const QString &text)
{
    static const QRegularExpression named(
        QStringLiteral("((?:secret|token|password|passwd|apikey|api_key|key)[\\w-]*[\"']?\\s*[=:]\\s*)\\S+"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression keyLike(
        QStringLiteral("(?=[A-Za-z0-9+/=_-]*[0-9])(?=[A-Za-z0-9+/=_-]*[A-Za-z])[A-Za-z0-9+/=_-]{16,}"));
    QString plain = text;
    plain.replace(named, QStringLiteral("\\1(hidden)"));
    plain.replace(keyLike, QStringLiteral("(hidden)"));
    return plain;
}

} // namespace outcrop::credentials
