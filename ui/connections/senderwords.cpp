// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/senderwords.h"

#include "core/credentials/ssotoken.h"

#include <QCoreApplication>
#include <QLocale>

namespace outcrop::ui::connections
{

namespace
{

using credentials::IdentityFacts;
using credentials::SourceReport;
using outcrop::connections::AuthKind;
using outcrop::connections::ConnectionKind;
using outcrop::connections::ConnectionSpec;
using widgets::PillTone;

constexpr qsizetype shownOfAccount = 4;
constexpr std::chrono::minutes minutesUpTo{90};
constexpr std::chrono::hours hoursUpTo{48};

QString tr(const char *text)
{
    return QCoreApplication::translate("SenderWords", text);
}

std::chrono::seconds left(const QDateTime &until, const QDateTime &now)
{
    return std::chrono::seconds(now.secsTo(until));
}

/// The day stands before it only where it is not today.
QString timeText(const QDateTime &time, const QDateTime &now)
{
    const QDateTime local = time.toLocalTime();
    const QLocale locale;
    return local.date() == now.toLocalTime().date() ? locale.toString(local.time(), QLocale::ShortFormat)
                                                    : locale.toString(local, QLocale::ShortFormat);
}

QString triedText(const std::vector<SourceReport> &tried)
{
    QStringList parts;
    for (const SourceReport &report : tried) {
        if (report.state == SourceReport::State::Skipped)
            parts.append(QStringLiteral("%1 (%2)").arg(report.source, report.why));
    }
    return parts.isEmpty() ? QString() : tr("Tried before: %1").arg(parts.join(QStringLiteral(" · ")));
}

QString sentence(const base::Error &error)
{
    return error.advice.isEmpty() ? error.message : QStringLiteral("%1 %2").arg(error.message, error.advice);
}

QString usedText(const IdentityFacts &facts)
{
    if (facts.kind == IdentityFacts::Kind::ApiKey) {
        const QString key = facts.keyStart.isEmpty() ? tr("API key") : tr("API key %1").arg(facts.keyStart);
        const QString place = facts.keyRegion.isEmpty() ? key : tr("%1 for %2").arg(key, facts.keyRegion);
        return facts.source.isEmpty() ? place : tr("%1, from %2").arg(place, facts.source);
    }
    return facts.accountId.isEmpty()
               ? facts.source
               : tr("%1, account …%2").arg(facts.source, facts.accountId.right(shownOfAccount));
}

void sayEnd(SenderWords &words, const IdentityFacts &facts, const QString &kind, const QDateTime &now)
{
    if (!facts.expires)
        return;
    const auto rest = left(*facts.expires, now);
    if (rest.count() <= 0) {
        words.pill = tr("expired");
        words.tone = PillTone::Error;
        words.isProblem = true;
        words.inList = tr("%1, expired %2 ago").arg(kind, roughly(-rest));
        const QString since = timeText(*facts.expires, now);
        words.problem = facts.kind == IdentityFacts::Kind::ApiKey
                            ? tr("Expired %1. Make a new key and enter it here.").arg(since)
                            : tr("Expired %1.").arg(since);
        return;
    }
    words.inList = tr("%1, %2 left").arg(kind, roughly(rest));
    words.times = facts.renews ? tr("Expires %1, renewed from %2.")
                                     .arg(timeText(*facts.expires, now), timeText(*facts.renews, now))
                               : tr("Expires %1.").arg(timeText(*facts.expires, now));
}

void sayApiKey(SenderWords &words, const ConnectionSpec &spec, const IdentityFacts &facts,
               const QDateTime &now)
{
    words.pill = tr("key set");
    words.tone = PillTone::Teal;
    const QString kind =
        facts.keyRegion.isEmpty() ? tr("API key") : tr("API key for %1").arg(facts.keyRegion);
    sayEnd(words, facts, kind, now);
    const bool isElsewhere = !facts.keyRegion.isEmpty() && !spec.region.isEmpty() &&
                             spec.endpointUrl.isEmpty() && facts.keyRegion != spec.region;
    if (!isElsewhere || words.isProblem)
        return;
    words.pill = tr("wrong region");
    words.tone = PillTone::Error;
    words.isProblem = true;
    words.inList = tr("API key for %1, not for %2").arg(facts.keyRegion, spec.region);
    words.problem = tr("This key works in %1 only. Set the region to %1, or enter a key for %2.")
                        .arg(facts.keyRegion, spec.region);
}

void sayKeys(SenderWords &words, const IdentityFacts &facts, bool isSignIn, const QDateTime &now)
{
    words.pill = isSignIn ? tr("signed in") : tr("keys found");
    words.tone = PillTone::Teal;
    sayEnd(words, facts, isSignIn ? tr("SSO") : tr("temporary keys"), now);
}

void sayFailure(SenderWords &words, const base::Error &error)
{
    const bool needsSignIn = !credentials::profileToSignIn(error).isEmpty();
    words.pill = needsSignIn ? tr("not signed in") : tr("no credentials");
    words.tone = PillTone::Error;
    words.isProblem = true;
    words.inList = needsSignIn ? tr("SSO, not signed in") : error.message;
    words.problem = sentence(error);
}

/// Nobody was asked yet: what the file of the last sign-in says.
void saySignIn(SenderWords &words, const credentials::SignInFacts &facts, const QDateTime &now)
{
    if (facts.isGood(now)) {
        words.pill = tr("signed in");
        words.tone = PillTone::Teal;
        words.inList = *facts.until > now ? tr("SSO, %1 left").arg(roughly(left(*facts.until, now)))
                                          : tr("SSO, renewed by itself");
        words.used = tr("profile %1 → SSO session %2").arg(facts.profile, facts.session);
        words.times =
            *facts.until > now ? tr("The sign-in ends %1.").arg(timeText(*facts.until, now)) : QString();
        return;
    }
    words.pill = tr("not signed in");
    words.tone = PillTone::Amber;
    words.isProblem = true;
    words.inList = facts.until ? tr("SSO, sign-in expired %1 ago").arg(roughly(-left(*facts.until, now)))
                               : tr("SSO, not signed in");
    words.problem = facts.until ? tr("The sign-in to %1 has expired.").arg(facts.session)
                                : tr("Nobody has signed in to %1 yet.").arg(facts.session);
}

} // namespace

QString roughly(std::chrono::seconds time)
{
    const qint64 minutes = std::chrono::duration_cast<std::chrono::minutes>(time).count();
    if (minutes < 1)
        return tr("less than a minute");
    if (time < minutesUpTo)
        return tr("%1 min").arg(minutes);
    const qint64 hours = (minutes + 30) / 60;
    return time < hoursUpTo ? tr("%1 h").arg(hours) : tr("%1 days").arg(hours / 24);
}

SenderWords senderWords(const ConnectionSpec &spec, const models::Sender &sender, const QDateTime &now)
{
    SenderWords words;
    words.canLook = spec.auth == AuthKind::AwsChain || spec.auth == AuthKind::AwsProfile ||
                    spec.auth == AuthKind::BearerEnvironment;
    const bool isSignIn = sender.signIn.has_value();
    if (isSignIn)
        words.signIn = sender.signIn->until ? tr("Sign in again") : tr("Sign in");
    if (sender.isLooking) {
        words.pill = tr("looking …");
        return words;
    }
    if (!sender.found) {
        if (isSignIn)
            saySignIn(words, *sender.signIn, now);
        return words;
    }
    const IdentityFacts &facts = *sender.found;
    words.tried = triedText(facts.tried);
    if (facts.kind != IdentityFacts::Kind::None)
        words.used = usedText(facts);
    if (facts.kind == IdentityFacts::Kind::ApiKey)
        sayApiKey(words, spec, facts, now);
    else if (facts.error)
        sayFailure(words, *facts.error);
    else if (facts.kind == IdentityFacts::Kind::Keys)
        sayKeys(words, facts, isSignIn, now);
    return words;
}

} // namespace outcrop::ui::connections
