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

constexpr qsizetype mostComplaintBytes = 16 * 1024; ///< that are looked through
constexpr qsizetype longestComplaint = 2048;
constexpr qsizetype shortestSecret = 8; ///< shorter values of an answer are words such as "1" and "true"

/// @p text up to @p longest units, cut at white space: no part of a word is left.
QString cutAtBlank(const QString &text, qsizetype longest)
{
    if (text.size() <= longest)
        return text;
    qsizetype end = longest;
    while (end > 0 && !text.at(end).isSpace())
        --end;
    return text.left(end);
}

/// What the command wrote to stderr, to be shown: secrets are hidden before anything is cut off.
QString shownComplaints(const QByteArray &complaints, const Secrets &known)
{
    QString text = QString::fromUtf8(complaints.left(mostComplaintBytes + 1));
    if (complaints.size() > mostComplaintBytes)
        text = cutAtBlank(text, text.size() - 1);
    return cutAtBlank(withoutLikelySecrets(withoutSecrets(text, known)), longestComplaint).trimmed();
}

base::Error badAnswer(const QString &what, const QString &why)
{
    return base::makeError(base::ErrorKind::Credentials, QStringLiteral("%1 %2.").arg(what, why),
                           QStringLiteral("Run the command in a terminal and look at what it gives."));
}

class ProcessJob final : public SteppedJob
{
public:
    using Take = std::function<void(const aws::Credentials &)>;

    /// @p given are the secrets in the command's environment.
    ProcessJob(const QString &source, const QString &profile, std::unique_ptr<CommandJob> command,
               Secrets given, Take take)
        : SteppedJob(source), m_profile(profile), m_given(std::move(given)), m_take(std::move(take))
    {
        follow(std::move(command), [this](const CommandJob &job) { ended(job); });
    }

private:
    QString what() const { return QStringLiteral("The credential process of profile \"%1\"").arg(m_profile); }

    /// Those given, and every text of @p output, which is an answer also when the command failed after it.
    Secrets knownSecrets(const QByteArray &output) const
    {
        Secrets known = m_given;
        const auto answer = json::parse(output);
        for (const char16_t *name : {u"AccessKeyId", u"SecretAccessKey", u"SessionToken", u"Token"}) {
            const QByteArray text = answer ? answer->value(QStringView(name)).toUtf8() : QByteArray();
            if (text.size() >= shortestSecret)
                known.emplace_back(text);
        }
        return known;
    }

    void ended(const CommandJob &job)
    {
        const QString complaints = shownComplaints(job.complaints(), knownSecrets(job.output()));
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
    Secrets m_given;
    Take m_take;
};

Secrets secretsOf(const QProcessEnvironment &environment)
{
    Secrets found;
    for (const QString &name : environment.keys()) {
        const bool isSecret =
            name.contains(QLatin1StringView("SECRET")) || name.contains(QLatin1StringView("TOKEN")) ||
            name.contains(QLatin1StringView("PASSWORD")) || name == QLatin1StringView("AWS_ACCESS_KEY_ID");
        const QByteArray value = environment.value(name).toUtf8();
        if (isSecret && !name.endsWith(QLatin1StringView("_FILE")) && value.size() >= shortestSecret)
            found.emplace_back(value);
    }
    return found;
}

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
                                        secretsOf(context().environment),
                                        [kept = m_kept](const aws::Credentials &keys) {
                                            if (!keys.expiration)
                                                kept->keys = keys;
                                        });
}

QString withoutLikelySecrets(const QString &text)
{
    static const QRegularExpression wholeLine(
        QStringLiteral("((?:authorization|cookie)[\\w-]*[\"']?\\s*[=:]\\s*)[^\\n]+"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression named(
        QStringLiteral(
            "((?:secret|token|passw|passphrase|credential|assertion|apikey|api_key|key|\\botp\\b|"
            "\\bpin\\b)[\\w-]*[\"']?\\s*(?:[=:]|\\b(?:is|was)\\b(?!\\s+(?:not|no|an?|in|too|expired|"
            "invalid|missing|required|empty|revoked|malformed|unknown|wrong|incorrect)\\b))\\s*)"
            "(?:\"[^\"\\n]*\"|'[^'\\n]*'|\\S+)"),
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression keyLike(
        QStringLiteral("(?<![A-Za-z0-9+/=_%-])(?=[A-Za-z+/=_%-]*[0-9])(?=[0-9+/=_%-]*[A-Za-z])"
                       "[A-Za-z0-9+/=_%-]{16,}"));
    QString plain = text;
    plain.replace(wholeLine, QStringLiteral("\\1(hidden)"));
    plain.replace(named, QStringLiteral("\\1(hidden)"));
    plain.replace(keyLike, QStringLiteral("(hidden)"));
    return plain;
}

} // namespace outcrop::credentials
